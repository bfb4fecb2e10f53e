import Domain
import Reconciliation
package import Reports

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

  /// The name and the amount above the bar, so that long names have room on a telephone too.
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
