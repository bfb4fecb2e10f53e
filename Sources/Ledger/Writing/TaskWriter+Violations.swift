import Billing
import GRDB
import RateCards
import Reconciliation

extension TaskWriter {
  /// The UTC day on which a failed task counts as a violation, nil where no penalty rule counts it.
  func violationDay(of record: TaskRecord) -> CalendarDay? {
    Violation.rule(for: record, card: charges.card) == nil ? nil : record.createdAt?.day
  }

  /// Judges the day's violations anew in their order: one more of them can change the percentage
  /// of those after it.
  mutating func replayViolations(of day: CalendarDay, in database: Database) throws {
    let violations = try Violation.all(
      of: day, card: charges.card, table: &table, in: database)
    for violation in violations {
      let task = violation.task
      let entry = try charges.charge(of: task.record, requestID: task.requestID, in: database)
      let penalty = entry.charge.expected.flatMap { violation.penalty(price: $0).points }
      try rejudge(
        task, charge: entry, context: JudgingContext(asOf: asOf, penalty: penalty), in: database)
    }
  }
}
