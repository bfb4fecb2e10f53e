package import Domain
import Reconciliation

/// The shares of a total, in bars below each other.
package struct ShareChart: Hashable, Sendable {
  package struct Share: Hashable, Sendable {
    package let name: String
    package let amount: Points

    package init(name: String, amount: Points) {
      (self.name, self.amount) = (name, amount)
    }
  }

  private static let rowHeight = 36.0

  private let shares: [Share]
  private let total: Points

  /// - Parameter shares: the largest first.
  package init(_ shares: [Share]) {
    self.shares = shares
    total = shares.reduce(.zero) { $0 + $1.amount }
  }

  private func percentText(_ share: Share) -> String {
    Coverage.percentText(share.amount.count, of: total.count)
  }
}

extension ShareChart: ChartFigure {
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

  /// The name and the amount above the bar, so that long names have room on a telephone too.
  private func row(
    _ share: Share, style: String, top: Double, length: Double, width: Double
  ) -> [Markup] {
    let amount = "\(TextTable.money(share.amount)) USD · \(percentText(share))"
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
