import Billing
import GRDB
import Queries
import RateCards
import Reconciliation

extension TaskWriter {
  /// The UTC day on which a failed task counts as a violation, nil where no penalty rule counts it.
  func violationDay(of record: TaskRecord) -> CalendarDay? {
    guard let rule = penaltyRule(of: record), !rule.isRefund else { return nil }
    return record.createdAt?.day
  }

  private func penaltyRule(of record: TaskRecord) -> PenaltyRule? {
    guard record.state.status.isWithoutResult else { return nil }
    return charges.card.penalty(
      for: record.request, errorCode: record.state.errorCode, at: record.createdAt)
  }

  /// Judges the day's violations anew in their order: one more of them can change the percentage
  /// of those after it.
  mutating func replayViolations(of day: CalendarDay, in database: Database) throws {
    let rows = try Row.fetchAll(
      database.cachedStatement(sql: Query.violationsOfDay.sql),
      arguments: [
        "from": Instant(startOf: day).nanoseconds, "until": Instant(startOf: day + 1).nanoseconds,
      ])
    var counter = ViolationCounter()
    for row in rows {
      guard let task = try storedTask(row, in: database),
        let rule = penaltyRule(of: task.record), !rule.isRefund
      else { continue }
      let entry = try charges.charge(of: task.record, requestID: task.requestID, in: database)
      let violation = counter.next(account: task.record.account, rule: rule)
      let penalty = entry.charge.expected.flatMap {
        PenaltyCalculation(rule: rule, violation: violation, price: $0).points
      }
      try rejudge(
        task, charge: entry, context: JudgingContext(asOf: asOf, penalty: penalty), in: database)
    }
  }
}

/// Counts the violations of a day, by account and rule.
struct ViolationCounter {
  private struct Key: Hashable {
    let account: String?
    let rule: PenaltyRule
  }

  private var numbers: [Key: Int] = [:]

  /// The number of the next violation, from 1.
  mutating func next(account: String?, rule: PenaltyRule) -> Int {
    let number = (numbers[Key(account: account, rule: rule)] ?? 0) + 1
    numbers[Key(account: account, rule: rule)] = number
    return number
  }
}
