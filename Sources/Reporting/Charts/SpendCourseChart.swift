package import Domain

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

  private let firstDay: CalendarDay
  private let days: Int
  /// The sums by the end of each day that is over.
  private let actual: [Points]
  /// The same of the month before, empty where it is not known.
  private let before: [Points]
  private let budget: Points?
  private let outlooks: [Outlook]

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

extension SpendCourseChart: ChartFigure {
  package var summary: String {
    var parts = [
      "The spend of the month so far: \((actual.last ?? .zero).usdText) USD after "
        + "\(actual.count) of \(days) days"
    ]
    if let last = before.last { parts.append("the month before: \(last.usdText) USD") }
    if let budget { parts.append("the budget: \(budget.usdText) USD") }
    if let end = outlooks.last {
      parts.append(
        "expected by \(end.day): \(end.median.usdText) USD, 80 % prediction interval "
          + "\(end.interval80.lowerBound.usdText) to \(end.interval80.upperBound.usdText) USD")
    }
    return parts.joined(separator: "; ") + "."
  }

  package func drawing(in size: ChartSize) -> ChartDrawing {
    let amounts =
      actual + before + [budget].compactMap(\.self)
      + outlooks.flatMap { [$0.interval95.lowerBound, $0.interval95.upperBound] }
    let frame = ChartFrame(
      axis: AmountAxis(containing: amounts), firstDay: firstDay, days: days, size: size)
    return frame.drawing(
      bands(in: frame) + lines(in: frame), legend: legend)
  }

  private func lines(in frame: ChartFrame) -> [Markup] {
    var lines: [Markup] = []
    if let budget {
      lines.append(
        line("budget", [(frame.x(0), frame.y(budget)), (frame.x(days), frame.y(budget))]))
    }
    if !before.isEmpty { lines.append(line("before", course(of: before, in: frame))) }
    if !outlooks.isEmpty {
      lines.append(line("median", fan(in: frame) { $0.median }))
    }
    return lines + [line("actual", course(of: actual, in: frame))]
  }

  private func line(_ style: String, _ points: [(x: Double, y: Double)]) -> Markup {
    .void("path", ["class": "line \(style)", "d": Coordinate.path(points)])
  }

  /// From 0 at the beginning of the month to the sum at the end of each day.
  private func course(of sums: [Points], in frame: ChartFrame) -> [(x: Double, y: Double)] {
    [(frame.x(0), frame.y(.zero))]
      + sums.enumerated().map { (frame.x($0 + 1), frame.y($1)) }
  }

  /// From the last sum that is known to those that are expected.
  private func fan(
    in frame: ChartFrame, _ amount: (Outlook) -> Points
  ) -> [(x: Double, y: Double)] {
    [(frame.x(actual.count), frame.y(actual.last ?? .zero))]
      + outlooks.map { outlook in
        (frame.x(outlook.day.number - firstDay.number + 1), frame.y(amount(outlook)))
      }
  }

  private func bands(in frame: ChartFrame) -> [Markup] {
    guard !outlooks.isEmpty else { return [] }
    let intervals: [(String, (Outlook) -> ClosedRange<Points>)] = [
      ("band95", \.interval95), ("band80", \.interval80),
    ]
    return intervals.map { style, interval in
      let upper = fan(in: frame) { interval($0).upperBound }
      let lower = fan(in: frame) { interval($0).lowerBound }
      return .void(
        "path", ["class": style, "d": Coordinate.path(upper + lower.reversed()) + "Z"])
    }
  }

  private var legend: [ChartLegend.Entry] {
    [ChartLegend.Entry(.line, "actual", "this month")]
      + (before.isEmpty ? [] : [ChartLegend.Entry(.line, "before", "last month")])
      + (budget == nil ? [] : [ChartLegend.Entry(.line, "budget", "budget")])
      + (outlooks.isEmpty
        ? []
        : [
          ChartLegend.Entry(.line, "median", "forecast"),
          ChartLegend.Entry(.box, "band80", "80 % interval"),
          ChartLegend.Entry(.box, "band95", "95 % interval"),
        ])
  }
}
