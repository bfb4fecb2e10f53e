import Billing
import GRDB
import Intake
import RateCards
import Reconciliation

/// The kinds of the rows of batches: their templates and states by number, and how each pair of
/// them becomes a task.
struct RowKinds {
  private var templates: [RequestTemplate] = []
  private var states: [ObservedState] = []
  /// By the numbers of template and state.
  private var plans: [UInt64: KindPlan] = [:]

  /// Takes up the templates and states that a batch adds.
  mutating func take(from batch: RecordBatch) {
    if batch.startsNumbersAnew {
      (templates, states) = ([], [])
      plans.removeAll(keepingCapacity: true)
    }
    templates += batch.newTemplates
    states += batch.newStates
  }

  /// The plan of a row's kind, worked out where it is met first.
  @inline(__always)
  mutating func plan(
    for row: ObservationRow, in batch: RecordBatch, _ tasks: inout TaskWriter,
    _ database: Database
  ) throws -> KindPlan {
    let kind = UInt64(row.template) << 32 | UInt64(row.state)
    if let plan = plans[kind] { return plan }
    let plan = try KindPlan(
      of: record(row, in: batch), template: templates[Int(row.template)], &tasks, in: database)
    plans[kind] = plan
    return plan
  }

  /// The row as a record of its own.
  func record(_ row: ObservationRow, in batch: RecordBatch) -> TaskRecord {
    let state = states[Int(row.state)]
    let stamp = ObservationStamp(
      hasEnded: state.status.hasEnded, endedAt: row.endedInstant, seenAt: row.seenInstant)
    let usage = state.usage.map { TaskRecord.StampedUsage(stamp: stamp, usage: $0) }
    return TaskRecord(
      id: batch.id(of: row), account: state.account,
      request: templates[Int(row.template)].request(
        varyingValues: String(decoding: batch.values(of: row), as: UTF8.self)),
      createdAt: row.createdInstant,
      state: TaskRecord.State(
        stamp: stamp, status: state.status, isOwnAccount: state.isOwnAccount,
        outputCount: state.outputCount, errorCode: state.errorCode),
      usage: usage, bookings: stamp.hasEnded ? [usage].compactMap(\.self) : [])
  }
}

extension ObservationRow {
  var createdInstant: Instant? { ObservationRow.instant(createdAt) }
  var endedInstant: Instant? { ObservationRow.instant(endedAt) }
  fileprivate var seenInstant: Instant? { ObservationRow.instant(seenAt) }

  private static func instant(_ nanoseconds: Int64) -> Instant? {
    nanoseconds == unknown ? nil : Instant(nanoseconds: nanoseconds)
  }
}

extension KindPlan {
  /// How observations like a record become tasks.
  fileprivate convenience init(
    of record: TaskRecord, template: RequestTemplate, _ tasks: inout TaskWriter,
    in database: Database
  ) throws {
    let dependencies = tasks.pricingInputs.dependencies(
      model: template.model, taskType: template.taskType)
    let figures = TaskFigures(record)
    let mayBeViolation =
      figures.status.isWithoutResult && tasks.card.hasPenaltyRule(for: record.request)
    let isBilled = figures.billed.map { $0 > .zero } ?? false
    self.init(
      requestID: try tasks.table.requests.id(of: template, in: database),
      stateID: try tasks.table.states.id(of: record.observedState, in: database),
      isUniform: !(mayBeViolation && isBilled)
        && !template.varyingNames.contains(where: dependencies.fieldNames.contains),
      mayBeViolation: mayBeViolation,
      isTimeDependent: TaskWriter.isTimeDependent(figures), figures: figures,
      boundaries: dependencies.boundaries.map(\.nanoseconds))
  }
}
