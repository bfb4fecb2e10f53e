import Domain
import Reconciliation
package import Reports

extension BudgetChart.Line {
  fileprivate var text: String {
    "\(actual.groupedUSDText()) of \(available.groupedUSDText()) USD · "
      + Coverage.percentText(actual.count, of: available.count)
  }
}

extension BudgetChart: ChartFigure {
  private static let rowHeight = 44.0

  package var summary: String {
    lines.map { line in
      let expected = line.interval80.map { interval in
        ", expected to end between \(interval.lowerBound.usdText) and "
          + "\(interval.upperBound.usdText) USD (80 %)"
      }
      return "\(ChartName.short(line.name)): \(line.text)\(expected ?? "")"
    }.joined(separator: "; ") + "."
  }

  package func drawing(in size: ChartSize) -> ChartDrawing {
    let marks = lines.enumerated().flatMap { index, line in
      row(line, top: Double(index) * BudgetChart.rowHeight, width: size.width)
    }
    let top = Double(lines.count) * BudgetChart.rowHeight
    var entries = [
      ChartLegend.Entry(.box, "c0", "spent"), ChartLegend.Entry(.line, "limit", "budget"),
    ]
    if lines.contains(where: { $0.interval80 != nil }) {
      entries.append(ChartLegend.Entry(.line, "expected", "likely range at period end (80 %)"))
    }
    let legend = ChartLegend(entries: entries).drawing(left: 0, top: top, width: size.width)
    return ChartDrawing(marks: marks + legend.marks, height: top + legend.height)
  }

  /// A row on its own scale, which extends slightly past its largest amount.
  private func row(_ line: Line, top: Double, width: Double) -> [Markup] {
    let most = [line.actual, line.available, line.interval80?.upperBound ?? .zero].max() ?? .zero
    let x = { (amount: Points) in
      most > .zero ? max(amount, .zero).drawn / most.drawn * width * 0.98 : 0
    }
    let columns = Int((width - Coordinate.width(of: line.text)) / 6.8) - 2
    let bar = { (style: String, width: Double) in
      Markup.void(
        "rect",
        [
          "class": style, "x": "0", "y": Coordinate.text(top + 20),
          "width": Coordinate.text(width), "height": "12", "rx": "2",
        ])
    }
    let limit = x(line.available)
    let expected = line.interval80.map { interval in
      Markup.void(
        "path",
        [
          "class": "line expected",
          "d": Coordinate.path([
            (x(interval.lowerBound), top + 26), (x(interval.upperBound), top + 26),
          ]),
        ])
    }
    return [
      .element(
        "text", ["x": "0", "y": Coordinate.text(top + 12)],
        text: TerminalWidth.cut(VisibleText.line(line.name), to: max(columns, 8))),
      .element(
        "text",
        [
          "class": "soft", "text-anchor": "end", "x": Coordinate.text(width),
          "y": Coordinate.text(top + 12),
        ], text: line.text),
      bar("track", width), bar("c0", x(line.actual)),
    ] + [expected].compactMap(\.self) + [
      .void(
        "path",
        [
          "class": "line limit",
          "d": Coordinate.path([(limit, top + 16), (limit, top + 36)]),
        ])
    ]
  }
}
