import Billing
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
  /// penalty depends on other tasks.
  let isUniform: Bool
  let hasEnded: Bool
  /// Whether time alone can change the verdict.
  let isTimeDependent: Bool
  let figures: TaskFigures
  /// The moments at which a price changes, in nanoseconds since 1970.
  let boundaries: [Int64]
  var slots: [Slot] = []

  init(
    requestID: Int64, stateID: Int64, isUniform: Bool, isTimeDependent: Bool,
    figures: TaskFigures, boundaries: [Int64]
  ) {
    self.requestID = requestID
    self.stateID = stateID
    self.isUniform = isUniform
    self.isTimeDependent = isTimeDependent
    self.figures = figures
    self.boundaries = boundaries
    hasEnded = figures.status.hasEnded
  }

  /// The number of the span between two price changes in which a moment lies.
  @inline(__always)
  func span(of createdAt: Int64) -> Int {
    var span = 0
    for boundary in boundaries where boundary <= createdAt { span += 1 }
    return span
  }

  @inline(__always)
  func slot(span: Int, isOverdue: Bool) -> Slot? {
    for slot in slots where slot.span == span && slot.isOverdue == isOverdue { return slot }
    return nil
  }
}
