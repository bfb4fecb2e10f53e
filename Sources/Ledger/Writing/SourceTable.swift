import Billing
import GRDB
import Queries

/// The sources of an import.
///
/// A source gets its number when something of it is first written, so that importing the same again
/// leaves no trace.
struct SourceTable {
  let importedAt: Instant
  private var ids: [String: Int64] = [:]

  init(importedAt: Instant) {
    self.importedAt = importedAt
  }

  /// The number of the source that is being read: that of an import which was cut off, or a new
  /// one.
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

  /// Notes that a source was read to its end; a content that is known already is not noted again.
  mutating func finish(
    _ name: String, sha256: String, sizeBytes: Int64, in database: Database
  ) throws {
    let known = try Int64.fetchOne(
      database, sql: Query.sourceKnown.sql, arguments: ["name": name, "sha256": sha256])
    if ids[name] != nil || known == nil {
      try database.execute(
        sql: Query.sourceFinish.sql,
        arguments: [
          "sha256": sha256, "size_bytes": sizeBytes, "id": try id(of: name, in: database),
        ])
    }
    ids[name] = nil
  }
}
