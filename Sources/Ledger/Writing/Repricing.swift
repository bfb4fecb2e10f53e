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
    try foldWhatEqualsAgain(in: database)
    // The outcomes in memory are those of before.
    tasks.table.outcomes = OutcomeTable(judge: judge)
    let hasUnpriced = try LedgerStore.setting(
      LedgerMigration.unpricedSetting, in: database) != nil
    try reviewTasks(of: try outcomesToReview(hasUnpriced: hasUnpriced, in: database), in: database)
    // Which days have violations is read from the rollup.
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
        try moveRows(of: id, to: kept, day: day, in: database)
        guard tasks != 0 else { continue }
        try RollupDelta.add(
          -tasks, day: day, outcomeID: kept, foundOn: foundDay, in: database)
        try RollupDelta.add(tasks, day: day, outcomeID: id, foundOn: foundDay, in: database)
      }
    }
  }

  /// Gives a day's rows of one outcome another one, added to what that has.
  private func moveRows(
    of id: Int64, to other: Int64, day: Int64, in database: Database
  ) throws {
    let old: StatementArguments = ["outcome_id": id, "day": day]
    for (move, drop) in [
      (Query.rollupMove, Query.rollupDrop), (.adjustmentMove, .adjustmentDrop),
    ] {
      try database.cachedStatement(sql: move.sql).execute(arguments: old + ["other_id": other])
      try database.cachedStatement(sql: drop.sql).execute(arguments: old)
    }
  }

  /// Where a change is taken back, what was kept for closed months has the same figures as tasks
  /// have again, and their adjustments cancel out.
  private func foldWhatEqualsAgain(in database: Database) throws {
    guard try !ClosedMonths(in: database).isEmpty else { return }
    for change in changes {
      let id = change.old.id
      let kept = try Int64.fetchOne(
        database.cachedStatement(sql: Query.outcomeKept.sql), arguments: ["id": id])
      guard let kept else { continue }
      let rows = try Row.fetchAll(
        database.cachedStatement(sql: Query.rollupOfOutcome.sql), arguments: ["outcome_id": kept])
      for row in rows { try moveRows(of: kept, to: id, day: row["day"], in: database) }
    }
    try database.execute(sql: Query.adjustmentRemoveAllEmpty.sql)
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

  /// The outcomes whose tasks have to be looked at one by one: the new card divides their input, or
  /// they were kept without one since an earlier version of the ledger.
  private func outcomesToReview(hasUnpriced: Bool, in database: Database) throws -> Set<Int64> {
    var outcomes: Set<Int64> = []
    if !divided.isEmpty {
      outcomes.formUnion(
        try Row.fetchAll(database, sql: Query.outcomesAll.sql).map { Outcome(row: $0) }
          .filter { divided.contains($0.key.pricingInputID) }.map(\.id))
    }
    if hasUnpriced {
      outcomes.formUnion(try Int64.fetchAll(database, sql: Query.outcomesWithoutInput.sql))
    }
    return outcomes
  }

  private mutating func reviewTasks(of outcomes: Set<Int64>, in database: Database) throws {
    guard !outcomes.isEmpty else { return }
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

  /// The days with failed tasks that a rule kept something of, and those with failed tasks that a
  /// rule may count now.
  private func violationDays(
    in database: Database
  ) throws -> (penalized: Set<CalendarDay>, ruled: Set<CalendarDay>) {
    var days: (penalized: Set<CalendarDay>, ruled: Set<CalendarDay>) = ([], [])
    for row in try Row.fetchAll(database, sql: Query.failedOutcomesByDay.sql) {
      let request = Request(model: row["model"], taskType: row["task_type"], fields: [])
      let penalty: Int64 = row["penalty_points"]
      let day = CalendarDay(number: row["day"])
      let near = [day + -1, day, day + 1]
      if penalty != OutcomeKey.unknown { days.penalized.formUnion(near) }
      if tasks.card.hasPenaltyRule(for: request) { days.ruled.formUnion(near) }
    }
    return days
  }
}
