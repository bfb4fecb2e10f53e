package import Domain

/// A claim as it was made, and its status.
package struct Claim: Hashable, Sendable {
  /// A cause with the sums of its tasks.
  package struct Part: Hashable, Sendable {
    /// From 1.
    package let number: Int
    package let cause: ClaimCause
    package let tasks: Int
    package let billed: Points
    package let expected: Points
    package let frozen: Points
    package let overcharged: Points
    package let undercharged: Points

    package init(
      number: Int, cause: ClaimCause, tasks: Int, billed: Points, expected: Points,
      frozen: Points, overcharged: Points, undercharged: Points
    ) {
      (self.number, self.cause, self.tasks) = (number, cause, tasks)
      (self.billed, self.expected, self.frozen) = (billed, expected, frozen)
      (self.overcharged, self.undercharged) = (overcharged, undercharged)
    }

    package var net: Points { overcharged - undercharged }
  }

  package let id: Int64
  package let period: String
  /// Whose tasks they are; empty if unknown.
  package let account: String
  package let madeAt: Instant
  package let cardName: String
  package let cardFingerprint: String
  package let leftOut: ClaimDraft.LeftOut
  package let parts: [Part]
  package let events: [ClaimEvent]
  /// By how much its tasks are billed less now than when it was made.
  package let credited: Points

  package init(
    id: Int64, period: String, account: String, madeAt: Instant, cardName: String,
    cardFingerprint: String, leftOut: ClaimDraft.LeftOut, parts: [Part], events: [ClaimEvent],
    credited: Points
  ) {
    (self.id, self.period, self.account, self.madeAt) = (id, period, account, madeAt)
    (self.cardName, self.cardFingerprint) = (cardName, cardFingerprint)
    (self.leftOut, self.parts, self.events) = (leftOut, parts, events)
    self.credited = credited
  }

  package var proved: [Part] { parts.filter(\.cause.isProved) }
  package var unproved: [Part] { parts.filter { !$0.cause.isProved } }
  package var overcharged: Points { proved.reduce(.zero) { $0 + $1.overcharged } }
  package var undercharged: Points { proved.reduce(.zero) { $0 + $1.undercharged } }
  /// What is claimed.
  package var net: Points { overcharged - undercharged }
  package var tasks: Int { parts.reduce(0) { $0 + $1.tasks } }

  /// The latest note on it.
  package var saidState: ClaimState { events.last?.state ?? .drafted }

  /// Credited as soon as the tasks show that everything claimed was returned.
  package var state: ClaimState {
    saidState.isOpen && net > .zero && credited >= net ? .credited : saidState
  }
}

/// The status of a claim.
package enum ClaimState: String, Hashable, Sendable, CaseIterable {
  case drafted
  case sent
  case accepted
  case rejected
  /// The points were returned.
  case credited

  /// Whether its tasks are still claimed, so that no other claim may include them.
  package var isOpen: Bool { self != .rejected && self != .credited }

  /// Whether a user may set it after another status; whether points were returned follows from the
  /// tasks.
  package func follows(_ state: ClaimState) -> Bool {
    switch self {
    case .sent: state == .drafted
    case .accepted: state == .sent
    case .rejected: state.isOpen
    case .drafted, .credited: false
    }
  }
}

/// A change of a claim's status.
package struct ClaimEvent: Hashable, Sendable {
  package let state: ClaimState
  package let at: Instant
  package let note: String

  package init(state: ClaimState, at: Instant, note: String) {
    (self.state, self.at, self.note) = (state, at, note)
  }
}
