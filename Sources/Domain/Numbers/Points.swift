/// An amount of the provider's money: 10,000,000 points are one US dollar.
///
/// Arithmetic traps on overflow. Input is bounded where it is read, so an overflow is a bug: one
/// task by ``taskLimit``, other amounts by ``accountLimit``, and all tasks of a ledger together by
/// ``sumLimit``.
package struct Points: Hashable, Sendable {
  package static let perUSD: Int64 = 10_000_000
  package static let zero = Points(0)
  /// The most that one task can cost, 10,000 USD: far above every published price, and sums over 46
  /// million such tasks still fit (``sumLimit``).
  package static let taskLimit = Points(100_000_000_000)
  /// The largest single amount in an account, 10 million USD: a top-up, a budget of a period, all
  /// seats of a fixed charge.
  package static let accountLimit = Points(100_000_000_000_000)
  /// The limit for the sum of all task amounts in a ledger, 2^62: any partial sum or difference
  /// fits in 64 bits.
  package static let sumLimit = Points(1 << 62)

  package let count: Int64

  package init(_ count: Int64) {
    self.count = count
  }

  package var magnitude: Points { Points(Swift.abs(count)) }

  package static func + (left: Points, right: Points) -> Points { Points(left.count + right.count) }
  package static func - (left: Points, right: Points) -> Points { Points(left.count - right.count) }
  package static func * (left: Points, right: Int) -> Points { Points(left.count * Int64(right)) }
  package static prefix func - (value: Points) -> Points { Points(-value.count) }
  package static func += (left: inout Points, right: Points) { left = left + right }
  package static func -= (left: inout Points, right: Points) { left = left - right }
}

extension Points {
  /// The amount if it is a whole number of points.
  package init?(whole amount: Ratio) {
    guard amount.isWhole, let count = Int64(exactly: amount.numerator) else { return nil }
    self.init(count)
  }
}

extension Points: Comparable {
  package static func < (left: Points, right: Points) -> Bool { left.count < right.count }
}

extension Points {
  /// The amount in US dollars, exactly: at least two decimals, at most seven, never rounded.
  ///
  /// 280,000 points read `0.028`, 15,000,000 read `1.50`.
  package var usdText: String { usdText(fractionDigits: 2) }

  /// The number of decimals that the exact amount in US dollars needs: 0 to 7.
  package var usdFractionDigits: Int {
    var rest = (count % Points.perUSD).magnitude
    guard rest != 0 else { return 0 }
    var digits = 7
    while rest % 10 == 0 {
      rest /= 10
      digits -= 1
    }
    return digits
  }

  /// The exact amount in US dollars with at least this many decimals, so that a column can align.
  package func usdText(fractionDigits least: Int) -> String {
    let digits = max(least, usdFractionDigits)
    let whole = count.magnitude / UInt64(Points.perUSD)
    let rest = String(count.magnitude % UInt64(Points.perUSD))
    let sign = count < 0 ? "-" : ""
    guard digits > 0 else { return "\(sign)\(whole)" }
    let fraction = String(repeating: "0", count: 7 - rest.utf8.count) + rest
    return "\(sign)\(whole).\(fraction.prefix(digits))"
  }
}
