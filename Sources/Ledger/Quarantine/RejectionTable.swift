import Files
import GRDB
import Intake
import Queries

/// Records that could not be read, as an import meets and keeps them.
struct RejectionTable {
  private var rejections: [String: SourceRejections] = [:]
  private var known: KnownRejections?

  mutating func add(_ rejection: Rejection, of source: String, in database: Database) throws {
    let known = try known ?? RejectionTable.known(in: database)
    self.known = known
    rejections[source, default: SourceRejections(of: source)].add(rejection, known: known)
  }

  private static func known(in database: Database) throws -> KnownRejections {
    var known = KnownRejections()
    for row in try Row.fetchAll(database, sql: Query.quarantineKeys.sql) {
      known.add(key: row["key"], dismissed: row["dismissed"])
    }
    return known
  }

  /// Keeps what could not be read of a source in the place of what could not be read of it earlier.
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

  /// Keeps what could not be read of sources that did not come to their end.
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

  /// The earlier sources that are the same file, read again: they have the same content, or begin as
  /// this one does.
  ///
  /// A file that took the name of another one, as logs are rotated, begins otherwise. How a source
  /// began is not known where an earlier version imported it: there the name says enough.
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
    }
    return entries.map { SetApart($0, source: source) }
  }

  /// Takes the rows of sources away, and gives their numbers by their keys.
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
  /// Those that nobody has dismissed.
  package let undismissed: Int
  /// Those among them that no import met before.
  package let new: Int

  init(_ entry: SourceRejections.Entry, source: String) {
    self.source = source
    line = entry.place.line
    message = entry.message
    records = entry.records
    undismissed = entry.records - entry.dismissed
    new = entry.records - max(entry.known, entry.dismissed)
  }
}
