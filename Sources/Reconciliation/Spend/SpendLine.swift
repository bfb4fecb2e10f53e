package import Domain

/// What tasks of one day and charge were billed, or will be once they are booked.
package struct SpendLine: Hashable, Sendable {
  /// The day of the tasks.
  package let day: CalendarDay
  /// The later day in whose spend a change of a closed month counts; nil where that is ``day``.
  package let foundDay: CalendarDay?
  /// The place of the charge among ``SpendHistory/charges``.
  package let charge: Int
  /// Of each task; nil while nothing is booked.
  package let billed: Points?
  /// Of each task, what is set aside for it while nothing is booked.
  package let commitment: Points
  /// Of each task, as in ``ReconciledRow/price``.
  package let price: Points?
  /// Negative where tasks left the day again.
  package let tasks: Int
  package let isFailure: Bool

  package init(
    day: CalendarDay, foundDay: CalendarDay? = nil, charge: Int, billed: Points?,
    commitment: Points = .zero, price: Points?, tasks: Int, isFailure: Bool = false
  ) {
    (self.day, self.foundDay, self.charge) = (day, foundDay, charge)
    (self.billed, self.commitment, self.price) = (billed, commitment, price)
    (self.tasks, self.isFailure) = (tasks, isFailure)
  }

  /// Of each task, what forecasts take it to cost in the end.
  ///
  /// It is what was booked; else what is set aside for it; else what it should cost. Reports count
  /// ``billed`` alone.
  package var forecastAmount: Points {
    billed ?? (commitment > .zero ? commitment : isFailure ? .zero : price ?? .zero)
  }
}
