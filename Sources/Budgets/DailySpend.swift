package import Domain
package import Reconciliation

/// What a scope's tasks were billed, and what is reserved for running ones, day by day.
package struct DailySpend: Hashable, Sendable {
  package struct Day: Hashable, Sendable {
    package var billed: Points
    /// Points reserved for tasks not booked yet.
    package var commitment: Points

    package init(billed: Points = .zero, commitment: Points = .zero) {
      (self.billed, self.commitment) = (billed, commitment)
    }
  }

  package private(set) var days: [CalendarDay: Day]

  package init(_ days: [CalendarDay: Day]) {
    self.days = days
  }

  /// The totals of lines by the day on which they count; tasks without a creation time are in no
  /// period, and so in no budget.
  package init(_ lines: some Sequence<LedgerLine>) {
    days = [:]
    for line in lines {
      guard let day = line.day else { continue }
      let amounts = line.amounts
      days[day, default: Day()].billed += amounts.billed
      days[day, default: Day()].commitment += amounts.commitment
    }
  }

  /// The sums of some days.
  package func sum(_ period: ClosedRange<CalendarDay>) -> Day {
    days.reduce(into: Day()) { sum, day in
      guard period.contains(day.key) else { return }
      sum.billed += day.value.billed
      sum.commitment += day.value.commitment
    }
  }
}

extension DailySpend {
  /// The same in cash, each day's sums at that day's price.
  package func inCash(_ price: CashPrice) -> DailySpend {
    DailySpend(
      Dictionary(
        uniqueKeysWithValues: days.map { day, spend in
          (
            day,
            Day(
              billed: price.cash(of: spend.billed, on: day),
              commitment: price.cash(of: spend.commitment, on: day))
          )
        }))
  }
}
