import Billing
import GRDB
import Intake
import RateCards

/// Counts tasks for the rollup of a ledger that does not keep them.
///
/// Only tasks whose figures follow from their kind and their day are counted: neither time nor any
/// other task can change their verdict.
final class TaskTally {
  /// A kind's tasks of one day and one span of prices, counted since the last change of either.
  private final class Kind {
    let plan: KindPlan
    let isCountable: Bool
    var day = StoredTask.undated
    var span = 0
    var outcomeID: Int64 = 0
    var counted = CountedTasks()
    /// The outcome of each span that was met.
    var outcomeIDs: [Int: Int64] = [:]

    init(_ plan: KindPlan) {
      self.plan = plan
      isCountable = plan.isUniform && !plan.isTimeDependent && !plan.mayBeViolation
    }
  }

  private let table: ObservationTable
  private var tasks: TaskWriter
  private var kinds: [UInt64: Kind] = [:]
  private let isUTC: Bool

  init(_ table: ObservationTable, tasks: TaskWriter) {
    (self.table, self.tasks) = (table, tasks)
    isUTC = tasks.calendar.isUTC
  }

  /// Counts a task of which one observation says everything; false where it has to be kept.
  @inline(__always)
  func count(_ task: TaskObservation, in database: Database) throws -> Bool {
    guard task.createdAt != ObservationRow.unknown, !task.hasMore else { return false }
    let kind = try kind(of: task, in: database)
    guard kind.isCountable, !table.hasOddID(task) else { return false }
    let day = day(of: task.createdAt)
    let span = kind.plan.span(of: task.createdAt)
    if day != kind.day || span != kind.span {
      flush(kind)
      (kind.day, kind.span) = (day, span)
      kind.outcomeID = try outcomeID(of: kind, task, in: database)
    }
    kind.counted.tasks += 1
    if kind.plan.hasEnded, task.endedAt != ObservationRow.unknown, task.endedAt >= task.createdAt {
      kind.counted.waits += 1
      kind.counted.waitSeconds += (task.endedAt - task.createdAt) / 1_000_000_000
    }
    return true
  }

  /// Writes what was counted into the rollup.
  func finish(in database: Database) throws {
    for kind in kinds.values { flush(kind) }
    try tasks.finishBatch(in: database)
  }

  private func flush(_ kind: Kind) {
    guard kind.counted.tasks > 0 else { return }
    tasks.delta.add(kind.counted, day: kind.day, outcomeID: kind.outcomeID)
    kind.counted = CountedTasks()
  }

  @inline(__always)
  private func day(of createdAt: Int64) -> Int64 {
    isUTC
      ? StoredTimes.utcDay(of: createdAt)
      : Int64(tasks.calendar.day(of: Instant(nanoseconds: createdAt)).number)
  }

  @inline(__always)
  private func kind(of task: TaskObservation, in database: Database) throws -> Kind {
    let number = UInt64(task.template) << 32 | UInt64(task.state)
    if let kind = kinds[number] { return kind }
    let kind = Kind(
      try KindPlan(
        for: record(of: task), template: table.templates[Int(task.template)], tasks: &tasks,
        in: database))
    kinds[number] = kind
    return kind
  }

  private func outcomeID(
    of kind: Kind, _ task: TaskObservation, in database: Database
  ) throws -> Int64 {
    if let id = kind.outcomeIDs[kind.span] { return id }
    let outcome = try tasks.outcome(of: record(of: task), in: database)
    kind.outcomeIDs[kind.span] = outcome.id
    return outcome.id
  }

  private func record(of task: TaskObservation) -> TaskRecord {
    TaskRecord(
      table.row(task), id: TaskID(high: task.idHigh, low: task.idLow),
      template: table.templates[Int(task.template)], state: table.states[Int(task.state)],
      varyingValues: String(decoding: table.values(of: task), as: UTF8.self))
  }
}
