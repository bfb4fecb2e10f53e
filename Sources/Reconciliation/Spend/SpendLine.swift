package import Billing

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
  /// Of each task, while it has not ended.
  package let frozen: Points
  /// Of each task by the rate card; nil where it is not one amount.
  package let expected: Points?
  /// Negative where tasks left the day again.
  package let tasks: Int
  package let isFailure: Bool

  package init(
    day: CalendarDay, foundDay: CalendarDay? = nil, charge: Int, billed: Points?,
    frozen: Points = .zero, expected: Points?, tasks: Int, isFailure: Bool = false
  ) {
    (self.day, self.foundDay, self.charge) = (day, foundDay, charge)
    (self.billed, self.frozen, self.expected) = (billed, frozen, expected)
    (self.tasks, self.isFailure) = (tasks, isFailure)
  }

  /// Of each task: what was booked; else what is frozen for it; else what it should cost.
  package var amount: Points {
    billed ?? (frozen > .zero ? frozen : isFailure ? .zero : expected ?? .zero)
  }
}
