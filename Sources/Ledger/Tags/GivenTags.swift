import Domain
import GRDB
import Intake
import Queries

/// Writes tags given to individual tasks.
struct TagWriter {
  private static let origin = 0

  private let search: TaskSearch
  private var sets: TagSetTable

  init(in database: Database) throws {
    search = try TaskSearch(in: database)
    sets = try TagSetTable(in: database)
  }

  /// Writes the tags of tasks; of several values for one key the last one wins.
  mutating func write(
    _ assignments: [(id: TaskID, tag: Tag)], in database: Database
  ) throws -> TaggingSummary {
    var tags: [TaskID: [String: String]] = [:]
    for assignment in assignments {
      tags[assignment.id, default: [:]][assignment.tag.key] = assignment.tag.value
    }
    var summary = TaggingSummary()
    let ids = tags.keys.sorted { ($0.high, $0.low) < ($1.high, $1.low) }
    let days = try search.days(of: ids, in: database)
    for id in ids {
      let day = days[TaskID(high: id.high, low: id.low)]
      let isChanged = try write(
        tags[id] ?? [:], to: id, day: day ?? StrayedTags.waiting, in: database)
      if isChanged { summary.changed += 1 } else { summary.unchanged += 1 }
      if day == nil { summary.waiting += 1 }
    }
    return summary
  }

  /// Whether that changed anything.
  private mutating func write(
    _ values: [String: String], to id: TaskID, day: Int64, in database: Database
  ) throws -> Bool {
    let key = TaskTable.key(id) + ["day": day, "origin": TagWriter.origin]
    let known = try Int64.fetchOne(
      database.cachedStatement(sql: Query.taskTagOf.sql), arguments: key)
    var tags = sets[known]
    for (key, value) in values {
      tags = value.isEmpty ? tags.removing(key) : tags.merging(TagSet([key: value]))
    }
    guard tags != sets[known] else { return false }
    if tags.isEmpty {
      try database.cachedStatement(sql: Query.taskTagDelete.sql).execute(arguments: key)
    } else {
      try database.cachedStatement(sql: Query.taskTagPut.sql).execute(
        arguments: key + ["tag_set_id": try sets.id(of: tags, in: database)])
    }
    try StaleTagDays.insert([day], in: database)
    return true
  }
}

/// Records what the tasks of an import are tagged by: tags given to the import, and sources that a
/// rule matches.
///
/// Each observation counts, even one that changes nothing else: so a later one from another source
/// removes nothing, and import order never matters.
struct ImportTagging {
  private static let origin: Int64 = 1

  private let tags: TagSet
  private let rules: TagRules
  private var sets: TagSetTable
  private var sourceIDs: [String: Int64] = [:]
  private var staleDays: Set<Int64> = []

  /// Nil if there is nothing to record.
  init?(_ tags: TagSet, in database: Database) throws {
    rules = try TagCounter.rules(in: database)
    guard !tags.isEmpty || rules.readSources else { return nil }
    self.tags = tags
    sets = try TagSetTable(in: database)
  }

  /// Records the tasks of a batch with sorted rows, in its transaction.
  mutating func note(_ batch: RecordBatch, in database: Database) throws {
    let sources = try batch.sources.map { try sourceID(of: $0, in: database) }
    guard !tags.isEmpty || sources.contains(where: { $0 != nil }) else { return }
    let find = try RawStatement(Query.taskTagOf.sql, in: database)
    let put = try RawStatement(Query.taskTagPut.sql, in: database)
    let insert = try RawStatement(Query.taskSourceInsert.sql, in: database)
    for (row, day) in zip(batch.rows, batch.days) {
      if !tags.isEmpty { try tag(row, day, find: find, put: put, in: database) }
      if let id = sources[Int(row.source)] {
        ImportTagging.bind(row, day, to: insert)
        insert.bind(id, at: 4)
        try insert.run()
        if database.changesCount > 0 { staleDays.insert(day) }
      }
    }
    try StaleTagDays.insert(staleDays, in: database)
    staleDays = []
  }

  /// Adds the tags of the import to those of earlier imports, over which they win.
  private mutating func tag(
    _ row: ObservationRow, _ day: Int64, find: RawStatement, put: RawStatement,
    in database: Database
  ) throws {
    ImportTagging.bind(row, day, to: find)
    find.bind(ImportTagging.origin, at: 4)
    let known = try find.hasRow() ? find.integer(at: 0) : nil
    find.finish()
    let id = try sets.id(of: sets[known].merging(tags), in: database)
    guard id != known else { return }
    ImportTagging.bind(row, day, to: put)
    put.bind(ImportTagging.origin, at: 4)
    put.bind(id, at: 5)
    try put.run()
    staleDays.insert(day)
  }

  private static func bind(_ row: ObservationRow, _ day: Int64, to statement: RawStatement) {
    statement.bind(day, at: 1)
    statement.bind(Int64(bitPattern: row.idHigh), at: 2)
    statement.bind(Int64(bitPattern: row.idLow), at: 3)
  }

  /// The number of a source if a rule matches it.
  private mutating func sourceID(of name: String, in database: Database) throws -> Int64? {
    guard rules.readSource(name) else { return nil }
    if let id = sourceIDs[name] { return id }
    let id = try database.cachedStatement(sql: Query.tagSourceIntern.sql).fetchNumber([
      "name": name
    ])
    sourceIDs[name] = id
    return id
  }
}

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

  /// The tags with a number; empty without one.
  subscript(id: Int64?) -> TagSet { id.flatMap { sets[$0] } ?? .none }

  /// The number of tags, which are added if new.
  mutating func id(of tags: TagSet, in database: Database) throws -> Int64 {
    if let id = ids[tags] { return id }
    let id = try database.cachedStatement(sql: Query.tagSetIntern.sql).fetchNumber([
      "tags": tags.json
    ])
    add(tags, id: id)
    return id
  }
}
