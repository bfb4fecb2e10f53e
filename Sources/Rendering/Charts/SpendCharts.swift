import Domain
import Reconciliation
package import Reports

extension DailySpendChart: ChartFigure {
  package var summary: String {
    let totals = totals
    let sum = totals.reduce(.zero, +)
    let names = series.map { ChartName.short($0.name) }.joined(separator: ", ")
    guard let most = totals.max(), most > .zero, let day = totals.firstIndex(of: most) else {
      return "A bar for each day; nothing was billed."
    }
    return "A bar for each of \(days) days, stacked by model: \(names). In total "
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

extension ShareChart: ChartFigure {
  private static let rowHeight = 36.0

  package var summary: String {
    guard total > .zero else { return "A bar for each part; nothing was billed." }
    let parts = shares.map {
      "\(ChartName.short($0.name)) \($0.amount.usdText) USD (\(percentText($0)))"
    }
    return "Shares of \(total.usdText) USD: \(parts.joined(separator: ", "))."
  }

  package func drawing(in size: ChartSize) -> ChartDrawing {
    let most = shares.map(\.amount).max() ?? .zero
    let marks = shares.enumerated().flatMap { index, share in
      row(
        share, style: ChartStyle.fill(index), top: Double(index) * ShareChart.rowHeight,
        length: most > .zero ? share.amount.drawn / most.drawn : 0, width: size.width)
    }
    return ChartDrawing(marks: marks, height: Double(shares.count) * ShareChart.rowHeight)
  }

  private func percentText(_ share: Share) -> String {
    Coverage.percentText(share.amount.count, of: total.count)
  }

  /// The name and the amount go above the bar, so that long names fit on a phone too.
  private func row(
    _ share: Share, style: String, top: Double, length: Double, width: Double
  ) -> [Markup] {
    let amount = "\(share.amount.groupedUSDText()) USD · \(percentText(share))"
    let columns = Int((width - Coordinate.width(of: amount)) / 6.8) - 2
    let bar = { (style: String, width: Double) in
      Markup.void(
        "rect",
        [
          "class": style, "x": "0", "y": Coordinate.text(top + 18),
          "width": Coordinate.text(width), "height": "10", "rx": "2",
        ])
    }
    return [
      .element(
        "text", ["x": "0", "y": Coordinate.text(top + 12)],
        text: TerminalWidth.cut(VisibleText.line(share.name), to: max(columns, 8))),
      .element(
        "text",
        [
          "class": "soft", "text-anchor": "end", "x": Coordinate.text(width),
          "y": Coordinate.text(top + 12),
        ], text: amount),
      bar("track", width),
    ] + (share.amount > .zero ? [bar(style, max(length * width, 1))] : [])
  }
}
