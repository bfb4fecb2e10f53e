package import Domain
import Reports

/// An axis of amounts that begins and ends at a tick; ticks are multiples of 1, 2 or 5 times a power
/// of ten points, and 0 is always on it.
package struct AmountAxis: Hashable, Sendable {
  /// The most ticks above or below 0 that an axis aims at.
  private static let tickLimit: Int64 = 5

  package let step: Points
  package let least: Points
  package let most: Points

  package init(containing amounts: [Points]) {
    let lowest = min(amounts.min() ?? .zero, .zero)
    let top = max(amounts.max() ?? .zero, .zero)
    // Without any amount the axis is of one dollar.
    let highest = lowest == .zero && top == .zero ? Points(Points.perUSD) : top
    let step = AmountAxis.step(for: highest - lowest)
    self.step = Points(step)
    let down = (lowest.magnitude.count + step - 1) / step
    let up = (highest.count + step - 1) / step
    least = Points(-down * step)
    most = Points(up * step)
  }

  /// The smallest step with which the ticks are not too many.
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

  /// The share of the axis that lies below an amount, from 0 to 1.
  package func share(of amount: Points) -> Double {
    (amount.drawn - least.drawn) / (most.drawn - least.drawn)
  }
}
