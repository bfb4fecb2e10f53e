package import Billing
package import Forecasting

/// The one passage between exact money and the Doubles of forecasts.
///
/// A forecast is told in whole cents: more decimals would claim what nobody knows.
package enum ForecastMoney {
  private static let perCent = Double(Points.perUSD / 100)
  /// Far above any account, and far enough below the limit of an integer to be added up.
  private static let limit = 1e12

  package static func amount(_ points: Points) -> Double { Double(points.count) }

  /// The nearest whole point; half a point goes up.
  static func points(_ amount: Double) -> Points {
    Points(Int64(min(max(amount.rounded(), -limit), limit)))
  }

  /// The nearest whole cent; half a cent goes up.
  package static func cents(_ amount: Double) -> Points {
    let cents = min(max((amount / perCent).rounded(), -limit), limit)
    return Points(Int64(cents)) * Int(Points.perUSD / 100)
  }

  /// The bounds of an interval in whole cents.
  package static func cents(_ interval: PredictionInterval) -> ClosedRange<Points> {
    cents(interval.lower)...cents(interval.upper)
  }

  /// Amounts in whole cents that add up to a whole: what rounding leaves over goes to the parts
  /// that it took most from (largest remainder).
  package static func cents(_ parts: [Double], addingUpTo whole: Points) -> [Points] {
    let least = parts.map { Int64(min(max(($0 / perCent).rounded(.down), -limit), limit)) }
    let cent = Points.perUSD / 100
    var missing = whole.count / cent - least.reduce(0, +)
    var counts = least
    let order = parts.indices.sorted { left, right in
      let remainders = (
        parts[left] / perCent - Double(least[left]), parts[right] / perCent - Double(least[right])
      )
      return remainders.0 == remainders.1 ? left < right : remainders.0 > remainders.1
    }
    while missing != 0, !order.isEmpty {
      for part in order where missing != 0 {
        counts[part] += missing.signum()
        missing -= missing.signum()
      }
    }
    return counts.map { Points($0 * cent) }
  }
}
