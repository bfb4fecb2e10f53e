package import Domain

/// The time between two balance snapshots, such that
/// `opening + top-ups − billed − unlogged − expired + unexplained = closing`.
package struct WalletWindow: Hashable, Sendable {
  /// Nil before the first snapshot.
  package var openingAt: Instant?
  package var closingAt: Instant
  package var opening: Points?
  /// Written down, or recognised from a credit pack.
  package var topUps = Points.zero
  /// Those of them that were written down.
  package var writtenTopUps: [TopUp] = []
  /// What the tasks booked.
  package var billed: Points
  /// What only the history shows.
  package var unlogged: Points
  package var expired = Points.zero
  package var closing: Points
  /// How much the balance changed beyond what is known: negative where money is missing.
  package var unexplained = Points.zero
  /// The tasks that were booked in it.
  package var tasks: Int
  /// What was recognised, or what may explain it.
  package var detail = ""

  package init(
    openingAt: Instant?, closingAt: Instant, opening: Points?, billed: Points, unlogged: Points,
    closing: Points, tasks: Int
  ) {
    self.openingAt = openingAt
    self.closingAt = closingAt
    self.opening = opening
    self.billed = billed
    self.unlogged = unlogged
    self.closing = closing
    self.tasks = tasks
    unexplained = opening.map { closing - $0 + billed + unlogged } ?? .zero
  }

  /// What a credit pack that appeared put in.
  package var recognizedTopUps: Points {
    topUps - writtenTopUps.reduce(.zero) { $0 + $1.amount }
  }

  package var isUnexplained: Bool { unexplained != .zero }

  /// The finding of a change that nothing explains, which has an exit status of its own.
  package func finding(days: (CalendarDay, CalendarDay)) -> Finding {
    let direction = unexplained < .zero ? "fell" : "rose"
    let cause = detail.isEmpty ? "" : "; \(detail)"
    return Finding(
      kind: "unexplained_change", sku: "",
      detail: "the balance \(direction) by \(unexplained.magnitude.usdText) USD beyond what is "
        + "known, between \(openingAt?.description ?? "") and \(closingAt)\(cause)",
      tasks: tasks, days: days, billed: billed, booked: nil, expected: nil, isAlarming: false)
  }
}
