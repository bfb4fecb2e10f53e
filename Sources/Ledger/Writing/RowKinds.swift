import Billing
import GRDB
import Intake

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
      for: record(row, in: batch), template: templates[Int(row.template)], tasks: &tasks,
      in: database)
    plans[kind] = plan
    return plan
  }

  /// The row as a record of its own.
  func record(_ row: ObservationRow, in batch: RecordBatch) -> TaskRecord {
    TaskRecord(
      row, id: batch.id(of: row), template: templates[Int(row.template)],
      state: states[Int(row.state)],
      varyingValues: String(decoding: batch.values(of: row), as: UTF8.self))
  }
}
