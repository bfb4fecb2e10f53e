package import Domain

/// The prices of one unit, in points, that a booked amount allows: all that round to it.
package struct PriceBounds: Hashable, Sendable {
  package let low: Ratio
  package let high: Ratio
  package let includesLow: Bool
  package let includesHigh: Bool

  private init(low: Ratio, high: Ratio, includesLow: Bool, includesHigh: Bool) {
    (self.low, self.high) = (low, high)
    (self.includesLow, self.includesHigh) = (includesLow, includesHigh)
  }

  /// The prices at which `quantity` units cost `billed` after rounding; nil without a quantity, or
  /// if they cannot be computed exactly.
  package init?(billed: Points, quantity: Ratio, rounding: RoundingRule) {
    let amount = Ratio(billed.count)
    let half = Ratio(1, over: 2)
    guard quantity > .zero,
      let (below, above) = try? PriceBounds.amounts(around: amount, half: half, rounding),
      let low = (try? below.divided(by: quantity)) ?? nil,
      let high = (try? above.divided(by: quantity)) ?? nil
    else { return nil }
    self.init(
      low: low, high: high, includesLow: rounding != .up, includesHigh: rounding == .up)
  }

  private static func amounts(
    around amount: Ratio, half: Ratio, _ rounding: RoundingRule
  ) throws(ArithmeticOverflow) -> (Ratio, Ratio) {
    switch rounding {
    case .halfUp: (try amount.minus(half), try amount.plus(half))
    case .up: (try amount.minus(.one), amount)
    case .down: (amount, try amount.plus(.one))
    }
  }

  /// The prices that both allow; nil if there are none.
  package func intersection(_ other: PriceBounds) -> PriceBounds? {
    let isLowerHere = low > other.low || (low == other.low && !includesLow)
    let isUpperHere = high < other.high || (high == other.high && !includesHigh)
    let common = PriceBounds(
      low: isLowerHere ? low : other.low, high: isUpperHere ? high : other.high,
      includesLow: isLowerHere ? includesLow : other.includesLow,
      includesHigh: isUpperHere ? includesHigh : other.includesHigh)
    let isPoint = common.low == common.high && common.includesLow && common.includesHigh
    return common.low < common.high || isPoint ? common : nil
  }

  package func contains(_ price: Ratio) -> Bool {
    let isAbove = price > low || (includesLow && price == low)
    return isAbove && (price < high || (includesHigh && price == high))
  }
}

extension PriceBounds {
  /// The most decimals that a price in a card has.
  private static let mostDecimals = 12

  /// The USD for a lot of this many units with the fewest decimals that the bounds allow, the
  /// smallest of them; nil if that takes more than 12 decimals.
  package func simplestUSD(per units: Ratio) -> Ratio? {
    guard let pointsPerUSD = (try? Ratio(Points.perUSD).divided(by: units)) ?? nil,
      let first = (try? low.divided(by: pointsPerUSD)) ?? nil
    else { return nil }
    var scale: Int128 = 1
    for _ in 0...PriceBounds.mostDecimals {
      guard let scaled = try? first.times(Ratio(scale, over: 1)) else { return nil }
      for step in [Int128(0), 1] {
        let usd = Ratio(scaled.rounded(.up) + step, over: scale)
        if !usd.isNegative, let points = try? usd.times(pointsPerUSD), contains(points) {
          return usd
        }
      }
      scale *= 10
    }
    return nil
  }
}
