import Domain
import Intake
import Reconciliation

/// How observations of one class of requests and one state become tasks: worked out once, and then
/// a few comparisons of numbers for each of them.
struct RowKind {
  /// Which outcome tasks have that were created in a span without a change of price.
  struct Slot {
    let span: Range<Int64>
    let isOverdue: Bool
    let outcomeID: Int64
    let watch: Int64
  }

  private let figures: TaskFigures
  /// Whether all such tasks of one span cost the same: no penalty that depends on other tasks was
  /// billed.
  let isUniform: Bool
  /// Whether a penalty rule may count such tasks, which may change the penalties of others.
  let mayBeViolation: Bool
  let hasEnded: Bool
  /// Whether time alone can change the verdict.
  let isTimeDependent: Bool
  /// The slot that was found last, which is almost always the next one too.
  private(set) var latest = Slot(span: 0..<0, isOverdue: false, outcomeID: 0, watch: 0)
  private var slots: [Slot] = []

  /// The kind of tasks that agree with a record, but for its times.
  init(_ record: TaskRecord, hasPenaltyRule: Bool) {
    figures = TaskFigures(record)
    mayBeViolation = hasPenaltyRule && figures.status.isWithoutResult
    isUniform = !(mayBeViolation && figures.billed.map { $0 > .zero } ?? false)
    hasEnded = figures.status.hasEnded
    isTimeDependent = TaskWriter.isTimeDependent(figures)
  }

  /// The figures of a task of the kind.
  func figures(createdAt: Int64, endedAt: Int64) -> TaskFigures {
    var figures = figures
    figures.createdAt = ObservationRow.instant(createdAt)
    figures.endedAt = ObservationRow.instant(endedAt)
    return figures
  }

  /// Whether ``latest`` is the slot of tasks created at a moment.
  @inline(__always)
  func isLatest(_ createdAt: Int64, isOverdue: Bool) -> Bool {
    latest.span.lowerBound <= createdAt && createdAt < latest.span.upperBound
      && latest.isOverdue == isOverdue
  }

  /// Makes the slot of tasks created at a moment the latest; false where it is not known yet.
  mutating func find(_ createdAt: Int64, isOverdue: Bool) -> Bool {
    let slot = slots.first { $0.span.contains(createdAt) && $0.isOverdue == isOverdue }
    guard let slot else { return false }
    latest = slot
    return true
  }

  mutating func add(_ slot: Slot) {
    slots.append(slot)
    latest = slot
  }
}
