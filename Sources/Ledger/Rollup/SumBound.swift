import Domain
import GRDB
import Queries

/// Sees to it that the amounts of all tasks of a ledger come to no more than ``Points/sumLimit``, so
/// that no report, view or budget meets a sum that does not fit.
///
/// One task is bounded where it is read, so that 46 million tasks fit whatever they cost: the ledger
/// is asked only where more than those may be there.
struct SumBound {
  /// What the amounts of all tasks come to at most; nil before the first batch.
  private var points: Int128?

  /// Notes that tasks were added or changed.
  ///
  /// - Throws: ``LedgerError/sumTooLarge``, for the transaction to be undone.
  mutating func note(tasks: Int, in database: Database) throws {
    guard let known = points else {
      points = try SumBound.proved(in: database)
      return
    }
    // Each may have had one amount in an adjustment, and another beside it.
    let most = known + Int128(tasks) * 2 * Int128(Points.taskLimit.count)
    points = most < Int128(Points.sumLimit.count) ? most : try SumBound.proved(in: database)
  }

  /// What the amounts of all tasks come to, each by the largest of its amounts.
  @discardableResult
  static func proved(in database: Database) throws -> Int128 {
    var points: Int128 = 0
    for row in try Row.fetchAll(database, sql: Query.sumOfAmounts.sql) {
      points += Int128(row["tasks"] as Int64) * Int128(row["points"] as Int64)
    }
    guard points < Int128(Points.sumLimit.count) else { throw LedgerError.sumTooLarge }
    return points
  }
}
