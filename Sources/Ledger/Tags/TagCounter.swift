import Billing
import GRDB
import Queries

/// Counts the tasks of a day by their outcome and tags.
///
/// Tags that were given to the task itself win over those of its import, and these over rules.
struct TagCounter {
  /// Tasks that share outcome and tags.
  struct Line: Hashable, Comparable {
    let outcomeID: Int64
    let tagSetID: Int64

    static func < (left: Line, right: Line) -> Bool {
      (left.outcomeID, left.tagSetID) < (right.outcomeID, right.tagSetID)
    }
  }

  private struct Model {
    let model: String
    let taskType: String
  }

  static let rulesSetting = "tag_rules"

  let rules: TagRules
  private(set) var sets: TagSetTable
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
      let tasks: Int = row["tasks"]
      givenTasks[row["outcome_id"], default: 0] += tasks
      try add(
        tasks, of: row["outcome_id"], tags: tags(of: row, facts: facts(row)), to: &counts, database)
    }
    guard !rules.isEmpty else { return counts }
    // What the rules say of all others follows from the rollup alone.
    for row in try Row.fetchAll(
      database.cachedStatement(sql: Query.rollupOfDay.sql), arguments: ["day": day])
    {
      let rest = (row["tasks"] as Int) - givenTasks[row["outcome_id"], default: 0]
      guard rest != 0 else { continue }
      try add(rest, of: row["outcome_id"], tags: rules.tags(of: facts(row)), to: &counts, database)
    }
    return counts
  }

  private mutating func countsByTasks(
    ofDay day: Int64, in database: Database
  ) throws -> [Line: Int] {
    var counts: [Line: Int] = [:]
    for row in try factRows(day: day, idHigh: nil, idLow: nil, in: database) {
      let facts = try allFacts(row, in: database)
      try add(
        row["tasks"], of: row["outcome_id"], tags: tags(of: row, facts: facts), to: &counts,
        database)
    }
    return counts
  }

  /// The number of the tags of one task; nil where it has none.
  mutating func tagSetID(
    day: Int64, idHigh: Int64, idLow: Int64, in database: Database
  ) throws -> Int64? {
    guard
      let row = try factRows(day: day, idHigh: idHigh, idLow: idLow, in: database).first
    else { return nil }
    let tags = tags(of: row, facts: try allFacts(row, in: database))
    return tags.isEmpty ? nil : try sets.id(of: tags, in: database)
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

  /// What the rollup tells of tasks.
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

  private mutating func add(
    _ tasks: Int, of outcomeID: Int64, tags: TagSet, to counts: inout [Line: Int],
    _ database: Database
  ) throws {
    guard !tags.isEmpty else { return }
    let line = Line(outcomeID: outcomeID, tagSetID: try sets.id(of: tags, in: database))
    counts[line, default: 0] += tasks
  }
}
