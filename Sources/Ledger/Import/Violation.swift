import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

/// A failed task, or those of a usage line, which failed at the same moment.
enum FailedTasks {
  case task(StoredTask)
  case line(StoredUsageLine)

  var record: TaskRecord {
    switch self {
    case .task(let task): task.record
    case .line(let line): line.record
    }
  }

  var outcome: Outcome {
    switch self {
    case .task(let task): task.outcome
    case .line(let line): line.outcome
    }
  }

  var key: TasksKey {
    switch self {
    case .task(let task): .task(task.key)
    case .line(let line): .line(line.id, day: line.day)
    }
  }

  var count: Int {
    switch self {
    case .task: 1
    case .line(let line): line.line.tasks
    }
  }

  /// Whether only the account history shows the task.
  var isUnlogged: Bool {
    switch self {
    case .task(let task): task.isUnlogged
    case .line: false
    }
  }
}

/// A failed task that a penalty rule counts, with its number among the account's of that UTC day.
///
/// Those of a usage line, which were created at the same moment, have the number of the first.
struct Violation {
  let tasks: FailedTasks
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
    of day: CalendarDay, calendar: AccountingCalendar, card: RateCard, table: inout TaskTable,
    in database: Database
  ) throws -> [FailedTasks] {
    let days = calendar.days(ofUTC: day)
    let outcomes = try outcomeIDs(card: card, in: database).joined(separator: ",")
    let span: StatementArguments = [
      "from": Instant(startOf: day).nanoseconds, "until": Instant(startOf: day + 1).nanoseconds,
      "outcomes": "[\(outcomes)]",
    ]
    let rows = try Row.fetchAll(
      database.cachedStatement(sql: Query.failedTasksOfDays.sql),
      arguments: span + ["first": days.lowerBound.number, "last": days.upperBound.number])
    let tasks = try rows.compactMap { row in
      try table.task(
        idHigh: row["id_high"], idLow: row["id_low"], day: row["day"], in: database)
    }
    let lines = try UsageLineTable(calendar: calendar)
      .lines(.failedUsageLines, span, by: &table, in: database)
    guard !lines.isEmpty else { return tasks.map { .task($0) } }
    return (tasks.map { .task($0) } + lines.map { .line($0) })
      .enumerated().sorted { left, right in
        (left.element.record.createdAt?.nanoseconds ?? .min, left.offset)
          < (right.element.record.createdAt?.nanoseconds ?? .min, right.offset)
      }.map(\.element)
  }

  /// The violations of a UTC day in order of creation.
  static func all(
    of day: CalendarDay, calendar: AccountingCalendar, card: RateCard, table: inout TaskTable,
    in database: Database
  ) throws -> [Violation] {
    violations(
      among: try failedTasks(
        of: day, calendar: calendar, card: card, table: &table, in: database),
      card: card)
  }

  /// The violations among the failed tasks of a UTC day in order of creation.
  static func violations(among failed: [FailedTasks], card: RateCard) -> [Violation] {
    var numbers: [Counter: Int] = [:]
    var violations: [Violation] = []
    for tasks in failed {
      guard let rule = rule(for: tasks.record, card: card) else { continue }
      let counter = Counter(accountID: tasks.outcome.key.accountID, rule: rule)
      let before = numbers[counter] ?? 0
      numbers[counter] = before + tasks.count
      violations.append(Violation(tasks: tasks, rule: rule, number: before + 1))
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
    let accountID: Int64?
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
      of: day, calendar: calendar, card: card, table: &table, in: database)
    for tasks in failed
    where tasks.outcome.key.penalty != nil && Violation.rule(for: tasks.record, card: card) == nil {
      try rejudge(tasks, penalty: nil, in: database)
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
      of: day, calendar: calendar, card: card, table: &table, in: database)
    for violation in violations {
      let record = violation.tasks.record
      guard let billed = record.billed, billed > .zero else { continue }
      guard !violation.tasks.isUnlogged else { continue }
      let price = try charge(of: violation.tasks, in: database).expected
      let penalty = price.flatMap { violation.penalty(price: $0).points }
      try rejudge(violation.tasks, penalty: penalty, in: database)
    }
  }

  private mutating func charge(
    of tasks: FailedTasks, in database: Database
  ) throws -> Charge {
    switch tasks {
    case .task(let task):
      try pricingInputs.entry(
        for: task.record.request, outputCount: nil, createdAt: task.record.createdAt,
        in: database
      ).charge
    case .line(let line): try pricingInputs.entry(for: line.line, in: database).charge
    }
  }

  private mutating func rejudge(
    _ tasks: FailedTasks, penalty: Points?, in database: Database
  ) throws {
    switch tasks {
    case .task(let task): try rejudge(task, penalty: penalty, in: database)
    case .line(let line): try rejudge(line, penalty: penalty, in: database)
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
