import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

extension TaskWriter {
  /// The UTC day on which a failed task counts as a violation, nil where no penalty rule counts it.
  func violationDay(of record: TaskRecord) -> CalendarDay? {
    Violation.rule(for: record, card: card) == nil ? nil : record.createdAt?.day
  }

  /// Judges the day's failed tasks anew that a rule of an earlier card counted, and none does now.
  mutating func forgetPenaltiesWithoutRule(
    on day: CalendarDay, in database: Database
  ) throws {
    let days = calendar.days(ofUTC: day)
    guard try TaskWriter.hasBilledFailures(on: days, in: database) else { return }
    let failed = try Violation.failedTasks(
      of: day, accountingDays: days, card: card, table: &table, in: database)
    for task in failed
    where task.outcome.key.penalty != nil && Violation.rule(for: task.record, card: card) == nil {
      try rejudge(task, penalty: nil, in: database)
    }
  }

  /// Judges the day's violations anew in their order: one more of them can change the percentage
  /// of those after it.
  ///
  /// All failures are counted, but the penalty matters only for those that were billed.
  mutating func replayViolations(of day: CalendarDay, in database: Database) throws {
    let days = calendar.days(ofUTC: day)
    guard try TaskWriter.hasBilledFailures(on: days, in: database) else { return }
    let violations = try Violation.all(
      of: day, accountingDays: days, card: card, table: &table, in: database)
    for violation in violations {
      let record = violation.task.record
      guard let billed = record.billed, billed > .zero else { continue }
      let pricing = try pricingInputs.entry(
        for: record.request, outputCount: nil, createdAt: record.createdAt, in: database)
      let penalty = pricing.charge.expected.flatMap { violation.penalty(price: $0).points }
      try rejudge(violation.task, penalty: penalty, in: database)
    }
  }

  private static func hasBilledFailures(
    on days: ClosedRange<CalendarDay>, in database: Database
  ) throws -> Bool {
    let statement = try database.cachedStatement(sql: Query.billedFailuresExist.sql)
    return try Bool.fetchOne(
      statement,
      arguments: ["first": days.lowerBound.number, "last": days.upperBound.number]) ?? false
  }
}
