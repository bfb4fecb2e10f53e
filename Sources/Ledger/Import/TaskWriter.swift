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
  mutating func outcome(
    of record: TaskRecord, penalty: Points? = nil, in database: Database
  ) throws -> Outcome {
    let pricing = try pricingInputs.entry(
      for: record.request,
      outputCount: record.state.status == .completed ? record.state.outputCount : nil,
      createdAt: record.createdAt, in: database)
    let figures = TaskFigures(record)
    let key = OutcomeKey(
      pricingInputID: pricing.id,
      statusID: try table.states.statusID(of: record.state.status, in: database),
      figures: figures, errorCode: record.state.errorCode, penalty: penalty,
      isOverdue: isOverdue(figures))
    return try table.outcomes.outcome(
      key, status: record.state.status, pricing: pricing, in: database)
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

  /// Writes the task of a record, replacing what the ledger had.
  mutating func write(
    _ record: TaskRecord, requestID: Int64, place: StoredPlace,
    bookingPlaces: [Points: StoredPlace],
    replacing previous: StoredTask?, in database: Database
  ) throws {
    let task = StoredTask(
      record: record, day: day(of: record.createdAt), requestID: requestID,
      stateID: try table.states.id(of: record.observedState, in: database),
      outcome: try outcome(of: record, in: database), place: place, bookingPlaces: bookingPlaces)
    try replace(previous, by: task, in: database)
    for record in [previous?.record, record].compactMap(\.self) {
      if let day = violationDay(of: record) { violationDays.insert(day) }
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

  /// Changes a task's outcome.
  mutating func rejudge(
    _ task: StoredTask, penalty: Points?, in database: Database
  ) throws {
    var judged = task
    judged.outcome = try outcome(of: task.record, penalty: penalty, in: database)
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
