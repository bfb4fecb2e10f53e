/// When a task moves the balance.
///
/// Whether the provider's balance leaves out frozen points is not documented, so the snapshots tell:
/// the basis that leaves fewer windows unexplained is in use.
package enum BookingBasis: String, Hashable, Sendable, CaseIterable {
  /// At its end; usage type `llm`, which books at once, at its creation.
  case ended
  /// At its creation, where its frozen points stand for its price until its end.
  case created

  /// What it means, for a person.
  package var sentence: String {
    switch self {
    case .ended: "tasks count when they end, with usage type llm when they are created"
    case .created: "tasks count when they are created, running ones with their frozen points"
    }
  }
}
