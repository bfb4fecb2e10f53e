package import Domain

/// Money put into the account, as its owner wrote it down.
package struct TopUp: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Paid for.
    case cash
    /// Given: a bonus or a trial.
    case credit
  }

  package let id: Int64
  package let day: CalendarDay
  /// The moment, where it is known.
  package let at: Instant?
  package let amount: Points
  package let kind: Kind
  package let note: String

  package init(
    id: Int64, day: CalendarDay, at: Instant?, amount: Points, kind: Kind, note: String
  ) {
    self.id = id
    self.day = day
    self.at = at
    self.amount = amount
    self.kind = kind
    self.note = note
  }
}
