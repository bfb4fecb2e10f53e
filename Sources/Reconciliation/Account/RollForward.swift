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
  /// What was recorded after the latest snapshot.
  package private(set) var pending = WalletEntries()

  /// Carries the balance by the basis that leaves fewer windows unexplained; on a tie, tasks count
  /// when they end.
  ///
  /// - Parameters:
  ///   - account: whose balance it is; nil for the ledger's only account.
  ///   - ended: the snapshots, with tasks counted when they ended.
  ///   - created: the same, with tasks counted when they were created.
  ///   - entries: what the owner has recorded of the account.
  package init(
    account: String? = nil, ended: [Step], created: [Step], entries: WalletEntries
  ) {
    let atEnd = RollForward(ended, entries: entries, basis: .ended)
    let atCreation = RollForward(created, entries: entries, basis: .created)
    self = atCreation.unexplainedCount < atEnd.unexplainedCount ? atCreation : atEnd
    for index in windows.indices { windows[index].account = account }
  }

  /// Pairs that net to nothing count: tasks that count at the right moment leave none.
  private var unexplainedCount: Int {
    windows.count { $0.isUnexplained || $0.timing != .zero }
  }

  /// Carries the balance through chronological steps.
  package init(
    _ steps: [Step], entries: WalletEntries = WalletEntries(), basis: BookingBasis = .ended
  ) {
    self.basis = basis
    self.steps = steps
    for (index, step) in steps.enumerated() {
      let opening = index > 0 ? steps[index - 1].snapshot : nil
      windows.append(
        WalletWindow(
          openingAt: opening?.observedAt, closingAt: step.snapshot.observedAt,
          opening: opening?.balance, billed: step.billed, unlogged: step.unlogged,
          closing: step.snapshot.balance, tasks: step.tasks,
          precision: BalancePrecision(
            step.snapshot.precision, (opening ?? step.snapshot).precision)))
    }
    for topUp in entries.topUps { add(topUp) }
    for charge in entries.charges { add(charge) }
    let unit = WalletUnit(steps.map(\.snapshot))
    for index in windows.indices.dropFirst() {
      let change = PackChange(
        from: steps[index - 1].snapshot, to: steps[index].snapshot, unit: unit)
      change.explain(&windows[index])
    }
    setRoundingApart()
    netTiming()
  }

  /// What two rounded balances can't tell is no change.
  private mutating func setRoundingApart() {
    guard let first = windows.first else { return }
    var range = RoundingRange(first.precision)
    for index in windows.indices.dropFirst() {
      let window = windows[index]
      guard let next = range.after(window.unexplained, window.precision) else {
        range = RoundingRange(window.precision)
        continue
      }
      range = next
      windows[index].rounding = window.unexplained
      windows[index].unexplained = .zero
    }
  }

  /// Two neighboring windows whose changes cancel each other out have no money missing: a task
  /// settled on the other side of the snapshot between them.
  private mutating func netTiming() {
    for index in windows.indices.dropFirst(2) {
      let (before, window) = (windows[index - 1], windows[index])
      guard before.isUnexplained, window.isUnexplained,
        window.isExplained(by: -before.unexplained)
      else { continue }
      windows[index - 1].timing = before.unexplained
      windows[index - 1].unexplained = .zero
      windows[index].timing = -before.unexplained
      windows[index].rounding = window.unexplained + before.unexplained
      windows[index].unexplained = .zero
      windows[index].detail =
        ([window.detail].filter { !$0.isEmpty } + [
          "timing: \(before.unexplained.magnitude.usdText) USD settled on the other side of the "
            + "snapshot at \(before.closingAt)"
        ]).joined(separator: "; ")
    }
  }

  private mutating func add(_ topUp: TopUp) {
    switch place(of: topUp.amount, day: topUp.day, at: topUp.at) {
    case .window(let index):
      windows[index].topUps += topUp.amount
      windows[index].writtenTopUps.append(topUp)
      windows[index].unexplained -= topUp.amount
    case .afterLast: pending.topUps.append(topUp)
    case .beforeFirst: break
    }
  }

  private mutating func add(_ charge: WalletCharge) {
    switch place(of: -charge.amount, day: charge.day, at: charge.at) {
    case .window(let index):
      windows[index].charges.append(charge)
      windows[index].unexplained += charge.amount
    case .afterLast: pending.charges.append(charge)
    case .beforeFirst: break
    }
  }

  /// Where a recorded amount counts.
  private enum Place {
    case window(Int)
    case afterLast
    /// It is part of the first balance.
    case beforeFirst
  }

  /// An amount known only by day belongs to the window of that day that it explains, otherwise to the
  /// one in which the day ends.
  private func place(of amount: Points, day: CalendarDay, at moment: Instant?) -> Place {
    let candidates = windows.indices.dropFirst().filter { index in
      if let moment {
        return steps[index - 1].snapshot.observedAt < moment
          && moment <= steps[index].snapshot.observedAt
      }
      return steps[index - 1].day <= day && day <= steps[index].day
    }
    let explained =
      candidates.first { windows[$0].unexplained == amount }
      ?? candidates.first { windows[$0].isExplained(by: amount) }
    let atEnd = candidates.first { moment != nil || day < steps[$0].day }
    if let index = explained ?? atEnd { return .window(index) }
    guard let last = steps.last else { return .beforeFirst }
    return moment.map { $0 > last.snapshot.observedAt } ?? (day >= last.day)
      ? .afterLast : .beforeFirst
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
