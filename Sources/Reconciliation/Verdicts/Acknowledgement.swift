package import Domain

/// A finding that someone has looked at and accepted, as it was then.
package struct Acknowledgement: Hashable, Sendable {
  package let key: FindingKey
  package let tasks: Int
  package let amount: Points
  /// What was left, if it is an alarm about that.
  package let level: Int64?
  package let reason: String
  /// The last day on which it holds; nil if it has no end.
  package let until: CalendarDay?
  package let givenAt: Instant

  package init(
    of finding: NightFinding, reason: String, until: CalendarDay?, givenAt: Instant
  ) {
    (key, tasks, amount, level) = (finding.key, finding.tasks, finding.amount, finding.level)
    (self.reason, self.until, self.givenAt) = (reason, until, givenAt)
  }
}

extension Acknowledgement {
  /// What has become of it.
  package enum State: String, Hashable, Sendable, CaseIterable {
    case acknowledged
    /// The finding is about another amount or other tasks than it was given for, and so open.
    case changed
    /// Its last day is over, and the finding is open.
    case expired
    /// There is no such finding any more.
    case resolved
  }

  /// What has become of it on a day, with the finding as it is now.
  package func state(_ now: NightFinding?, on day: CalendarDay) -> State {
    guard let now else { return .resolved }
    if hasChanged(now) { return .changed }
    return until.map { $0 < day } ?? false ? .expired : .acknowledged
  }

  /// An alarm changes by itself every day: only half of what was left counts.
  private func hasChanged(_ now: NightFinding) -> Bool {
    guard let level, let levelNow = now.level else {
      return now.tasks != tasks || now.amount != amount
    }
    return NightFinding.isWorseByHalf(levelNow, than: level)
  }

  /// Why the finding is open again: `acknowledged at 20.40 USD, now 25.00 USD`.
  func openingText(_ now: NightFinding, state: State) -> String {
    guard state == .changed else {
      return "acknowledged until \(until?.description ?? "")"
    }
    return now.amount != amount
      ? "acknowledged at \(amount.usdText) USD, now \(now.amount.usdText) USD"
      : "acknowledged with \(tasks) tasks, now \(now.tasks)"
  }
}

/// All acknowledgements, with what has become of each.
///
/// They are for findings over all days. A report of a period shows a part of these: it is
/// acknowledged if the whole is.
package struct Acknowledgements: Sendable {
  package static let none = Acknowledgements([], of: [], on: CalendarDay(number: 0))

  package struct Entry: Hashable, Sendable {
    package let acknowledgement: Acknowledgement
    /// The finding as it is now; nil if there is none any more.
    package let now: NightFinding?
    package let state: Acknowledgement.State
  }

  /// In the order in which they were given.
  package let entries: [Entry]
  private let byKey: [FindingKey: Entry]

  /// - Parameters:
  ///   - given: the acknowledgements.
  ///   - findings: the findings over all days.
  ///   - day: the current day.
  package init(_ given: [Acknowledgement], of findings: [Finding], on day: CalendarDay) {
    let now = Dictionary(
      NightFinding.all(findings).map { ($0.key, $0) }
    ) { first, _ in first }
    entries = given.map { acknowledgement in
      let finding = now[acknowledgement.key]
      return Entry(
        acknowledgement: acknowledgement, now: finding,
        state: acknowledgement.state(finding, on: day))
    }
    byKey = Dictionary(entries.map { ($0.acknowledgement.key, $0) }) { first, _ in first }
  }

  /// The acknowledgement that a finding has; nil if it is open.
  package func holding(for key: FindingKey) -> Acknowledgement? {
    byKey[key].flatMap { $0.state == .acknowledged ? $0.acknowledgement : nil }
  }

  /// The finding, with why it is open again if it is.
  func opened(_ finding: Finding) -> Finding {
    guard let entry = byKey[finding.key], let now = entry.now else { return finding }
    return finding.adding(entry.acknowledgement.openingText(now, state: entry.state))
  }
}

/// A finding that needs no attention, and why.
package struct AcknowledgedFinding: Hashable, Sendable {
  package let finding: Finding
  package let acknowledgement: Acknowledgement
}
