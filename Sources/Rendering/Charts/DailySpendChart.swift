import Domain
package import Reports

extension DailySpendChart: ChartFigure {
  package var summary: String {
    let totals = totals
    let sum = totals.reduce(.zero, +)
    let names = series.map { ChartName.short($0.name) }.joined(separator: ", ")
    guard let most = totals.max(), most > .zero, let day = totals.firstIndex(of: most) else {
      return "A bar for each day; nothing was billed."
    }
    return "A bar for each of \(days) days, stacked by model: \(names). Together "
      + "\(sum.usdText) USD; the highest is \(firstDay + day) with \(most.usdText) USD."
  }

  package func drawing(in size: ChartSize) -> ChartDrawing {
    let stacks = (0..<days).map { day in series.map { $0.amounts[day] } }
    let ends = stacks.flatMap { stack in
      [
        stack.filter { $0 > .zero }.reduce(.zero, +),
        stack.filter { $0 < .zero }.reduce(.zero, +),
      ]
    }
    let frame = ChartFrame(
      axis: AmountAxis(containing: ends), firstDay: firstDay, days: days, size: size)
    let bars = stacks.enumerated().compactMap { day, stack in
      bar(of: day, stack: stack, in: frame)
    }
    let legend = series.enumerated().map { index, series in
      ChartLegend.Entry(.box, ChartStyle.fill(index), series.name)
    }
    return frame.drawing(bars, legend: legend)
  }

  private func bar(of day: Int, stack: [Points], in frame: ChartFrame) -> Markup? {
    let total = stack.reduce(.zero, +)
    var (up, down) = (Points.zero, Points.zero)
    let parts = stack.enumerated().compactMap { index, amount -> Markup? in
      guard amount != .zero else { return nil }
      let start = amount > .zero ? up : down
      if amount > .zero { up += amount } else { down += amount }
      return part(ChartStyle.fill(index), day: day, from: start, to: start + amount, in: frame)
    }
    guard !parts.isEmpty else { return nil }
    return .element(
      "g", [.element("title", text: "\(firstDay + day): \(total.usdText) USD")] + parts)
  }

  private func part(
    _ style: String, day: Int, from start: Points, to end: Points, in frame: ChartFrame
  ) -> Markup {
    let (top, bottom) = (frame.y(max(start, end)), frame.y(min(start, end)))
    return .void(
      "rect",
      [
        "class": style, "x": Coordinate.text(frame.x(day) + frame.bandWidth * 0.1),
        "y": Coordinate.text(top), "width": Coordinate.text(frame.bandWidth * 0.8),
        "height": Coordinate.text(bottom - top),
      ])
  }
}
