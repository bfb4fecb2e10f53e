import Domain
import GRDB
import Reconciliation

/// Copies the rows of a damaged ledger that can still be read into a new one, table by table.
///
/// What is derived from other rows is left out, since it is made anew.
struct Salvage {
  /// Tables that are made anew.
  private static let derived: Set<String> = [
    "id_filter", "stale_day", "stale_task", "stale_tag_day", "unchecked_day", "wallet_window",
    "wallet_spend", "history_difference",
  ]
  /// Tables that a new ledger has rows of already.
  private static let prefilled: Set<String> = ["status", "verdict", "usage_unit", "setting"]
  /// Settings that a new ledger has its own of, or that tell of what is made anew.
  private static let ownSettings: Set<String> = [
    IDFilterTable.setting, "time_zone", "history_span",
  ]

  private let old: Database
  private let new: Database
  private var losses = Losses()

  /// Copies everything, and returns what is lost.
  static func run(from old: Database, to new: Database) throws -> Losses {
    var salvage = Salvage(old: old, new: new)
    let tables = try String.fetchAll(
      new,
      sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    for table in tables where !derived.contains(table) { try salvage.copy(table) }
    return salvage.losses
  }

  private init(old: Database, new: Database) {
    (self.old, self.new) = (old, new)
  }

  private mutating func copy(_ table: String) throws {
    let columns = try Salvage.columns(of: table, in: new)
    let kept = (try? Salvage.columns(of: table, in: old)) ?? []
    let names = columns.map(\.name).filter { name in kept.contains { $0.name == name } }
    guard !names.isEmpty else {
      losses.add(of: table, "table \(table) cannot be read")
      return
    }
    let list = names.map(\.quotedDatabaseIdentifier).joined(separator: ", ")
    let key = columns.filter(\.isKey).map { $0.name.quotedDatabaseIdentifier }
    let verb = table == "setting" ? "REPLACE" : "IGNORE"
    let marks = names.map { _ in "?" }.joined(separator: ", ")
    let insert = try new.makeStatement(
      sql: "INSERT OR \(verb) INTO \(table.quotedDatabaseIdentifier) (\(list)) VALUES (\(marks))")
    let select = "SELECT \(list) FROM \(table.quotedDatabaseIdentifier) NOT INDEXED ORDER BY "
    guard let reason = copyRows(of: table, select + key.joined(separator: ", "), by: insert) else {
      return
    }
    // Prices are made anew, as long as there are tasks.
    if !LostReferences.derived.contains(table) {
      losses.add(of: table, "table \(table): some rows cannot be read: \(reason)")
    }
    // What comes after the damage is read from the end.
    _ = copyRows(
      of: table, select + key.map { "\($0) DESC" }.joined(separator: ", "), by: insert,
      isSecondPass: true)
  }

  /// Copies rows until one cannot be read, and returns why; nil if all could be.
  private mutating func copyRows(
    of table: String, _ select: String, by insert: Statement, isSecondPass: Bool = false
  ) -> String? {
    do {
      let rows = try Row.fetchCursor(old, sql: select)
      while let row = try rows.next() {
        if table == "setting",
          Salvage.ownSettings.contains(where: { row["name"] == $0.databaseValue })
        {
          continue
        }
        let isKept = copy(row, by: insert)
        if !isKept, !isSecondPass, !Salvage.prefilled.contains(table),
          !LostReferences.derived.contains(table)
        {
          if table == "task", let task = Salvage.key(of: row) {
            losses.add(task, reason: "its row is damaged")
          } else {
            losses.add(of: table, "\(table): \(Salvage.name(of: row)) is damaged")
          }
        }
      }
      return nil
    } catch {
      return Differences.reason(error)
    }
  }

  private func copy(_ row: Row, by insert: Statement) -> Bool {
    do {
      try insert.execute(arguments: StatementArguments(row.databaseValues))
      return new.changesCount > 0
    } catch {
      return false
    }
  }

  /// A row by its task, any other one by its first columns.
  private static func name(of row: Row) -> String {
    if let task = key(of: row) { return "\(task)" }
    let first = row.databaseValues.prefix(2).map { VisibleText.line($0.description, limit: 60) }
    return "row \(first.joined(separator: ", "))"
  }

  private static func key(of row: Row) -> TaskKey? {
    guard case .int64(let day)? = (row["day"] as DatabaseValue?)?.storage,
      case .int64(let high)? = (row["id_high"] as DatabaseValue?)?.storage,
      case .int64(let low)? = (row["id_low"] as DatabaseValue?)?.storage
    else { return nil }
    return TaskKey(day: day, idHigh: high, idLow: low)
  }

  private struct Column {
    let name: String
    let isKey: Bool
  }

  private static func columns(of table: String, in database: Database) throws -> [Column] {
    try Row.fetchAll(
      database, sql: "PRAGMA table_info(\(table.quotedDatabaseIdentifier))"
    ).map { Column(name: $0["name"], isKey: ($0["pk"] as Int) > 0) }
  }
}

/// Removes rows that refer to rows that are lost.
struct LostReferences {
  /// What follows from tasks, and is made anew.
  static let derived: Set<String> = [
    "rollup", "tag_rollup", "outcome", "charge", "sku", "rate", "pricing_input",
  ]

  /// Removes the rows, and tells those that are lost with them; tasks and usage lines without an
  /// outcome stay.
  static func remove(_ losses: inout Losses, in database: Database) throws {
    let tables = try String.fetchAll(
      database,
      sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    for table in tables { try standInForSources(of: table, &losses, in: database) }
    var isChanged = true
    while isChanged {
      isChanged = false
      for table in tables {
        let keys = try Row.fetchAll(
          database, sql: "PRAGMA foreign_key_list(\(table.quotedDatabaseIdentifier))")
        for key in keys where try remove(from: table, key, &losses, in: database) {
          isChanged = true
        }
      }
    }
  }

  /// What a file brought stays, even if the file's name is lost.
  private static func standInForSources(
    of table: String, _ losses: inout Losses, in database: Database
  ) throws {
    let keys = try Row.fetchAll(
      database, sql: "PRAGMA foreign_key_list(\(table.quotedDatabaseIdentifier))")
    guard keys.contains(where: { $0["table"] == "source" && $0["from"] == "source_id" }) else {
      return
    }
    try database.execute(
      sql: """
        INSERT INTO source (id, name, imported_at)
        SELECT DISTINCT source_id, '(lost)', 0 FROM \(table.quotedDatabaseIdentifier)
        WHERE source_id NOT IN (SELECT id FROM source)
        """)
    let count = database.changesCount
    if count > 0 {
      losses.add(
        of: "source", "the names of \(count.groupedText) files that \(table) came from")
    }
  }

  private static func remove(
    from table: String, _ key: Row, _ losses: inout Losses, in database: Database
  ) throws -> Bool {
    let (parent, column): (String, String) = (key["table"], key["from"])
    guard !(["task", "usage_line"].contains(table) && parent == "outcome") else { return false }
    let to = (key["to"] as String?) ?? primaryKey(of: parent)
    let isLost = """
      \(column.quotedDatabaseIdentifier) IS NOT NULL AND \(column.quotedDatabaseIdentifier) NOT IN (
        SELECT \(to.quotedDatabaseIdentifier) FROM \(parent.quotedDatabaseIdentifier))
      """
    if table == "task" {
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT day, id_high, id_low,
            (SELECT verdict_id FROM outcome WHERE id = outcome_id) IS ? AS is_of_history
          FROM task WHERE \(isLost)
          """, arguments: [Verdict.unlogged.rawValue])
      while let row = try rows.next() {
        losses.add(
          TaskKey(row: row), reason: "its \(parent) is lost", isOfHistory: row["is_of_history"])
      }
    }
    try database.execute(
      sql: "DELETE FROM \(table.quotedDatabaseIdentifier) WHERE \(isLost)")
    let count = database.changesCount
    if count > 0, table != "task", !derived.contains(table) {
      losses.add(of: table, "\(count.groupedText) rows of \(table): their \(parent) is lost")
    }
    return count > 0
  }

  private static func primaryKey(of table: String) -> String {
    table == "night" ? "day" : table == "reading" ? "source_id" : "id"
  }
}
