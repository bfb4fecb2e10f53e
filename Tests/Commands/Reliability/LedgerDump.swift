import Foundation
import GRDB
import TestSupport

/// What a folder holds, in a form that is the same for two runs that did the same: the ledgers by
/// what their views and the acts of users say, all other files by their bytes.
struct LedgerDump {
  private static let tables = [
    "closed_month", "month_event", "top_up", "wallet_charge", "claim", "claim_event", "claim_cause",
    "claim_task", "given_tag", "acknowledgement", "dismissal", "night", "night_finding",
    "night_skipped_file", "covered_day", "told_source", "kept_rate",
  ]
  /// Numbers and times of the import itself may differ, and which tasks were asked for: what a killed
  /// run has archived is not asked for again.
  private static let parts = [
    "SELECT account, plan, balance_usd, detail, told_at, observed_at FROM balance_snapshot",
    "SELECT id_high, id_low, created_at, ended_at, usage_has_ended FROM history_end",
    "SELECT entry_id, task_id, usage, status, comparison FROM history_entry",
    """
    SELECT source.name, line, reason, records, dismissed FROM quarantine
    JOIN source ON source.id = source_id
    """,
    "SELECT name, size_bytes FROM source", "SELECT name FROM setting",
  ]
  /// What is not the result of a run: the tool's streams, and what SQLite keeps beside a ledger.
  private static let left = ["-wal", "-shm", ".lock", ".input", ".output", ".errors"]

  private var files: [String: String] = [:]
  private var rows: [String: [String]] = [:]

  init(of folder: TemporaryFolder) throws {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    for name in names ?? []
    where !LedgerDump.left.contains(where: name.hasSuffix) {
      let path = folder.path(name)
      switch folder.kind(of: name) {
      case S_IFLNK:
        files[name] = "-> \(try FileManager.default.destinationOfSymbolicLink(atPath: path))"
      case S_IFREG where name.hasSuffix(".db"):
        files[name] = "a ledger"
        for (part, content) in try LedgerDump.content(path, of: folder) {
          rows["\(name) \(part)"] = content
        }
      case S_IFREG where name.contains(".db.version-"): files[name] = "an earlier ledger"
      case S_IFREG: files[name] = try Data(contentsOf: URL(filePath: path)).base64EncodedString()
      default: break
      }
    }
  }

  private static func content(
    _ path: String, of folder: TemporaryFolder
  ) throws -> [String: [String]] {
    var configuration = Configuration()
    configuration.readonly = true
    let database = try DatabaseQueue(path: path, configuration: configuration)
    return try database.read { database in
      let views = try String.fetchAll(
        // The numbers of v_outcome are those of an import's order.
        database,
        sql: """
          SELECT name FROM sqlite_schema
          WHERE type = 'view' AND name GLOB 'v_*' AND name <> 'v_outcome'
          """)
      let queries = (views + tables).map { "SELECT * FROM \($0)" } + parts
      return try Dictionary(
        uniqueKeysWithValues: queries.map { sql in
          (
            sql,
            try Row.fetchAll(database, sql: sql)
              .map { $0.description.replacing(folder.path, with: "…") }.sorted()
          )
        })
    }
  }

  /// In what another folder differs, briefly.
  func differences(from other: LedgerDump) -> [String] {
    let fileNames = Set(files.keys).union(other.files.keys).sorted()
    let parts = Set(rows.keys).union(other.rows.keys).sorted()
    return fileNames.compactMap { name in
      guard files[name] != other.files[name] else { return nil }
      return files[name] == nil
        ? "\(name) is missing"
        : other.files[name] == nil ? "\(name) is left" : "\(name) differs"
    }
      + parts.compactMap { part in
        guard rows[part] != other.rows[part] else { return nil }
        let (own, others) = (Set(rows[part] ?? []), Set(other.rows[part] ?? []))
        return
          "\(part): \(own.subtracting(others).sorted().first ?? "nothing") for "
          + (others.subtracting(own).sorted().first ?? "nothing")
      }
  }
}
