import Domain
import GRDB
import Intake
import Queries

/// Notes what the tasks of an import are tagged by: tags that the import was given, and sources that
/// a rule asks for.
///
/// Each observation counts, also one that changes nothing else: so a later one from another source
/// takes nothing away, and no order of imports matters.
struct ImportTagging {
  private static let origin: Int64 = 1

  private let tags: TagSet
  private let rules: TagRules
  private var sets: TagSetTable
  private var sourceIDs: [String: Int64] = [:]
  private var staleDays: Set<Int64> = []

  /// Nil where there is nothing to note.
  init?(_ tags: TagSet, in database: Database) throws {
    rules = try TagCounter.rules(in: database)
    guard !tags.isEmpty || rules.readSources else { return nil }
    self.tags = tags
    sets = try TagSetTable(in: database)
  }

  /// Notes the tasks of a batch, whose rows are sorted, in its transaction.
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

  /// Adds the tags of the import to those that earlier imports gave, of which they win.
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

  /// The number of a source that a rule asks for, nil of another one.
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
