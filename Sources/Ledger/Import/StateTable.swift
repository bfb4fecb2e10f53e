import Domain
import GRDB
import Queries

/// The states that tasks share, each known by a number, with the numbers of the names in them.
struct StateTable {
  /// More states than this are forgotten and looked up again, so that memory stays bounded.
  private static let limit = 50_000

  private var accounts: NameTable
  private var usageTypes: NameTable
  private var statuses: NameTable
  private var ids: [ObservedState: Int64] = [:]
  private var states: [Int64: ObservedState] = [:]

  init(in database: Database) throws {
    accounts = try NameTable(intern: .accountIntern, all: .accountNames, in: database)
    usageTypes = try NameTable(intern: .usageTypeIntern, all: .usageTypeNames, in: database)
    statuses = try NameTable(intern: .statusIntern, all: .statusNames, in: database)
  }

  mutating func statusID(of status: TaskStatus, in database: Database) throws -> Int64 {
    try statuses.id(of: status.name, in: database)
  }

  func status(_ id: Int64) -> TaskStatus { TaskStatus(statuses.name(of: id) ?? "") }

  /// The number of a state, which is added where it is new.
  mutating func id(of state: ObservedState, in database: Database) throws -> Int64 {
    if let id = ids[state] { return id }
    let accountID = try state.account.map { try accounts.id(of: $0, in: database) }
    let usageTypeID = try state.usage.map { try usageTypes.id(of: $0.type, in: database) }
    let id = try database.cachedStatement(sql: Query.stateIntern.sql).fetchNumber([
      "account_id": accountID, "status_id": try statusID(of: state.status, in: database),
      "is_own_account": state.isOwnAccount, "output_count": state.outputCount,
      "error_code": state.errorCode, "usage_type_id": usageTypeID,
      "frozen_points": state.usage?.frozen.count, "consume_points": state.usage?.consume.count,
    ])
    if ids.count >= StateTable.limit { ids.removeAll() }
    ids[state] = id
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
    if states.count >= StateTable.limit { states.removeAll() }
    states[id] = state
    return state
  }
}
