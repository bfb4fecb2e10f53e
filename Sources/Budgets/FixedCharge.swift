package import Domain

/// A sum paid every month whatever the tasks cost: a plan fee, seats for private accounts.
package struct FixedCharge: Hashable, Sendable {
  package let name: String
  /// Of one seat and month.
  package let amount: Points
  package let seats: Int
  /// The first day on which it is paid; later payments fall on the same day of the month.
  package let from: CalendarDay
  /// The first day on which it is no longer paid; nil if open-ended.
  package let until: CalendarDay?
  /// Credits included in each payment.
  package let bonus: Points

  package init(
    name: String, amount: Points, seats: Int, from: CalendarDay, until: CalendarDay?,
    bonus: Points
  ) {
    self.name = name
    self.amount = amount
    self.seats = seats
    self.from = from
    self.until = until
    self.bonus = bonus
  }
}

/// A fixed charge on the day on which it is paid.
package struct DatedCharge: Hashable, Sendable {
  package let day: CalendarDay
  package let charge: FixedCharge

  /// What is paid, for all seats.
  package var amount: Points { charge.amount * charge.seats }
}

extension FixedCharge {
  /// The payments through a day, earliest first.
  package func payments(through last: CalendarDay) -> [DatedCharge] {
    var payments: [DatedCharge] = []
    var day = from
    while day <= last, until.map({ day < $0 }) ?? true {
      payments.append(DatedCharge(day: day, charge: self))
      day = from.adding(months: payments.count)
    }
    return payments
  }
}

extension [FixedCharge] {
  /// The payments of all charges in a period, by day and then in the order of the charges.
  ///
  /// - Parameters:
  ///   - period: ends today if open-ended.
  ///   - today: the current day.
  /// - Returns: the payments.
  package func payments(in period: ReportPeriod, today: CalendarDay) -> [DatedCharge] {
    let last = period.until ?? today
    return enumerated().flatMap { index, charge in
      charge.payments(through: last).filter { period.contains($0.day) }.map { (index, $0) }
    }.sorted { ($0.1.day, $0.0) < ($1.1.day, $1.0) }.map(\.1)
  }

  /// The payments on all days of a budget's period, including future ones.
  package func payments(in period: BudgetPeriod) -> [DatedCharge] {
    payments(in: period.reportPeriod, today: period.last)
  }
}

extension [DatedCharge] {
  /// What is paid on each day.
  package var amountsByDay: [CalendarDay: Points] {
    reduce(into: [:]) { $0[$1.day, default: .zero] += $1.amount }
  }
}
