package import Domain
import Reports

/// The axes of a chart over the days of a month: amounts on the vertical axis, a band for each day.
struct ChartFrame {
  private static let top = 26.0
  private static let right = 6.0
  /// With less room than this per day number, the numbers would run together.
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

  /// The left edge of a day's band; days count from 0.
  func x(_ day: Int) -> Double { left + Double(day) * bandWidth }

  func y(_ amount: Points) -> Double {
    ChartFrame.top + (1 - axis.share(of: amount)) * size.plotHeight
  }

  var plotBottom: Double { ChartFrame.top + size.plotHeight }

  /// The grid, the labels and the zero line.
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

  /// The shapes with the axes, and a legend below.
  func drawing(_ shapes: [Markup], legend: [ChartLegend.Entry]) -> ChartDrawing {
    let top = plotBottom + 32
    let legend = ChartLegend(entries: legend).drawing(left: 0, top: top, width: size.width)
    return ChartDrawing(marks: marks + shapes + legend.marks, height: top + legend.height)
  }
}

/// An axis of amounts that starts and ends at a tick.
///
/// Ticks are multiples of 1, 2 or 5 times a power of ten points, and always include 0.
package struct AmountAxis: Hashable, Sendable {
  /// The number of ticks above or below 0 that an axis aims to stay within.
  private static let tickLimit: Int64 = 5

  package let step: Points
  package let least: Points
  package let most: Points

  package init(containing amounts: [Points]) {
    let lowest = min(amounts.min() ?? .zero, .zero)
    let top = max(amounts.max() ?? .zero, .zero)
    // Without any amounts, the axis covers one dollar.
    let highest = lowest == .zero && top == .zero ? Points(Points.perUSD) : top
    let step = AmountAxis.step(for: highest - lowest)
    self.step = Points(step)
    let down = (lowest.magnitude.count + step - 1) / step
    let up = (highest.count + step - 1) / step
    least = Points(-down * step)
    most = Points(up * step)
  }

  /// The smallest step that keeps the number of ticks within the limit.
  private static func step(for span: Points) -> Int64 {
    let least = (span.count + tickLimit - 1) / tickLimit
    var power: Int64 = 1
    while power <= Int64.max / 100, power * 10 <= least { power *= 10 }
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= least } ?? least
  }

  package var ticks: [Points] {
    stride(from: least.count, through: most.count, by: Int64.Stride(step.count)).map { Points($0) }
  }

  /// USD with as many decimals as the step needs.
  package func label(_ tick: Points) -> String {
    tick.groupedUSDText(fractionDigits: step.usdFractionDigits)
  }

  /// The share of the axis below an amount, from 0 to 1.
  package func share(of amount: Points) -> Double {
    (amount.drawn - least.drawn) / (most.drawn - least.drawn)
  }
}
