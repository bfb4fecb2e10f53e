import Domain
import GRDB
import Queries

/// The tags that go together, by their numbers.
struct TagSetTable {
  private var sets: [Int64: TagSet] = [:]
  private var ids: [TagSet: Int64] = [:]

  init(in database: Database) throws {
    for row in try Row.fetchAll(database, sql: Query.tagSetsAll.sql) {
      add(TagSet(try StoredJSON.decoded(row["tags"])), id: row["id"])
    }
  }

  private mutating func add(_ tags: TagSet, id: Int64) {
    sets[id] = tags
    ids[tags] = id
  }

  /// The tags with a number; none without one.
  subscript(id: Int64?) -> TagSet { id.flatMap { sets[$0] } ?? .none }

  /// The number of tags, which are added where they are new.
  mutating func id(of tags: TagSet, in database: Database) throws -> Int64 {
    if let id = ids[tags] { return id }
    let id = try database.cachedStatement(sql: Query.tagSetIntern.sql).fetchNumber([
      "tags": tags.json
    ])
    add(tags, id: id)
    return id
  }
}
