import Domain

/// The axes of a chart over the days of a month: amounts upwards, a band for each day.
struct ChartFrame {
  private static let top = 26.0
  private static let right = 6.0
  /// Less room than this for the number of a day makes numbers run together.
  private static let leastLabelWidth = 19.0

  let axis: AmountAxis
  let firstDay: CalendarDay
  let days: Int
  private let size: ChartSize
  private let left: Double

  init(axis: AmountAxis, firstDay: CalendarDay, days: Int, size: ChartSize) {
    self.axis = axis
    self.firstDay = firstDay
    self.days = max(days, 1)
    self.size = size
    left = (axis.ticks.map { Coordinate.width(of: axis.label($0)) }.max() ?? 0) + 8
  }

  var bandWidth: Double { (size.width - left - ChartFrame.right) / Double(days) }

  /// The left edge of a day's band, counted from 0.
  func x(_ day: Int) -> Double { left + Double(day) * bandWidth }

  func y(_ amount: Points) -> Double {
    ChartFrame.top + (1 - axis.share(of: amount)) * size.plotHeight
  }

  var plotBottom: Double { ChartFrame.top + size.plotHeight }

  /// Grid, labels and the line of 0.
  var marks: [Markup] {
    let (from, to) = (Coordinate.text(left), Coordinate.text(size.width - ChartFrame.right))
    let unit = Markup.element("text", ["class": "soft", "x": "0", "y": "12"], text: "USD")
    let grid = axis.ticks.flatMap { tick -> [Markup] in
      let y = y(tick)
      return [
        .void(
          "path",
          [
            "class": tick == .zero ? "axis" : "grid",
            "d": "M\(from) \(Coordinate.text(y))H\(to)",
          ]),
        .element(
          "text",
          [
            "class": "soft", "text-anchor": "end", "x": Coordinate.text(left - 6),
            "y": Coordinate.text(y + 4),
          ], text: axis.label(tick)),
      ]
    }
    return [unit] + grid + dayLabels
  }

  private var dayLabels: [Markup] {
    let every = [1, 2, 5, 10].first { bandWidth * Double($0) >= ChartFrame.leastLabelWidth } ?? 10
    return (0..<days).compactMap { index in
      let number = (firstDay + index).date.day
      let isLabelled =
        every <= 2 ? number % every == 1 % every : number == 1 || number.isMultiple(of: every)
      guard isLabelled else { return nil }
      return .element(
        "text",
        [
          "class": "soft", "text-anchor": "middle",
          "x": Coordinate.text(x(index) + bandWidth / 2), "y": Coordinate.text(plotBottom + 17),
        ], text: "\(number)")
    }
  }

  /// What is drawn with the axes and a legend below.
  func drawing(_ shapes: [Markup], legend: [ChartLegend.Entry]) -> ChartDrawing {
    let top = plotBottom + 32
    let legend = ChartLegend(entries: legend).drawing(left: 0, top: top, width: size.width)
    return ChartDrawing(marks: marks + shapes + legend.marks, height: top + legend.height)
  }
}
