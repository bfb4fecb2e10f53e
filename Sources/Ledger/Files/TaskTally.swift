import Domain
import GRDB
import Intake
import RateCards
import Reconciliation

/// Counts tasks for the rollup of a ledger that does not keep them.
///
/// Only tasks whose figures follow from their kind and their creation are counted: neither time nor
/// any other task can change their verdict.
struct TaskTally {
  private let table: ObservationTable
  private let hasOddIDs: Bool
  private var tasks: TaskWriter
  private var kinds = TallyKinds()
  private var templates: [PricedTemplate] = []
  private(set) var requestClasses = RequestClasses()

  init(_ table: ObservationTable, tasks: TaskWriter) {
    (self.table, self.tasks) = (table, tasks)
    hasOddIDs = table.hasOddIDs
    templates = table.templates.map {
      PricedTemplate($0, tasks: &self.tasks, classes: &requestClasses)
    }
  }

  /// Counts a task of which one observation says everything; false where it has to be kept.
  @inline(__always)
  mutating func count(_ task: TaskObservation, in database: Database) throws -> Bool {
    guard task.createdAt != ObservationRow.unknown, !task.hasMore else { return false }
    let template = templates[Int(task.template)]
    guard template.isUniform else { return false }
    let number =
      kinds.number(requestClass: template.requestClass, state: task.state)
      ?? addKind(of: task, template)
    guard kinds[number].isCountable, !isOdd(task) else { return false }
    if !kinds[number].isWithinSpan(task.createdAt) { try startSpan(of: number, task, in: database) }
    kinds[number].count(createdAt: task.createdAt, endedAt: task.endedAt)
    return true
  }

  /// Whether the id is no canonical UUID.
  @inline(__always)
  private func isOdd(_ task: TaskObservation) -> Bool {
    hasOddIDs && table.oddID(of: task) != nil
  }

  /// Whether everything that is to be known of a task follows from its class, its state and its
  /// times: its request is of no further use.
  func isKnownByClass(_ task: TaskObservation) -> Bool {
    !task.hasMore && templates[Int(task.template)].isUniform && !isOdd(task)
  }

  /// The class of each template's requests.
  var classNumbers: [UInt32] { templates.map(\.requestClass) }

  /// Writes what was counted into the rollup.
  mutating func finish(in database: Database) throws {
    for number in 0..<kinds.count { flush(number) }
    try tasks.finishBatch(in: database)
  }

  private mutating func flush(_ number: Int) {
    let kind = kinds[number]
    guard kind.counted.tasks > 0 else { return }
    tasks.delta.add(kind.counted, day: kind.day, outcomeID: kind.outcomeID)
    kinds[number].counted = CountedTasks()
  }

  private mutating func addKind(of task: TaskObservation, _ template: PricedTemplate) -> Int {
    let figures = TaskFigures(record(of: task))
    let mayBeViolation = template.hasPenaltyRule && figures.status.isWithoutResult
    return kinds.add(
      TallyKind(
        isCountable: !mayBeViolation && !TaskWriter.isTimeDependent(figures),
        hasEnded: figures.status.hasEnded),
      requestClass: template.requestClass, state: task.state)
  }

  /// Starts to count on another day, or by another price.
  private mutating func startSpan(
    of number: Int, _ task: TaskObservation, in database: Database
  ) throws {
    flush(number)
    let day = tasks.day(of: Instant(nanoseconds: task.createdAt))
    let prices = requestClasses.priceSpan(
      of: templates[Int(task.template)].requestClass, around: task.createdAt)
    let outcomeID = try kinds[number].outcomeIDs[prices.lowerBound] ?? outcomeID(of: task, database)
    kinds[number].outcomeIDs[prices.lowerBound] = outcomeID
    // In other zones than UTC days may have 23 or 25 hours: there each moment is looked up.
    let days =
      tasks.calendar.isUTC
      ? StoredTimes.nanoseconds(ofUTCDay: day) : task.createdAt..<task.createdAt + 1
    kinds[number].start(day: day, outcomeID: outcomeID, span: days.clamped(to: prices))
  }

  private mutating func outcomeID(
    of task: TaskObservation, _ database: Database
  ) throws -> Int64 {
    try tasks.outcome(of: record(of: task), in: database).id
  }

  private func record(of task: TaskObservation) -> TaskRecord {
    TaskRecord(
      table.row(task), id: TaskID(high: task.idHigh, low: task.idLow),
      template: table.templates[Int(task.template)], state: table.states[Int(task.state)],
      varyingValues: String(decoding: table.values(of: task), as: UTF8.self))
  }
}
