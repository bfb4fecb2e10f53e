import Domain
import GRDB
import Queries

/// Counts the tasks of a day by outcome and tags.
///
/// Tags of the task itself win over those of its import, and these over rules. It only reads.
struct TagCounter {
  /// Tasks that share outcome and tags.
  struct Line: Hashable, Comparable {
    let outcomeID: Int64
    let tags: TagSet

    static func < (left: Line, right: Line) -> Bool {
      (left.outcomeID, left.tags.json) < (right.outcomeID, right.tags.json)
    }
  }

  private struct Model {
    let model: String
    let taskType: String
  }

  static let rulesSetting = "tag_rules"

  let rules: TagRules
  private let sets: TagSetTable
  private let models: [Int64: Model]
  private let tagSourceNames: [Int64: String]
  private var hosts: [Int64: String?] = [:]

  init(in database: Database) throws {
    rules = try TagCounter.rules(in: database)
    sets = try TagSetTable(in: database)
    var models: [Int64: Model] = [:]
    if !rules.isEmpty {
      for row in try Row.fetchAll(database, sql: Query.outcomeModels.sql) {
        models[row["id"]] = Model(model: row["model"], taskType: row["task_type"])
      }
    }
    self.models = models
    var names: [Int64: String] = [:]
    if rules.readSources {
      for row in try Row.fetchAll(database, sql: Query.tagSourcesAll.sql) {
        names[row["id"]] = row["name"]
      }
    }
    tagSourceNames = names
  }

  /// The rules by which the ledger is tagged.
  static func rules(in database: Database) throws -> TagRules {
    try LedgerStore.setting(rulesSetting, in: database).map(StoredJSON.decoded) ?? .none
  }

  /// The tagged tasks of a day.
  mutating func counts(ofDay day: Int64, in database: Database) throws -> [Line: Int] {
    if rules.readTasks { return try countsByTasks(ofDay: day, in: database) }
    var counts: [Line: Int] = [:]
    var givenTasks: [Int64: Int] = [:]
    let given = try Row.fetchAll(
      database.cachedStatement(sql: Query.givenTagsOfDay.sql), arguments: ["day": day])
    for row in given {
      givenTasks[row["outcome_id"], default: 0] += row["tasks"] as Int
      TagCounter.add(row, tags: tags(of: row, facts: facts(row)), to: &counts)
    }
    guard !rules.isEmpty else { return counts }
    // What the rules say about all others follows from the rollup alone.
    for row in try Row.fetchAll(
      database.cachedStatement(sql: Query.rollupOfDay.sql), arguments: ["day": day])
    {
      TagCounter.add(
        row, tags: rules.tags(of: facts(row)), to: &counts,
        besides: givenTasks[row["outcome_id"], default: 0])
    }
    return counts
  }

  private mutating func countsByTasks(
    ofDay day: Int64, in database: Database
  ) throws -> [Line: Int] {
    var counts: [Line: Int] = [:]
    for row in try factRows(day: day, idHigh: nil, idLow: nil, in: database) {
      TagCounter.add(
        row, tags: tags(of: row, facts: try allFacts(row, in: database)), to: &counts)
    }
    return counts
  }

  /// The tags of one task.
  mutating func tags(
    day: Int64, idHigh: Int64, idLow: Int64, in database: Database
  ) throws -> TagSet {
    let rows = try factRows(day: day, idHigh: idHigh, idLow: idLow, in: database)
    guard let row = rows.first else { return .none }
    return tags(of: row, facts: try allFacts(row, in: database))
  }

  /// Adds the tasks of a row except those already counted; untagged tasks do not count.
  private static func add(
    _ row: Row, tags: TagSet, to counts: inout [Line: Int], besides counted: Int = 0
  ) {
    let tasks = (row["tasks"] as Int) - counted
    guard tasks != 0, !tags.isEmpty else { return }
    counts[Line(outcomeID: row["outcome_id"], tags: tags), default: 0] += tasks
  }
}

extension TagCounter {
  private func factRows(
    day: Int64, idHigh: Int64?, idLow: Int64?, in database: Database
  ) throws -> [Row] {
    try Row.fetchAll(
      database.cachedStatement(sql: Query.tagFactsOfDay.sql),
      arguments: [
        "day": day, "id_high": idHigh, "id_low": idLow, "reads_sources": rules.readSources,
        "reads_hosts": rules.readWebhookHosts, "reads_keys": rules.readAPIKeys,
      ])
  }

  /// What the rollup says about tasks.
  private func facts(_ row: Row) -> TagFacts {
    let model = models[row["outcome_id"]]
    return TagFacts(model: model?.model ?? "", taskType: model?.taskType ?? "")
  }

  private mutating func allFacts(_ row: Row, in database: Database) throws -> TagFacts {
    var facts = facts(row)
    let sources = (row["tag_sources"] as String?)?.split(separator: ",") ?? []
    facts.sources = sources.compactMap { Int64($0).flatMap { tagSourceNames[$0] } }
    facts.apiKeyID = row["api_key_id"]
    if let id = row["request_id"] as Int64? { facts.webhookHost = try host(id, in: database) }
    return facts
  }

  private mutating func host(_ requestID: Int64, in database: Database) throws -> String? {
    if let host = hosts[requestID] { return host }
    let fields = try String.fetchOne(
      database, sql: Query.requestFields.sql, arguments: ["id": requestID])
    let host = try StoredJSON.fields(fields ?? "{}")
      .first { $0.name == Request.webhookHostField }?.value.text
    hosts[requestID] = .some(host)
    return host
  }

  private func tags(of row: Row, facts: TagFacts) -> TagSet {
    rules.tags(of: facts).merging(sets[row["imported_id"]]).merging(sets[row["own_id"]])
  }
}
