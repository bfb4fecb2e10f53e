import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

/// An outcome's figures under another card.
private struct OutcomeChange {
  let id: Int64
  let chargeID: Int64
  let verdict: Verdict
  let expectedPoints: Int64
}

/// Reprices a ledger after the rate card has changed.
///
/// Distinct pricing inputs are repriced, and their outcomes judged again; tasks are touched only
/// where the new card splits an input.
struct Repricing {
  private var tasks: TaskWriter
  private let judge: Judge
  /// Inputs whose tasks have to be processed individually.
  private var divided: Set<Int64> = []
  private var priced: [Int64: PricingInputTable.Entry] = [:]
  private var changes: [OutcomeChange] = []

  init(_ tasks: TaskWriter) {
    self.tasks = tasks
    judge = tasks.judge
  }

  mutating func run(in database: Database) throws {
    for row in try Row.fetchAll(database, sql: Query.pricingInputsAll.sql) {
      try price(PricedSpan(row: row), id: row["id"], in: database)
    }
    for row in try Row.fetchAll(database, sql: Query.outcomesAll.sql) {
      try judge(Outcome(row: row), status: TaskStatus(row["status"]))
    }
    let closedMonths = try ClosedMonths(in: database)
    try closedMonths.keepFigures(
      of: changes.map(\.id), foundOn: tasks.calendar.day(of: tasks.asOf), in: database)
    try applyChanges(in: database)
    // The outcomes in memory are the old ones.
    tasks.table.outcomes = OutcomeTable(judge: judge)
    let hasUnpriced =
      try LedgerStore.setting(
        LedgerMigration.unpricedSetting, in: database) != nil
    let reviewed = try outcomesToReview(hasUnpriced: hasUnpriced, in: database)
    try reviewTasks(of: reviewed, in: database)
    try reviewLines(of: reviewed, in: database)
    // The days with violations are read from the rollup.
    if hasUnpriced { try tasks.finishBatch(in: database) }
    let days = try violationDays(in: database)
    for day in days.penalized.sorted() {
      try tasks.forgetPenaltiesWithoutRule(on: day, in: database)
    }
    for day in days.penalized.union(days.ruled).sorted() {
      try tasks.replayViolations(of: day, in: database)
    }
    try tasks.finishBatch(in: database)
    if hasUnpriced {
      try AdjustmentFold.run(in: database)
      try LedgerStore.forget(LedgerMigration.unpricedSetting, in: database)
    }
    try closedMonths.dropVoidAdjustments(in: database)
    if hasUnpriced || !divided.isEmpty { try ChangedTasks.forgetVoid(in: database) }
  }

  private mutating func price(_ span: PricedSpan, id: Int64, in database: Database) throws {
    let dependencies = tasks.pricingInputs.dependencies(
      model: span.model, taskType: span.taskType)
    guard span.isUniform(under: dependencies) else {
      divided.insert(id)
      return
    }
    priced[id] = try tasks.pricingInputs.entry(for: span, in: database)
  }

  private mutating func judge(_ outcome: Outcome, status: TaskStatus) throws {
    guard let pricing = priced[outcome.key.pricingInputID] else { return }
    let figures = outcome.key.figures(status: status, isUnlogged: pricing.isUnlogged)
    let numbered = pricing.charge(of: figures)
    let judgment = judge.judgment(
      of: figures, charge: numbered.charge, penalty: outcome.key.penalty,
      isOverdue: outcome.key.isOverdue)
    let expected = judgment.expected?.count ?? OutcomeKey.unknown
    guard
      numbered.id != outcome.chargeID || judgment.verdict != outcome.verdict
        || expected != outcome.expectedPoints
    else { return }
    changes.append(
      OutcomeChange(
        id: outcome.id, chargeID: numbered.id, verdict: judgment.verdict,
        expectedPoints: expected))
  }

  private func applyChanges(in database: Database) throws {
    let statement = try database.cachedStatement(sql: Query.outcomeReprice.sql)
    for change in changes {
      try statement.execute(arguments: [
        "id": change.id, "charge_id": change.chargeID, "verdict_id": change.verdict.rawValue,
        "expected_points": change.expectedPoints,
      ])
    }
  }

  /// The outcomes whose tasks have to be processed individually: the new card splits their input,
  /// an earlier version of the ledger kept them without one, or it mistook a quota for points.
  private func outcomesToReview(hasUnpriced: Bool, in database: Database) throws -> [Int64] {
    var outcomes: [Int64] = []
    if !divided.isEmpty {
      outcomes += try Row.fetchAll(database, sql: Query.outcomesAll.sql).map { Outcome(row: $0) }
        .filter { divided.contains($0.key.pricingInputID) }.map(\.id)
    }
    if hasUnpriced {
      outcomes += try Int64.fetchAll(database, sql: Query.outcomesWithoutInput.sql)
      outcomes += try Int64.fetchAll(database, sql: Query.outcomesInOtherUnits.sql)
    }
    return Set(outcomes).sorted()
  }

  /// Prices the tasks with some outcomes individually, on the days that have any.
  private mutating func reviewTasks(of outcomeIDs: [Int64], in database: Database) throws {
    guard !outcomeIDs.isEmpty else { return }
    let outcomes = Set(outcomeIDs)
    let lines = try RollupLine.all(of: outcomeIDs, in: database)
    for day in Set(lines.filter { $0.tasks != 0 }.map(\.day)).sorted() {
      let rows = try Row.fetchAll(
        database.cachedStatement(sql: Query.tasksOfDay.sql), arguments: ["day": day])
      for row in rows where outcomes.contains(row["outcome_id"]) {
        let task = try tasks.table.task(
          idHigh: row["id_high"], idLow: row["id_low"], day: day, in: database)
        guard let task else { continue }
        // A quota that was mistaken for points was no billed failure, which alone has a penalty.
        let isBilled = TaskFigures(task.record).billed != nil
        try tasks.rejudge(
          task, penalty: isBilled ? task.outcome.key.penalty : nil, in: database)
      }
    }
  }

  /// Prices the usage lines with some outcomes individually.
  private mutating func reviewLines(of outcomeIDs: [Int64], in database: Database) throws {
    guard !outcomeIDs.isEmpty else { return }
    let lines = try UsageLineTable(calendar: tasks.calendar)
      .lines(ofOutcomes: outcomeIDs, by: &tasks.table, in: database)
    for line in lines {
      try tasks.rejudge(line, penalty: line.outcome.key.penalty, in: database)
    }
  }

  /// The days with failed tasks that were charged a penalty, and those with failed tasks that a
  /// rule may count now.
  private func violationDays(
    in database: Database
  ) throws -> (penalized: Set<CalendarDay>, ruled: Set<CalendarDay>) {
    var days: (penalized: Set<CalendarDay>, ruled: Set<CalendarDay>) = ([], [])
    for row in try Row.fetchAll(database, sql: Query.failedOutcomesByDay.sql) {
      let request = Request(model: row["model"], taskType: row["task_type"], fields: [])
      let penalty: Int64 = row["penalty_points"]
      let day = CalendarDay(number: row["day"])
      // A UTC day overlaps as many accounting days as an accounting day overlaps UTC days.
      let range = tasks.calendar.days(ofUTC: day)
      let near = [range.lowerBound, day, range.upperBound]
      if penalty != OutcomeKey.unknown { days.penalized.formUnion(near) }
      if tasks.card.hasPenaltyRule(for: request) { days.ruled.formUnion(near) }
    }
    return days
  }
}
