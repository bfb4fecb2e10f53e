package import Domain

/// A picture of amounts, free of any drawing.
package struct Chart: Sendable {
  package enum Figure: Hashable, Sendable {
    case course(SpendCourseChart)
    case days(DailySpendChart)
    case shares(ShareChart)
    case budgets(BudgetChart)
  }

  /// The end of its file's name.
  package let name: StaticString
  package let title: String
  package let figure: Figure

  package init(name: StaticString, title: String, figure: Figure) {
    self.name = name
    self.title = title
    self.figure = figure
  }
}

/// How the spend of a month adds up day by day, beside the month before, the budget and the forecast.
package struct SpendCourseChart: Hashable, Sendable {
  /// What the month is expected to have cost by the end of a day.
  package struct Outlook: Hashable, Sendable {
    package let day: CalendarDay
    package let median: Points
    /// The prediction intervals of 80 % and of 95 %.
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
  /// The sums by the end of each day that is over.
  package let actual: [Points]
  /// The same of the month before, empty where it is not known.
  package let before: [Points]
  package let budget: Points?
  package let outlooks: [Outlook]

  /// - Parameters:
  ///   - firstDay: the first day of the month.
  ///   - days: the days of the month.
  ///   - daily: what each day cost that is over.
  ///   - dailyBefore: what each day of the month before cost; empty where it is not known.
  ///   - budget: what the month may cost.
  ///   - outlooks: the forecast for the days to come, in their order.
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

/// What each day cost, in bars stacked by series.
package struct DailySpendChart: Hashable, Sendable {
  /// So many series have a color of their own, which readers can tell apart.
  package static let colors = 7

  package struct Series: Hashable, Sendable {
    package let name: String
    /// One amount for each day; negative where closed months are corrected.
    package let amounts: [Points]

    package init(name: String, amounts: [Points]) {
      (self.name, self.amounts) = (name, amounts)
    }
  }

  package let firstDay: CalendarDay
  package let days: Int
  /// The lowest first; the last may stand for the rest.
  package let series: [Series]

  package init(firstDay: CalendarDay, days: Int, series: [Series]) {
    (self.firstDay, self.days, self.series) = (firstDay, days, series)
  }

  package var totals: [Points] {
    (0..<days).map { day in series.reduce(.zero) { $0 + $1.amounts[day] } }
  }
}

/// The shares of a total, in bars below each other.
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

  /// - Parameter shares: the largest first.
  package init(_ shares: [Share]) {
    self.shares = shares
    total = shares.reduce(.zero) { $0 + $1.amount }
  }
}

/// How much of each budget is used: a bar up to what was spent, a mark where the budget ends, and a
/// line over the interval in which the spend is expected to end.
package struct BudgetChart: Hashable, Sendable {
  package struct Line: Hashable, Sendable {
    package let name: String
    package let actual: Points
    package let available: Points
    /// Nil where nothing is forecast.
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
