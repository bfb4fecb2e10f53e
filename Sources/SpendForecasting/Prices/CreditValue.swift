package import Domain

/// The money that amounts of credits are told in: credits themselves, or what was paid for them.
package struct CreditValue: Sendable {
  /// The value of what was spent on a day.
  let spent: @Sendable (Points, CalendarDay) -> Points
  /// The value of one credit that is still to be spent.
  let coming: Double

  package init(
    coming: Double, spent: @escaping @Sendable (Points, CalendarDay) -> Points
  ) {
    (self.coming, self.spent) = (coming, spent)
  }

  package static let credits = CreditValue(coming: 1) { amount, _ in amount }
}
