package import Domain

/// What became of a claim.
package enum ClaimState: String, Hashable, Sendable, CaseIterable {
  case drafted
  case sent
  case accepted
  case rejected
  /// The points came back.
  case credited

  /// Whether its tasks are still claimed, so that no other claim may have them.
  package var isOpen: Bool { self != .rejected && self != .credited }

  /// Whether a user may say so after another state; that points came back the tasks say.
  package func follows(_ state: ClaimState) -> Bool {
    switch self {
    case .sent: state == .drafted
    case .accepted: state == .sent
    case .rejected: state.isOpen
    case .drafted, .credited: false
    }
  }
}

/// Something that became of a claim.
package struct ClaimEvent: Hashable, Sendable {
  package let state: ClaimState
  package let at: Instant
  package let note: String

  package init(state: ClaimState, at: Instant, note: String) {
    (self.state, self.at, self.note) = (state, at, note)
  }
}
