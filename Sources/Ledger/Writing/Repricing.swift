import Billing
import GRDB
import Queries
import RateCards
import Reconciliation

/// Prices a ledger anew after the rate card has changed.
///
/// The distinct pricing inputs are priced, and the outcomes that follow from them judged; tasks are
/// touched only where the new card tells apart what was one input before.
struct Repricing {
  private var tasks: TaskWriter
  private let judge: Judge
  /// Inputs whose tasks have to be looked at one by one.
  private var divided: Set<Int64> = []
  private var priced: [Int64: PricingInputTable.Entry] = [:]
  private var changes: [(old: Outcome, chargeID: Int64, judgement: Judgement)] = []

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
    try keepClosedMonths(in: database)
    try applyChanges(in: database)
    // The outcomes in memory are those of before.
    tasks.table.outcomes = OutcomeTable(judge: judge)
    try reviewDividedTasks(in: database)
    for day in try violationDays(in: database) {
      try tasks.forgetPenaltiesWithoutRule(on: day, in: database)
      try tasks.replayViolations(of: day, in: database)
    }
    try tasks.finishBatch(in: database)
  }

  private mutating func price(_ span: PricedSpan, id: Int64, in database: Database) throws {
    let dependencies = tasks.pricingInputs.dependencies(
      model: span.model, taskType: span.taskType)
    guard span.isWhole(under: dependencies) else {
      divided.insert(id)
      return
    }
    priced[id] = try tasks.pricingInputs.entry(for: span, in: database)
  }

  private mutating func judge(_ outcome: Outcome, status: TaskStatus) throws {
    guard let pricing = priced[outcome.key.pricingInputID] else { return }
    let judgement = judge.judgement(
      of: outcome.key.figures(status: status), charge: pricing.charge,
      penalty: outcome.key.penalty, isOverdue: outcome.key.isOverdue)
    let expected = judgement.expected?.count ?? OutcomeKey.unknown
    guard
      pricing.chargeID != outcome.chargeID || judgement.verdict != outcome.verdict
        || expected != outcome.expectedPoints
    else { return }
    changes.append((outcome, pricing.chargeID, judgement))
  }

  /// The figures of closed months stay: their rows get outcomes of their own, and the difference
  /// becomes an adjustment on the day on which it is found.
  private func keepClosedMonths(in database: Database) throws {
    let closedMonths = try ClosedMonths(in: database)
    guard !closedMonths.isEmpty else { return }
    let foundDay = closedMonths.bookingDay(foundOn: tasks.calendar.day(of: tasks.asOf))
    for change in changes {
      let id = change.old.id
      let rows = try Row.fetchAll(
        database.cachedStatement(sql: Query.rollupOfOutcome.sql), arguments: ["outcome_id": id])
      let closed = rows.filter { closedMonths.contains(day: $0["day"]) }
      guard !closed.isEmpty else { continue }
      let kept = try database.cachedStatement(sql: Query.outcomeKeep.sql).fetchNumber(["id": id])
      for row in closed {
        let (day, tasks): (Int64, Int) = (row["day"], row["tasks"])
        try keepRows(of: id, as: kept, day: day, in: database)
        guard tasks != 0 else { continue }
        try RollupDelta.add(
          -tasks, day: day, outcomeID: kept, foundOn: foundDay, in: database)
        try RollupDelta.add(tasks, day: day, outcomeID: id, foundOn: foundDay, in: database)
      }
    }
  }

  private func keepRows(
    of id: Int64, as kept: Int64, day: Int64, in database: Database
  ) throws {
    let old: StatementArguments = ["outcome_id": id, "day": day]
    for (keep, drop) in [
      (Query.rollupKeep, Query.rollupDrop), (.adjustmentKeep, .adjustmentDrop),
    ] {
      try database.cachedStatement(sql: keep.sql).execute(arguments: old + ["kept_id": kept])
      try database.cachedStatement(sql: drop.sql).execute(arguments: old)
    }
  }

  private func applyChanges(in database: Database) throws {
    let statement = try database.cachedStatement(sql: Query.outcomeReprice.sql)
    for change in changes {
      try statement.execute(arguments: [
        "id": change.old.id, "charge_id": change.chargeID,
        "verdict_id": change.judgement.verdict.rawValue,
        "expected_points": change.judgement.expected?.count ?? OutcomeKey.unknown,
      ])
    }
  }

  /// Prices the tasks one by one whose inputs are divided by the new card.
  private mutating func reviewDividedTasks(in database: Database) throws {
    guard !divided.isEmpty else { return }
    let outcomes = Set(
      try Row.fetchAll(database, sql: Query.outcomesAll.sql).map { Outcome(row: $0) }
        .filter { divided.contains($0.key.pricingInputID) }.map(\.id))
    for day in try Int64.fetchAll(database, sql: Query.taskDays.sql) {
      let rows = try Row.fetchAll(
        database.cachedStatement(sql: Query.tasksOfDay.sql), arguments: ["day": day])
      for row in rows where outcomes.contains(row["outcome_id"]) {
        let task = try tasks.table.task(
          idHigh: row["id_high"], idLow: row["id_low"], day: day, in: database)
        if let task {
          try tasks.rejudge(task, penalty: task.outcome.key.penalty, in: database)
        }
      }
    }
  }

  /// The days with failed tasks that a penalty rule counts, or counted before.
  private func violationDays(in database: Database) throws -> [CalendarDay] {
    var days: Set<CalendarDay> = []
    for row in try Row.fetchAll(database, sql: Query.failedOutcomesByDay.sql) {
      let request = Request(model: row["model"], taskType: row["task_type"], fields: [])
      let penalty: Int64 = row["penalty_points"]
      guard penalty != OutcomeKey.unknown || tasks.card.hasPenaltyRule(for: request) else {
        continue
      }
      let day = CalendarDay(number: row["day"])
      days.formUnion([day + -1, day, day + 1])
    }
    return days.sorted()
  }
}
