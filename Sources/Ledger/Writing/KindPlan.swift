import Billing
import GRDB
import RateCards
import Reconciliation

/// How observations of one template and one state become tasks: worked out once, and then a few
/// comparisons of numbers for each of them.
final class KindPlan {
  /// Which outcome tasks of a span of time have.
  struct Slot {
    let span: Int
    let isOverdue: Bool
    let outcomeID: Int64
    let watch: Int64
  }

  let requestID: Int64
  let stateID: Int64
  /// Whether all such tasks of one span cost the same: no rate reads a varying field, and no
  /// penalty that depends on other tasks was billed.
  let isUniform: Bool
  /// Whether a penalty rule may count such tasks, which may change the penalties of others.
  let mayBeViolation: Bool
  let hasEnded: Bool
  /// Whether time alone can change the verdict.
  let isTimeDependent: Bool
  let figures: TaskFigures
  /// The moments at which a price changes, in nanoseconds since 1970.
  let boundaries: [Int64]
  private let hasBoundaries: Bool
  private var slots: [Slot] = []
  /// The slot that was found last, which is almost always the next one too.
  private var latest: Slot?

  init(
    requestID: Int64, stateID: Int64, isUniform: Bool, mayBeViolation: Bool, isTimeDependent: Bool,
    figures: TaskFigures, boundaries: [Int64]
  ) {
    self.requestID = requestID
    self.stateID = stateID
    self.isUniform = isUniform
    self.mayBeViolation = mayBeViolation
    self.isTimeDependent = isTimeDependent
    self.figures = figures
    self.boundaries = boundaries
    hasEnded = figures.status.hasEnded
    hasBoundaries = !boundaries.isEmpty
  }

  /// The number of the span between two price changes in which a moment lies.
  @inline(__always)
  func span(of createdAt: Int64) -> Int {
    guard hasBoundaries else { return 0 }
    var span = 0
    for boundary in boundaries where boundary <= createdAt { span += 1 }
    return span
  }

  @inline(__always)
  func slot(span: Int, isOverdue: Bool) -> Slot? {
    if let latest, latest.span == span, latest.isOverdue == isOverdue { return latest }
    let found = slots.first { $0.span == span && $0.isOverdue == isOverdue }
    if let found { latest = found }
    return found
  }

  func add(_ slot: Slot) {
    slots.append(slot)
    latest = slot
  }
}

extension KindPlan {
  /// The plan for tasks like a record, which has a template.
  convenience init(
    for record: TaskRecord, template: RequestTemplate, tasks: inout TaskWriter,
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
