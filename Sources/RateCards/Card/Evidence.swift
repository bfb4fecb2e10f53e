package import Domain

/// How sure a published price is.
package enum Certainty: String, Sendable, CaseIterable, Codable {
  /// The provider's own text, or several sources that agree.
  case high
  /// One secondary source.
  case medium
  /// An estimate.
  case low
}

/// Where a price comes from and when it was looked at.
package struct Evidence: Hashable, Sendable {
  package let source: String
  /// The day on which the source was last compared with the card.
  package let checked: CalendarDay?
  package let certainty: Certainty
  /// The first day on which the price was seen, where no published start is known.
  package let firstSeen: CalendarDay?
  /// The last day on which the price was seen.
  package let lastSeen: CalendarDay?
}

/// Where in which card something is written.
package struct CardPlace: Hashable, Sendable, CustomStringConvertible {
  package let card: String
  package let file: String
  package let line: Int

  package var description: String { "\(file):\(line)" }
}
