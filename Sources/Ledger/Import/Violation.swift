import Domain
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

  /// The rule that counts a task; nil if it did not fail or is refunded in full.
  static func rule(for record: TaskRecord, card: RateCard) -> PenaltyRule? {
    guard record.state.status.isWithoutResult else { return nil }
    let rule = card.penalty(
      for: record.request, errorCode: record.state.errorCode, at: record.createdAt)
    return rule.flatMap { $0.isRefund ? nil : $0 }
  }

  /// The failed and canceled tasks of a UTC day that a rule may count, or counted before, in order
  /// of creation; ties are in id order.
  static func failedTasks(
    of day: CalendarDay, accountingDays: ClosedRange<CalendarDay>, card: RateCard,
    table: inout TaskTable, in database: Database
  ) throws -> [StoredTask] {
    let outcomes = try outcomeIDs(card: card, in: database).joined(separator: ",")
    let rows = try Row.fetchAll(
      database.cachedStatement(sql: Query.failedTasksOfDays.sql),
      arguments: [
        "first": accountingDays.lowerBound.number, "last": accountingDays.upperBound.number,
        "from": Instant(startOf: day).nanoseconds, "until": Instant(startOf: day + 1).nanoseconds,
        "outcomes": "[\(outcomes)]",
      ])
    return try rows.compactMap { row in
      try table.task(
        idHigh: row["id_high"], idLow: row["id_low"], day: row["day"], in: database)
    }
  }

  /// The violations of a UTC day in order of creation.
  static func all(
    of day: CalendarDay, accountingDays: ClosedRange<CalendarDay>, card: RateCard,
    table: inout TaskTable, in database: Database
  ) throws -> [Violation] {
    violations(
      among: try failedTasks(
        of: day, accountingDays: accountingDays, card: card, table: &table, in: database),
      card: card)
  }

  /// The violations among the failed tasks of a UTC day in order of creation.
  static func violations(among failed: [StoredTask], card: RateCard) -> [Violation] {
    var numbers: [Counter: Int] = [:]
    var violations: [Violation] = []
    for task in failed {
      guard let rule = rule(for: task.record, card: card) else { continue }
      let counter = Counter(account: task.record.account, rule: rule)
      numbers[counter, default: 0] += 1
      violations.append(Violation(task: task, rule: rule, number: numbers[counter] ?? 1))
    }
    return violations
  }

  /// The outcomes of tasks that failed and that a rule of the card may count, or that a rule of an
  /// earlier card counted.
  private static func outcomeIDs(card: RateCard, in database: Database) throws -> [String] {
    let rows = try Row.fetchAll(database.cachedStatement(sql: Query.failedOutcomes.sql))
    return rows.filter { row in
      let request = Request(model: row["model"], taskType: row["task_type"], fields: [])
      return (row["penalty_points"] as Int64) != OutcomeKey.unknown
        || card.hasPenaltyRule(for: request)
    }.map { String($0["id"] as Int64) }
  }

  private struct Counter: Hashable {
    let account: String?
    let rule: PenaltyRule
  }
}

extension TaskWriter {
  /// The UTC day on which a failed task counts as a violation; nil if no penalty rule counts it.
  func violationDay(of record: TaskRecord) -> CalendarDay? {
    Violation.rule(for: record, card: card) == nil ? nil : record.createdAt?.day
  }

  /// Judges again the day's failed tasks that a rule of an earlier card counted but none does now.
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

  /// Judges the day's violations again in order: one more can change the percentage of those after
  /// it.
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
      guard !violation.task.isUnlogged else { continue }
      let pricing = try pricingInputs.entry(
        for: record.request, outputCount: nil, createdAt: record.createdAt, in: database)
      let penalty = pricing.charge.expected.flatMap { violation.penalty(price: $0).points }
      try rejudge(violation.task, penalty: penalty, in: database)
    }
  }

  static func hasBilledFailures(
    on days: ClosedRange<CalendarDay>, in database: Database
  ) throws -> Bool {
    let statement = try database.cachedStatement(sql: Query.billedFailuresExist.sql)
    return try Bool.fetchOne(
      statement,
      arguments: ["first": days.lowerBound.number, "last": days.upperBound.number]) ?? false
  }
}
