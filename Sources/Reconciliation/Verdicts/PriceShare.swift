package import Domain

/// A percentage of a task's price, rounded half up to whole points.
package struct PriceShare: Hashable, Sendable {
  package let percent: ExactDecimal
  package let price: Points

  package init(percent: ExactDecimal, of price: Points) {
    (self.percent, self.price) = (percent, price)
  }

  /// The share, nil where it cannot be computed exactly.
  package var points: Points? {
    let share = try? Ratio(price.count).times(percent.ratio).times(Ratio(1, over: 100))
    guard let share, let whole = Int64(exactly: share.rounded(.halfUp)) else { return nil }
    return Points(whole)
  }
}
