import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

/// Finds the days under which tasks are stored.
struct TaskSearch {
  /// More tasks than these are found sooner by reading the ids of all.
  private static let singleLimit = 2000

  private let tasks: TaskTable
  private let filter: IDFilter

  init(in database: Database) throws {
    tasks = try TaskTable(
      outcomes: OutcomeTable(judge: Judge(rules: SettlementRules())), in: database)
    filter = try IDFilterTable.read(in: database)
  }

  /// An id by its two numbers, without the text that it may have.
  static func id(_ high: Int64, _ low: Int64) -> TaskID {
    TaskID(high: UInt64(bitPattern: high), low: UInt64(bitPattern: low))
  }

  /// The days of tasks, by their ids without a text; of those that are in the ledger.
  func days(of ids: [TaskID], in database: Database) throws -> [TaskID: Int64] {
    let possible = ids.map { TaskID(high: $0.high, low: $0.low) }
      .filter { filter.mayContain($0.high, $0.low) }
    var days: [TaskID: Int64] = [:]
    guard possible.count > TaskSearch.singleLimit else {
      for id in possible {
        days[id] = try tasks.row(
          id, likelyDay: nil, within: filter.days(of: id.high, id.low), in: database)?.day
      }
      return days
    }
    let wanted = Set(possible)
    let statement = try RawStatement(Query.taskIds.sql, in: database)
    defer { statement.finish() }
    while try statement.hasRow() {
      let id = TaskSearch.id(statement.integer(at: 0), statement.integer(at: 1))
      if wanted.contains(id) { days[id] = statement.integer(at: 2) }
    }
    return days
  }
}
