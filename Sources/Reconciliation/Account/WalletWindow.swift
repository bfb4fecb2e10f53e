package import Domain

/// The time between two balance snapshots, such that
/// `opening + top-ups − charged − billed − unlogged − expired + timing + rounding + unexplained = closing`.
package struct WalletWindow: Hashable, Sendable {
  /// Whose balance it is; nil for the ledger's only account.
  package var account: String?
  /// Nil before the first snapshot.
  package var openingAt: Instant?
  package var closingAt: Instant
  package var opening: Points?
  /// Recorded by the user, or recognized from a credit pack.
  package var topUps = Points.zero
  /// Those recorded by the user.
  package var writtenTopUps: [TopUp] = []
  /// Money out that no task explains, as recorded by the user.
  package var charges: [WalletCharge] = []
  /// What the tasks booked.
  package var billed: Points
  /// What only the history shows.
  package var unlogged: Points
  package var expired = Points.zero
  package var closing: Points
  /// What a neighboring window has with the opposite sign.
  package var timing = Points.zero
  /// What is less than the figures of the balance tell.
  package var rounding = Points.zero
  /// How much the balance changed beyond all that: negative where money is missing.
  package var unexplained = Points.zero
  /// The number of tasks booked in it.
  package var tasks: Int
  /// What was recognized, or may explain it.
  package var detail = ""
  /// How exactly its two balances were told.
  package var precision: BalancePrecision

  package init(
    openingAt: Instant?, closingAt: Instant, opening: Points?, billed: Points, unlogged: Points,
    closing: Points, tasks: Int, precision: BalancePrecision
  ) {
    self.openingAt = openingAt
    self.closingAt = closingAt
    self.opening = opening
    self.billed = billed
    self.unlogged = unlogged
    self.closing = closing
    self.tasks = tasks
    self.precision = precision
    unexplained = opening.map { closing - $0 + billed + unlogged } ?? .zero
  }

  /// What a new credit pack added.
  package var recognizedTopUps: Points {
    topUps - writtenTopUps.reduce(.zero) { $0 + $1.amount }
  }

  package var charged: Points { charges.reduce(.zero) { $0 + $1.amount } }

  package var isUnexplained: Bool { unexplained != .zero }

  /// What windows have in common with their neighbors, in words; nil if nothing.
  package static func timingSentence(_ windows: [WalletWindow]) -> String? {
    let timings = windows.map(\.timing).filter { $0 != .zero }
    guard let largest = timings.map(\.magnitude).max() else { return nil }
    // A period may divide a pair.
    let pairs = (timings.count + 1) / 2
    return pairs == 1
      ? "wallet: \(largest.usdText) USD settled on the other side of a balance snapshot (timing), "
        + "and nothing of it is missing"
      : "wallet: \(pairs) amounts of at most \(largest.usdText) USD settled on the other side of "
        + "a balance snapshot (timing), and nothing of them is missing"
  }

  /// Whether an amount explains the change, as far as two rounded balances tell.
  func isExplained(by amount: Points) -> Bool {
    (unexplained - amount).magnitude <= precision.half + precision.half
  }

  package static let findingKind = "unexplained_change"

  /// The finding for an unexplained change, which has its own exit status.
  package func finding(days: (CalendarDay, CalendarDay)) -> Finding {
    let direction = unexplained < .zero ? "fell" : "rose"
    let suspects = detail.isEmpty ? "" : "; \(detail)"
    let time = "between \(openingAt?.description ?? "") and \(closingAt)"
    let owner = account.map { " of \(VisibleText.line($0, limit: 40))" } ?? ""
    return Finding(
      kind: WalletWindow.findingKind, sku: "",
      detail:
        "the balance\(owner) \(direction) by \(unexplained.magnitude.usdText) USD beyond what is "
        + "known, \(time)\(suspects)",
      cause: time + owner, tasks: tasks, days: days, billed: billed, booked: nil,
      stake: unexplained,
      isAlarming: false)
  }
}
