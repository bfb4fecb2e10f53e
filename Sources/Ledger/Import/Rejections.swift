import Files
import GRDB
import Intake
import Queries
import Reconciliation

/// What could not be read of a source so far: the first places of each reason individually, all
/// others as a count, so that memory and the ledger stay small however long the source is.
struct SourceRejections {
  /// The number of places per reason that are kept individually.
  static let keptPlaces = 20
  /// The number of reasons that are distinguished in a source.
  private static let reasonLimit = 50
  private static let otherReasons = "for other reasons"

  /// Records that are kept in one row.
  struct Entry {
    let place: Place
    let reason: String
    let errorOffset: Int?
    let skeleton: String
    let digest: SHA256Digest
    /// The digest of the row's only record, or of all its records' digests in order.
    var key: SHA256Digest
    var records = 1
    /// How many of them, counted from the first, are known from another import, and are dismissed.
    var known = 0
    var dismissed = 0

    /// The reason with the byte at which reading ended.
    var message: String {
      reason + (errorOffset.map { ", at byte \($0) of the record" } ?? "")
    }
  }

  private struct Reason {
    var kept = 0
    /// The place in ``entries`` of the records that are counted together.
    var rest: Int?
  }

  private let source: String
  private var reasons: [String: Reason] = [:]
  /// In order of their first places.
  private(set) var entries: [Entry] = []

  init(of source: String) {
    self.source = source
  }

  mutating func add(_ rejection: Rejection, known: KnownRejections) {
    let isListed = reasons[rejection.reason] != nil || reasons.count < SourceRejections.reasonLimit
    let name = isListed ? rejection.reason : SourceRejections.otherReasons
    var reason = reasons[name] ?? Reason()
    if let rest = reason.rest {
      count(rejection, inEntry: rest, known)
    } else {
      if reason.kept == SourceRejections.keptPlaces { reason.rest = entries.count }
      reason.kept += 1
      entries.append(entry(rejection, reason: name, known))
    }
    reasons[name] = reason
  }

  private func entry(
    _ rejection: Rejection, reason: String, _ known: KnownRejections
  ) -> Entry {
    var entry = Entry(
      place: rejection.place, reason: reason, errorOffset: rejection.errorOffset,
      skeleton: rejection.skeleton, digest: rejection.digest,
      key: identity(of: rejection))
    known.note(&entry)
    return entry
  }

  private mutating func count(
    _ rejection: Rejection, inEntry index: Int, _ known: KnownRejections
  ) {
    entries[index].key = entries[index].key.adding(identity(of: rejection))
    entries[index].records += 1
    known.note(&entries[index])
  }

  /// What identifies a record: its bytes, or its place if something was missing.
  private func identity(of rejection: Rejection) -> SHA256Digest {
    guard rejection.sizeBytes == 0 else { return rejection.digest }
    return SHA256Digest(of: "\(source):\(rejection.place.byteOffset)".utf8)
  }
}

/// The records that were set apart before, by their keys.
struct KnownRejections {
  private var dismissed: [SHA256Digest: Int] = [:]

  mutating func add(key: String, dismissed count: Int) {
    guard let key = SHA256Digest(key) else { return }
    dismissed[key] = max(dismissed[key] ?? 0, count)
  }

  mutating func add(_ entry: SourceRejections.Entry) {
    dismissed[entry.key] = max(dismissed[entry.key] ?? 0, entry.dismissed)
  }

  /// Records whether a row's records so far are known.
  func note(_ entry: inout SourceRejections.Entry) {
    guard !dismissed.isEmpty, let count = dismissed[entry.key] else { return }
    entry.known = entry.records
    entry.dismissed = max(entry.dismissed, count)
  }
}

/// Unreadable records, as an import finds and stores them.
struct RejectionTable {
  private var rejections: [String: SourceRejections] = [:]
  private var known: KnownRejections?
  /// The keys of what killed runs set apart and did not tell: nobody knows of these yet.
  private let untoldKeys: Set<String>
  /// The sources whose records this import has stored.
  private(set) var keptSources: Set<String> = []

  init(untold: [QuarantinedRecords]) {
    untoldKeys = Set(untold.map(\.key))
  }

  mutating func add(_ rejection: Rejection, of source: String, in database: Database) throws {
    let known = try known ?? known(in: database)
    self.known = known
    rejections[source, default: SourceRejections(of: source)].add(rejection, known: known)
  }

  private func known(in database: Database) throws -> KnownRejections {
    var known = KnownRejections()
    for row in try Row.fetchAll(database, sql: Query.quarantineKeys.sql) {
      let key: String = row["key"]
      if !untoldKeys.contains(key) { known.add(key: key, dismissed: row["dismissed"]) }
    }
    return known
  }

  /// Stores what could not be read of a source, replacing what could not be read of it earlier.
  ///
  /// - Returns: what is kept.
  mutating func finish(
    _ source: RecordBatch.FinishedSource, id: Int64, in database: Database
  ) throws -> [SetApart] {
    guard let reading = source.reading else {
      return try keep(of: source.name, id: id, replacing: [id], in: database)
    }
    let replaced = try RejectionTable.replaced(by: source, reading, id: id, in: database)
    for earlier in replaced {
      try database.cachedStatement(sql: Query.readingReplace.sql).execute(
        arguments: ["source_id": earlier, "replaced_by": id])
    }
    try database.cachedStatement(sql: Query.readingPut.sql).execute(arguments: [
      "source_id": id, "records": reading.records, "is_waiting": reading.isWaiting,
      "head_bytes": reading.head?.count,
      "head_sha256": reading.head.map { SHA256Digest(of: $0).text },
    ])
    return try keep(of: source.name, id: id, replacing: [id] + replaced, in: database)
  }

  /// Stores what could not be read of sources that were not read to their end.
  mutating func finishRest(
    _ sources: inout SourceTable, in database: Database
  ) throws -> [SetApart] {
    var kept: [SetApart] = []
    for name in rejections.keys.sorted() {
      let id = try sources.id(of: name, in: database)
      kept += try keep(of: name, id: id, replacing: [], in: database)
    }
    return kept
  }

  /// The earlier sources that are the same file, read again: they have the same content, or the
  /// same beginning.
  ///
  /// A file that took another one's name, as when logs are rotated, starts differently. The
  /// beginning of a source imported by an earlier version is not known: for these, the name
  /// decides.
  private static func replaced(
    by source: RecordBatch.FinishedSource, _ reading: RecordBatch.Reading, id: Int64,
    in database: Database
  ) throws -> [Int64] {
    let earlier = try Row.fetchAll(
      database.cachedStatement(sql: Query.readingsOfName.sql),
      arguments: ["name": source.name, "source_id": id])
    return earlier.filter { row in
      if row["sha256"] == source.sha256 { return true }
      guard let head = reading.head else { return false }
      guard row["is_counted"] else { return true }
      guard let count: Int = row["head_bytes"], count <= head.count else { return false }
      return row["head_sha256"] == SHA256Digest(of: head.prefix(count)).text
    }.map { $0["id"] }
  }

  private mutating func keep(
    of source: String, id: Int64, replacing replaced: [Int64], in database: Database
  ) throws -> [SetApart] {
    let entries = rejections.removeValue(forKey: source)?.entries ?? []
    keptSources.insert(source)
    var untold: [Int64] = []
    var numbers = try RejectionTable.take(replaced, in: database)
    for entry in entries {
      let key = entry.key.text
      try database.cachedStatement(sql: Query.quarantineInsert.sql).execute(arguments: [
        "id": numbers[key]?.popLast(), "source_id": id, "line": entry.place.line,
        "byte_offset": entry.place.byteOffset, "reason": entry.reason,
        "error_offset": entry.errorOffset, "skeleton": entry.skeleton,
        "sha256": entry.digest.text, "key": key, "records": entry.records,
        "dismissed": entry.dismissed,
      ])
      known?.add(entry)
      if entry.records > max(entry.known, entry.dismissed) {
        untold.append(database.lastInsertedRowID)
      }
    }
    try LedgerStore.noteUntold(untold, in: database)
    return entries.map { SetApart($0, source: source) }
  }

  /// Removes the rows of sources and returns their numbers by key.
  private static func take(
    _ sources: [Int64], in database: Database
  ) throws -> [String: [Int64]] {
    var numbers: [String: [Int64]] = [:]
    for source in sources {
      let rows = try Row.fetchAll(
        database.cachedStatement(sql: Query.quarantineOfSource.sql),
        arguments: ["source_id": source])
      guard !rows.isEmpty else { continue }
      for row in rows { numbers[row["key"], default: []].append(row["id"]) }
      try database.cachedStatement(sql: Query.quarantineDelete.sql).execute(
        arguments: ["source_id": source])
    }
    return numbers.mapValues { $0.reversed() }
  }
}

/// Records of a source that an import set apart.
package struct SetApart: Hashable, Sendable {
  package let source: String
  /// Of the first one.
  package let line: Int
  /// Why, with the byte at which reading ended.
  package let message: String
  package let records: Int
  /// Those that are not dismissed.
  package let undismissed: Int
  /// The number of them that no earlier import saw.
  package let new: Int

  init(
    source: String, line: Int, message: String, records: Int, undismissed: Int, new: Int
  ) {
    (self.source, self.line, self.message) = (source, line, message)
    (self.records, self.undismissed, self.new) = (records, undismissed, new)
  }

  init(_ entry: SourceRejections.Entry, source: String) {
    self.init(
      source: source, line: entry.place.line, message: entry.message, records: entry.records,
      undismissed: entry.records - entry.dismissed,
      new: entry.records - max(entry.known, entry.dismissed))
  }
}
