package import Domain

/// What the figures of a ledger rest on.
package struct ReportBasis: Hashable, Sendable {
  package struct Card: Hashable, Sendable {
    package let name: String
    package let fingerprint: String

    package init(name: String, fingerprint: String) {
      (self.name, self.fingerprint) = (name, fingerprint)
    }
  }

  /// The card that priced the tasks; nil where none has.
  package let card: Card?
  package let closedMonths: [ClosedMonth]
  /// Nil where tasks come as they use to.
  package let staleFeed: StaleFeed?

  package init(card: Card?, closedMonths: [ClosedMonth], staleFeed: StaleFeed?) {
    (self.card, self.closedMonths, self.staleFeed) = (card, closedMonths, staleFeed)
  }
}

/// A month that was closed, with the card that priced it.
package struct ClosedMonth: Hashable, Sendable {
  package let month: CalendarMonth
  package let closedAt: Instant
  package let cardName: String
  package let cardFingerprint: String

  package init(month: CalendarMonth, closedAt: Instant, cardName: String, cardFingerprint: String) {
    (self.month, self.closedAt) = (month, closedAt)
    (self.cardName, self.cardFingerprint) = (cardName, cardFingerprint)
  }
}
