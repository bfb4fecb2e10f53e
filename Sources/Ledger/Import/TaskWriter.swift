import Domain
import GRDB
import Intake
import Queries
import RateCards
import Reconciliation

/// The result of writing observations.
package struct TaskCounts: Hashable, Sendable {
  package var new = 0
  package var changed = 0
  package var unchanged = 0

  package var total: Int { new + changed + unchanged }
}

/// Prices, judges and writes tasks, and keeps the rollup, all in the transaction of the batch.
struct TaskWriter {
  let calendar: AccountingCalendar
  let judge: Judge
  let asOf: Instant
  var table: TaskTable
  var pricingInputs: PricingInputTable
  let changedTasks: ChangedTasks
  var delta = RollupDelta()
  var counts = TaskCounts()
  var sources: SourceTable
  /// The days whose violations have to be recounted.
  var violationDays: Set<CalendarDay> = []

  init(
    calendar: AccountingCalendar, pricer: Pricer, asOf: Instant, in database: Database
  ) throws {
    self.calendar = calendar
    self.asOf = asOf
    changedTasks = try ChangedTasks(foundOn: calendar.day(of: asOf), in: database)
    sources = SourceTable(importedAt: asOf)
    judge = Judge(rules: pricer.card.rules)
    table = try TaskTable(outcomes: OutcomeTable(judge: judge), in: database)
    pricingInputs = PricingInputTable(pricer: pricer)
  }

  var card: RateCard { pricingInputs.card }

  func day(of createdAt: Instant?) -> Int64 {
    createdAt.map { Int64(calendar.day(of: $0).number) } ?? StoredTask.undated
  }

  /// The outcome of a record, before violations are counted.
  ///
  /// The account is the one that the record tells, or else the one that is known otherwise.
  mutating func outcome(
    of record: TaskRecord, isUnlogged: Bool = false, penalty: Points? = nil,
    account: String? = nil, in database: Database
  ) throws -> Outcome {
    let pricing =
      isUnlogged
      ? try pricingInputs.unloggedEntry(for: record.request, in: database)
      : try pricingInputs.entry(
        for: record.request,
        outputCount: record.state.status == .completed ? record.state.outputCount : nil,
        createdAt: record.createdAt, in: database)
    return try outcome(
      of: TaskFigures(record), account: record.account ?? account,
      errorCode: record.state.errorCode,
      penalty: penalty, pricing: pricing, in: database)
  }

  /// The outcome of priced figures.
  mutating func outcome(
    of figures: TaskFigures, account: String?, errorCode: Int?, penalty: Points?,
    pricing: PricingInputTable.Entry, in database: Database
  ) throws -> Outcome {
    let key = OutcomeKey(
      pricingInputID: pricing.id,
      statusID: try table.states.statusID(of: figures.status, in: database),
      accountID: try table.states.accountID(of: account, in: database),
      figures: figures, errorCode: errorCode, penalty: penalty, isOverdue: isOverdue(figures))
    return try table.outcomes.outcome(key, status: figures.status, pricing: pricing, in: database)
  }

  /// Whether the time of a task is up, evaluated only if its verdict depends on that.
  func isOverdue(_ figures: TaskFigures) -> Bool {
    TaskWriter.isTimeDependent(figures)
      && judge.isOverdue(figures, in: JudgingContext(asOf: asOf))
  }

  /// Whether the verdict may depend on time: nothing is booked for a running task, or something for
  /// a failed one.
  static func isTimeDependent(_ figures: TaskFigures) -> Bool {
    guard !figures.isInConflict, !figures.isOwnAccount, !figures.isBilledInOtherUnit else {
      return false
    }
    guard figures.status.isWithoutResult else {
      return figures.billed == nil && !figures.status.hasEnded
    }
    return figures.billed.map { $0 > .zero } ?? false
  }

  /// Writes the task that answers make with what is known of the account history, replacing what the
  /// ledger had.
  ///
  /// - Returns: the task.
  mutating func write(
    _ answers: TaskRecord, requestID: Int64, place: StoredPlace,
    bookingPlaces: [Points: StoredPlace], end: HistoryEnd?,
    replacing previous: StoredTask?, in database: Database
  ) throws -> StoredTask {
    let ending = answers.needsHistory ? end.map { HistoryEnding(end: $0, answers: answers) } : nil
    let task = try task(
      ending.map { answers.completed(by: $0.end) } ?? answers, ending: ending,
      requestID: requestID, place: place, bookingPlaces: bookingPlaces, in: database)
    try put(task, replacing: previous, in: database)
    return task
  }

  /// A task with its outcome.
  mutating func task(
    _ record: TaskRecord, ending: HistoryEnding?, requestID: Int64, place: StoredPlace,
    bookingPlaces: [Points: StoredPlace] = [:], in database: Database
  ) throws -> StoredTask {
    StoredTask(
      record: record, day: day(of: record.createdAt), requestID: requestID,
      stateID: try table.states.id(of: record.observedState, in: database),
      outcome: try outcome(
        of: record, isUnlogged: ending.map { $0.answers == nil } ?? false, in: database),
      place: place, bookingPlaces: bookingPlaces, ending: ending)
  }

  /// Writes a task, replacing what the ledger had.
  mutating func put(
    _ task: StoredTask, replacing previous: StoredTask?, in database: Database
  ) throws {
    try replace(previous, by: task, in: database)
    noteViolations(of: [previous, task])
  }

  /// Removes a task that nothing shows any more.
  mutating func remove(_ task: StoredTask, in database: Database) throws {
    delta.add(-1, day: task.day, outcomeID: task.outcome.id, waitSeconds: task.waitSeconds)
    try changedTasks.keepRemoved(task, in: database)
    try table.delete(task, in: database)
    noteViolations(of: [task])
  }

  private mutating func noteViolations(of tasks: [StoredTask?]) {
    for case let task? in tasks {
      if let day = violationDay(of: task.record) { violationDays.insert(day) }
    }
  }

  private mutating func replace(
    _ previous: StoredTask?, by task: StoredTask, in database: Database
  ) throws {
    if let previous {
      delta.add(
        -1, day: previous.day, outcomeID: previous.outcome.id, waitSeconds: previous.waitSeconds)
    }
    delta.add(1, day: task.day, outcomeID: task.outcome.id, waitSeconds: task.waitSeconds)
    table.note(day: task.day)
    try changedTasks.keep(previous, before: task, in: database)
    try table.write(task, replacing: previous, in: database)
  }

  /// Changes a task's outcome, but not its account.
  mutating func rejudge(
    _ task: StoredTask, penalty: Points?, in database: Database
  ) throws {
    try rejudge(
      task, penalty: penalty, account: table.states.account(task.outcome.key.accountID),
      in: database)
  }

  /// Changes a task's outcome, given what is known of its account besides the answers.
  mutating func rejudge(
    _ task: StoredTask, penalty: Points?, account: String?, in database: Database
  ) throws {
    var judged = task
    judged.outcome = try outcome(
      of: task.record, isUnlogged: task.isUnlogged, penalty: penalty, account: account,
      in: database)
    guard judged.outcome.id != task.outcome.id else { return }
    try replace(task, by: judged, in: database)
  }

  /// Recounts the violations of the days on which one was added or removed, and writes the rollup.
  mutating func finishBatch(in database: Database) throws {
    try writeDelta(in: database)
    for day in violationDays.sorted() { try replayViolations(of: day, in: database) }
    violationDays = []
    try writeDelta(in: database)
  }

  private mutating func writeDelta(in database: Database) throws {
    try StaleDays.insert(
      try delta.write(foundOn: calendar.day(of: asOf), in: database), in: database)
    delta = RollupDelta()
  }
}
