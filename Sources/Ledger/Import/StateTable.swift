import Domain
import GRDB
import Queries

/// The numbered states that tasks share, with the numbers of the names in them.
struct StateTable {
  private var accounts: NameTable
  private var usageTypes: NameTable
  private var statuses: NameTable
  private var ids = BoundedCache<ObservedState, Int64>()
  private var states = BoundedCache<Int64, ObservedState>()

  init(in database: Database) throws {
    accounts = try NameTable(intern: .accountIntern, all: .accountNames, in: database)
    usageTypes = try NameTable(intern: .usageTypeIntern, all: .usageTypeNames, in: database)
    statuses = try NameTable(intern: .statusIntern, all: .statusNames, in: database)
  }

  mutating func statusID(of status: TaskStatus, in database: Database) throws -> Int64 {
    try statuses.id(of: status.name, in: database)
  }

  mutating func accountID(of name: String?, in database: Database) throws -> Int64? {
    try name.map { try accounts.id(of: $0, in: database) }
  }

  func account(_ id: Int64?) -> String? { id.flatMap(accounts.name) }

  func status(_ id: Int64) -> TaskStatus { TaskStatus(statuses.name(of: id) ?? "") }

  /// The number of a state, which is added if new.
  mutating func id(of state: ObservedState, in database: Database) throws -> Int64 {
    if let id = ids[state] { return id }
    let accountID = try accountID(of: state.account, in: database)
    let usageTypeID = try state.usage.map { try usageTypes.id(of: $0.type, in: database) }
    let id = try database.cachedStatement(sql: Query.stateIntern.sql).fetchNumber([
      "account_id": accountID, "status_id": try statusID(of: state.status, in: database),
      "is_own_account": state.isOwnAccount, "output_count": state.outputCount,
      "error_code": state.errorCode, "usage_type_id": usageTypeID,
      "frozen_points": state.usage?.frozen.count, "consume_points": state.usage?.consume.count,
    ])
    ids.insert(id, for: state)
    return id
  }

  mutating func state(_ id: Int64, in database: Database) throws -> ObservedState {
    if let state = states[id] { return state }
    let statement = try database.cachedStatement(sql: Query.stateById.sql)
    guard let row = try Row.fetchOne(statement, arguments: ["id": id]) else {
      throw DatabaseError(message: "state \(id) is missing")
    }
    let usage = (row["usage_type_id"] as Int64?).map { typeID in
      Usage(
        type: usageTypes.name(of: typeID) ?? "", frozen: Points(row["frozen_points"]),
        consume: Points(row["consume_points"]))
    }
    let state = ObservedState(
      account: (row["account_id"] as Int64?).flatMap(accounts.name),
      status: status(row["status_id"]), isOwnAccount: row["is_own_account"],
      outputCount: row["output_count"], errorCode: row["error_code"], usage: usage)
    states.insert(state, for: id)
    return state
  }
}

/// The numbered templates of requests: what tasks share is stored once, and each task stores only
/// the values of its varying fields.
struct RequestTable {
  private var ids = BoundedCache<RequestTemplate, Int64>()
  private var templates = BoundedCache<Int64, RequestTemplate>()

  /// The number of a template, which is added if new.
  mutating func id(of template: RequestTemplate, in database: Database) throws -> Int64 {
    if let id = ids[template] { return id }
    let members = template.sharedFields.map { "\(JSONText.quoted($0.name)):\($0.value.json)" }
    let names = template.varyingNames.map { JSONText.quoted($0) }
    let id = try RawStatement(Query.requestIntern.sql, in: database).fetchNumber(
      template.model, template.taskType, "{\(members.joined(separator: ","))}",
      "[\(names.joined(separator: ","))]")
    ids.insert(id, for: template)
    return id
  }

  mutating func template(_ id: Int64, in database: Database) throws -> RequestTemplate {
    if let template = templates[id] { return template }
    let statement = try database.cachedStatement(sql: Query.requestById.sql)
    guard let row = try Row.fetchOne(statement, arguments: ["id": id]) else {
      throw DatabaseError(message: "request \(id) is missing")
    }
    let template = RequestTemplate(
      model: row["model"], taskType: row["task_type"],
      sharedFields: try StoredJSON.fields(row["fields"]),
      varyingNames: try StoredJSON.texts(row["varying_fields"]))
    templates.insert(template, for: id)
    return template
  }
}

/// Numbered names that tasks repeat, in memory and in a table.
struct NameTable {
  private let intern: Query
  private var ids: [String: Int64] = [:]
  private var names: [Int64: String] = [:]

  init(intern: Query, all: Query, in database: Database) throws {
    self.intern = intern
    for row in try Row.fetchAll(database, sql: all.sql) { remember(row["name"], row["id"]) }
  }

  private mutating func remember(_ name: String, _ id: Int64) {
    ids[name] = id
    names[id] = name
  }

  /// The number of a name, which is added if new.
  mutating func id(of name: String, in database: Database) throws -> Int64 {
    if let id = ids[name] { return id }
    let id = try database.cachedStatement(sql: intern.sql).fetchNumber(["name": name])
    remember(name, id)
    return id
  }

  func name(of id: Int64) -> String? { names[id] }
}

extension Statement {
  /// The single number that the statement returns.
  func fetchNumber(_ arguments: StatementArguments) throws -> Int64 {
    guard let number = try Int64.fetchOne(self, arguments: arguments) else {
      throw DatabaseError(message: "the statement gave no row", sql: sql)
    }
    return number
  }
}
