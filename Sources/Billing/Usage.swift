/// What the provider says of a task's money: `meta.usage`.
///
/// `frozen` and `consume` are never added: an ended task may still show its frozen points.
package struct Usage: Hashable, Sendable {
  /// `llm`, `point`, `quota` or whatever the provider wrote.
  package let type: String
  /// Points set aside while the task runs.
  package let frozen: Points
  /// Points booked: final for an ended task; usage type `llm` books at creation already.
  package let consume: Points

  package init(type: String, frozen: Points, consume: Points) {
    (self.type, self.frozen, self.consume) = (type, frozen, consume)
  }
}
