package import Domain

/// A chart of amounts, independent of how it is drawn.
package struct Chart: Sendable {
  package enum Figure: Hashable, Sendable {
    case course(SpendCourseChart)
    case days(DailySpendChart)
    case shares(ShareChart)
    case budgets(BudgetChart)
  }

  /// The suffix of its file name.
  package let name: StaticString
  package let title: String
  package let figure: Figure

  package init(name: StaticString, title: String, figure: Figure) {
    self.name = name
    self.title = title
    self.figure = figure
  }
}

/// The running total of a month's spend, with the month before, the budget and the forecast.
package struct SpendCourseChart: Hashable, Sendable {
  /// The month's expected total at the end of a day.
  package struct Outlook: Hashable, Sendable {
    package let day: CalendarDay
    package let median: Points
    /// The 80 % and 95 % prediction intervals.
    package let interval80: ClosedRange<Points>
    package let interval95: ClosedRange<Points>

    package init(
      day: CalendarDay, median: Points, interval80: ClosedRange<Points>,
      interval95: ClosedRange<Points>
    ) {
      (self.day, self.median) = (day, median)
      (self.interval80, self.interval95) = (interval80, interval95)
    }
  }

  package let firstDay: CalendarDay
  package let days: Int
  /// The running total at the end of each day that is over.
  package let actual: [Points]
  /// The running total of the month before; empty if unknown.
  package let before: [Points]
  package let budget: Points?
  package let outlooks: [Outlook]

  /// - Parameters:
  ///   - firstDay: the first day of the month.
  ///   - days: the number of days in the month.
  ///   - daily: the cost of each day that is over.
  ///   - dailyBefore: the cost of each day of the month before; empty if unknown.
  ///   - budget: the budget for the month.
  ///   - outlooks: the forecast for the coming days, in order.
  package init(
    firstDay: CalendarDay, days: Int, daily: [Points], dailyBefore: [Points],
    budget: Points? = nil, outlooks: [Outlook] = []
  ) {
    self.firstDay = firstDay
    self.days = days
    actual = SpendCourseChart.sums(daily)
    before = Array(SpendCourseChart.sums(dailyBefore).prefix(days))
    self.budget = budget
    self.outlooks = outlooks
  }

  private static func sums(_ amounts: [Points]) -> [Points] {
    var sum = Points.zero
    return amounts.map { amount in
      sum += amount
      return sum
    }
  }
}

/// The cost of each day, as bars stacked by series.
package struct DailySpendChart: Hashable, Sendable {
  /// How many series get their own color; readers can't tell more colors apart.
  package static let colors = 7

  package struct Series: Hashable, Sendable {
    package let name: String
    /// One amount per day; negative if closed months are corrected.
    package let amounts: [Points]

    package init(name: String, amounts: [Points]) {
      (self.name, self.amounts) = (name, amounts)
    }
  }

  package let firstDay: CalendarDay
  package let days: Int
  /// From bottom to top; the last one may combine the remaining series.
  package let series: [Series]

  package init(firstDay: CalendarDay, days: Int, series: [Series]) {
    (self.firstDay, self.days, self.series) = (firstDay, days, series)
  }

  package var totals: [Points] {
    (0..<days).map { day in series.reduce(.zero) { $0 + $1.amounts[day] } }
  }
}

/// The shares of a total, as bars below each other.
package struct ShareChart: Hashable, Sendable {
  package struct Share: Hashable, Sendable {
    package let name: String
    package let amount: Points

    package init(name: String, amount: Points) {
      (self.name, self.amount) = (name, amount)
    }
  }

  package let shares: [Share]
  package let total: Points

  /// - Parameter shares: the shares, largest first.
  package init(_ shares: [Share]) {
    self.shares = shares
    total = shares.reduce(.zero) { $0 + $1.amount }
  }
}

/// How much of each budget is used.
///
/// A bar shows the spend so far, a mark the budget, and a line the interval in which the spend is
/// expected to end up.
package struct BudgetChart: Hashable, Sendable {
  package struct Line: Hashable, Sendable {
    package let name: String
    package let actual: Points
    package let available: Points
    /// Nil if there is no forecast.
    package let interval80: ClosedRange<Points>?

    package init(
      name: String, actual: Points, available: Points, interval80: ClosedRange<Points>?
    ) {
      (self.name, self.actual) = (name, actual)
      (self.available, self.interval80) = (available, interval80)
    }
  }

  package let lines: [Line]

  package init(_ lines: [Line]) {
    self.lines = lines
  }
}
