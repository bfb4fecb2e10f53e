import Domain
package import Reports

extension SpendCourseChart: ChartFigure {
  package var summary: String {
    var parts = [
      "Spend of the month so far: \((actual.last ?? .zero).usdText) USD after "
        + "\(actual.count) of \(days) days"
    ]
    if let last = before.last { parts.append("previous month: \(last.usdText) USD") }
    if let budget { parts.append("budget: \(budget.usdText) USD") }
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

  /// The line from 0 at the start of the month to the running total at the end of each day.
  private func course(of sums: [Points], in frame: ChartFrame) -> [(x: Double, y: Double)] {
    [(frame.x(0), frame.y(.zero))]
      + sums.enumerated().map { (frame.x($0 + 1), frame.y($1)) }
  }

  /// The fan from the last known total to the expected ones.
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
