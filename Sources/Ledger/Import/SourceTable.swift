import Domain
import GRDB
import Intake
import Queries

/// The sources of an import.
///
/// A source gets its number when something from it is first written, so that importing the same
/// again leaves no trace.
struct SourceTable {
  let importedAt: Instant
  private var ids: [String: Int64] = [:]

  init(importedAt: Instant) {
    self.importedAt = importedAt
  }

  /// The number of the source being read: that of an interrupted import, or a new one.
  mutating func id(of name: String, in database: Database) throws -> Int64 {
    if let id = ids[name] { return id }
    let unfinished = try Int64.fetchOne(
      database, sql: Query.sourceUnfinished.sql, arguments: ["name": name])
    let id =
      try unfinished
      ?? database.cachedStatement(sql: Query.sourceInsert.sql).fetchNumber([
        "name": name, "imported_at": importedAt.nanoseconds,
      ])
    ids[name] = id
    return id
  }

  /// Records that a source was read to its end; known content is not recorded again.
  ///
  /// - Returns: the number of the source.
  mutating func finish(
    _ source: RecordBatch.FinishedSource, in database: Database
  ) throws -> Int64 {
    let known = try Int64.fetchOne(
      database, sql: Query.sourceKnown.sql,
      arguments: ["name": source.name, "sha256": source.sha256])
    let id = try ids[source.name] ?? known ?? id(of: source.name, in: database)
    try database.execute(
      sql: Query.sourceFinish.sql,
      arguments: [
        "sha256": source.sha256, "size_bytes": source.sizeBytes,
        "modified_at": source.stamp?.modifiedAtNanoseconds,
        "changed_at": source.stamp?.changedAtNanoseconds, "inode": source.stamp?.inode, "id": id,
      ])
    ids[source.name] = nil
    return id
  }

  /// The fully imported sources or, if they are to be read again, those that ended in mid-record.
  static func known(isReread: Bool, in database: Database) throws -> KnownSources {
    var known = KnownSources()
    for row in try Row.fetchAll(database, sql: Query.sourcesFinished.sql) {
      let isWaiting: Bool = row["is_waiting"]
      guard isWaiting || !isReread else { continue }
      let modifiedAt: Int64? = row["modified_at"]
      let sizeBytes: Int64 = row["size_bytes"]
      known.add(
        name: row["name"], sha256: row["sha256"], sizeBytes: sizeBytes,
        stamp: modifiedAt.map {
          FileStamp(
            sizeBytes: sizeBytes, modifiedAtNanoseconds: $0,
            changedAtNanoseconds: row["changed_at"], inode: row["inode"])
        }, isWaiting: isWaiting)
    }
    return known
  }
}
