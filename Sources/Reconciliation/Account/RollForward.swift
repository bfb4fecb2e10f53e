package import Domain

/// Carries the balance from snapshot to snapshot.
package struct RollForward: Sendable {
  /// A snapshot with what was booked since the one before it.
  package struct Step: Hashable, Sendable {
    package let snapshot: WalletSnapshot
    package let day: CalendarDay
    package let billed: Points
    package let unlogged: Points
    package let tasks: Int

    package init(
      snapshot: WalletSnapshot, day: CalendarDay, billed: Points, unlogged: Points, tasks: Int
    ) {
      self.snapshot = snapshot
      self.day = day
      self.billed = billed
      self.unlogged = unlogged
      self.tasks = tasks
    }
  }

  package let basis: BookingBasis
  package let steps: [Step]
  /// One for each step; the first has no opening.
  package private(set) var windows: [WalletWindow] = []
  /// The top-ups after the latest snapshot.
  package private(set) var pendingTopUps: [TopUp] = []

  /// Carries the balance by the basis that leaves fewer windows unexplained; on a tie, tasks count
  /// when they end.
  package init(ended: [Step], created: [Step], topUps: [TopUp]) {
    let atEnd = RollForward(ended, topUps: topUps, basis: .ended)
    let atCreation = RollForward(created, topUps: topUps, basis: .created)
    self = atCreation.unexplainedCount < atEnd.unexplainedCount ? atCreation : atEnd
  }

  private var unexplainedCount: Int { windows.count(where: \.isUnexplained) }

  /// Carries the balance through chronological steps.
  package init(_ steps: [Step], topUps: [TopUp], basis: BookingBasis = .ended) {
    self.basis = basis
    self.steps = steps
    for (index, step) in steps.enumerated() {
      let opening = index > 0 ? steps[index - 1].snapshot : nil
      windows.append(
        WalletWindow(
          openingAt: opening?.observedAt, closingAt: step.snapshot.observedAt,
          opening: opening?.balance, billed: step.billed, unlogged: step.unlogged,
          closing: step.snapshot.balance, tasks: step.tasks))
    }
    for topUp in topUps { add(topUp) }
    let unit = WalletUnit(steps.map(\.snapshot))
    for index in windows.indices.dropFirst() {
      let change = PackChange(
        from: steps[index - 1].snapshot, to: steps[index].snapshot, unit: unit)
      change.explain(&windows[index])
    }
  }

  /// A top-up known only by day belongs to the window of that day that it explains to the point,
  /// otherwise to the one in which the day ends.
  private mutating func add(_ topUp: TopUp) {
    let candidates = windows.indices.dropFirst().filter { index in
      if let at = topUp.at {
        return steps[index - 1].snapshot.observedAt < at && at <= steps[index].snapshot.observedAt
      }
      return steps[index - 1].day <= topUp.day && topUp.day <= steps[index].day
    }
    let exact = candidates.first { windows[$0].unexplained == topUp.amount }
    let atEnd = candidates.first { topUp.at != nil || topUp.day < steps[$0].day }
    guard let index = exact ?? atEnd else {
      if isAfterLast(topUp) { pendingTopUps.append(topUp) }
      return
    }
    windows[index].topUps += topUp.amount
    windows[index].writtenTopUps.append(topUp)
    windows[index].unexplained -= topUp.amount
  }

  /// Money added before the first snapshot is part of its balance.
  private func isAfterLast(_ topUp: TopUp) -> Bool {
    guard let last = steps.last else { return false }
    return topUp.at.map { $0 > last.snapshot.observedAt } ?? (topUp.day >= last.day)
  }
}

/// The time between two balance snapshots, such that
/// `opening + top-ups − billed − unlogged − expired + unexplained = closing`.
package struct WalletWindow: Hashable, Sendable {
  /// Nil before the first snapshot.
  package var openingAt: Instant?
  package var closingAt: Instant
  package var opening: Points?
  /// Recorded by the user, or recognized from a credit pack.
  package var topUps = Points.zero
  /// Those recorded by the user.
  package var writtenTopUps: [TopUp] = []
  /// What the tasks booked.
  package var billed: Points
  /// What only the history shows.
  package var unlogged: Points
  package var expired = Points.zero
  package var closing: Points
  /// How much the balance changed beyond what is known: negative where money is missing.
  package var unexplained = Points.zero
  /// The number of tasks booked in it.
  package var tasks: Int
  /// What was recognized, or may explain it.
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

  /// What a new credit pack added.
  package var recognizedTopUps: Points {
    topUps - writtenTopUps.reduce(.zero) { $0 + $1.amount }
  }

  package var isUnexplained: Bool { unexplained != .zero }

  /// The finding for an unexplained change, which has its own exit status.
  package func finding(days: (CalendarDay, CalendarDay)) -> Finding {
    let direction = unexplained < .zero ? "fell" : "rose"
    let cause = detail.isEmpty ? "" : "; \(detail)"
    let span = "between \(openingAt?.description ?? "") and \(closingAt)"
    return Finding(
      kind: "unexplained_change", sku: "",
      detail: "the balance \(direction) by \(unexplained.magnitude.usdText) USD beyond what is "
        + "known, \(span)\(cause)",
      tasks: tasks, days: days, billed: billed, booked: nil, expected: nil, isAlarming: false,
      lastingCause: Finding.LastingCause(detail: span))
  }
}

/// When a task moves the balance.
///
/// Whether the provider's balance excludes frozen points is not documented, so the snapshots
/// decide: the basis that leaves fewer windows unexplained is used.
package enum BookingBasis: String, Hashable, Sendable, CaseIterable {
  /// At its end; for usage type `llm`, which books immediately, at its creation.
  case ended
  /// At its creation, with its frozen points as its price until it ends.
  case created

  /// What it means, in words.
  package var sentence: String {
    switch self {
    case .ended: "tasks count when they end, with usage type llm when they are created"
    case .created: "tasks count when they are created, running ones with their frozen points"
    }
  }
}
