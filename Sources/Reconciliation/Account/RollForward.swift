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

  /// Carries the balance by the basis that leaves fewer windows unexplained; of two that leave as
  /// many, tasks count when they end.
  package init(ended: [Step], created: [Step], topUps: [TopUp]) {
    let atEnd = RollForward(ended, topUps: topUps, basis: .ended)
    let atCreation = RollForward(created, topUps: topUps, basis: .created)
    self = atCreation.unexplainedCount < atEnd.unexplainedCount ? atCreation : atEnd
  }

  private var unexplainedCount: Int { windows.count(where: \.isUnexplained) }

  /// Carries the balance through steps in the order of time.
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

  /// A top-up of which only the day is known belongs to the window of that day that it explains to
  /// the point, else to the one in which the day ends.
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

  /// What was put in before the first snapshot is part of its balance.
  private func isAfterLast(_ topUp: TopUp) -> Bool {
    guard let last = steps.last else { return false }
    return topUp.at.map { $0 > last.snapshot.observedAt } ?? (topUp.day >= last.day)
  }
}
