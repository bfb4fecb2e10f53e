import Billing
import GRDB
import Queries
import RateCards
import Reconciliation

/// A failed task that a penalty rule counts, with its number among the account's of that UTC day.
struct Violation {
  let task: StoredTask
  let rule: PenaltyRule
  /// From 1.
  let number: Int

  func penalty(price: Points) -> PenaltyCalculation {
    PenaltyCalculation(rule: rule, violation: number, price: price)
  }

  /// The rule that counts a task, nil where it did not fail or is refunded whole.
  static func rule(for record: TaskRecord, card: RateCard) -> PenaltyRule? {
    guard record.state.status.isWithoutResult else { return nil }
    let rule = card.penalty(
      for: record.request, errorCode: record.state.errorCode, at: record.createdAt)
    return rule.flatMap { $0.isRefund ? nil : $0 }
  }

  /// The violations of a UTC day in the order of their creation.
  static func all(
    of day: CalendarDay, card: RateCard, table: inout TaskTable, in database: Database
  ) throws -> [Violation] {
    let rows = try Row.fetchAll(
      database.cachedStatement(sql: Query.violationsOfDay.sql),
      arguments: [
        "from": Instant(startOf: day).nanoseconds, "until": Instant(startOf: day + 1).nanoseconds,
      ])
    var numbers: [Counter: Int] = [:]
    var violations: [Violation] = []
    for row in rows {
      guard let task = try table.task(row, in: database),
        let rule = rule(for: task.record, card: card)
      else { continue }
      let counter = Counter(account: task.record.account, rule: rule)
      numbers[counter, default: 0] += 1
      violations.append(Violation(task: task, rule: rule, number: numbers[counter] ?? 1))
    }
    return violations
  }

  private struct Counter: Hashable {
    let account: String?
    let rule: PenaltyRule
  }
}
