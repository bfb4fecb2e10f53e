package import Domain
package import Forecasting

/// The only conversion between exact money and the Doubles of forecasts.
///
/// Forecasts are reported in whole cents: more decimals would be false precision.
package enum ForecastMoney {
  private static let perCent = Double(Points.perUSD / 100)
  /// In cents: far above any account, and far enough below the integer limit for sums.
  private static let limit = 1e12

  package static func amount(_ points: Points) -> Double { Double(points.count) }

  /// What one task costs, rounded half up to a whole point.
  static func points(_ amount: Double) -> Points {
    let limit = Double(Points.taskLimit.count)
    return Points(Int64(min(max(amount.rounded(), -limit), limit)))
  }

  /// A sum of many tasks, rounded half up to a whole point.
  static func points(sum: Double) -> Points {
    let limit = limit * perCent
    return Points(Int64(min(max(sum.rounded(), -limit), limit)))
  }

  /// Rounded half up to a whole cent.
  package static func cents(_ amount: Double) -> Points {
    let cents = min(max((amount / perCent).rounded(), -limit), limit)
    return Points(Int64(cents)) * Int(Points.perUSD / 100)
  }

  /// The bounds of an interval in whole cents.
  package static func cents(_ interval: PredictionInterval) -> ClosedRange<Points> {
    cents(interval.lower)...cents(interval.upper)
  }

  /// Amounts in whole cents that add up to the total: what rounding leaves over goes to the parts
  /// that lost most (largest remainder method).
  package static func cents(_ parts: [Double], addingUpTo whole: Points) -> [Points] {
    let least = parts.map { Int64(min(max(($0 / perCent).rounded(.down), -limit), limit)) }
    let cent = Points.perUSD / 100
    let missing = whole.count / cent - least.reduce(0, +)
    let order = parts.indices.sorted { left, right in
      let remainders = (
        parts[left] / perCent - Double(least[left]), parts[right] / perCent - Double(least[right])
      )
      return remainders.0 == remainders.1 ? left < right : remainders.0 > remainders.1
    }
    guard !order.isEmpty else { return [] }
    // Parts beyond the limit lack more than a cent each.
    let (each, rest) = missing.quotientAndRemainder(dividingBy: Int64(order.count))
    var counts = least.map { $0 + each }
    for part in order.prefix(Int(rest.magnitude)) { counts[part] += rest.signum() }
    return counts.map { Points($0 * cent) }
  }
}

/// The money in which credits are reported: credits themselves, or what was paid for them.
package struct CreditValue: Sendable {
  /// The value of an amount spent on a day.
  let spent: @Sendable (Points, CalendarDay) -> Points
  /// The value of one credit that is still to be spent.
  let coming: Double

  package init(
    coming: Double, spent: @escaping @Sendable (Points, CalendarDay) -> Points
  ) {
    (self.coming, self.spent) = (coming, spent)
  }

  package static let credits = CreditValue(coming: 1) { amount, _ in amount }
}
