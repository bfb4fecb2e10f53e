/// An exact fraction, reduced, with a positive denominator.
///
/// Prices and quantities are ratios until the one rounding at the end. Every operation reports
/// overflow of its 128-bit terms as ``ArithmeticOverflow`` instead of trapping, because its
/// operands come from rate cards and requests, which are data.
package struct Ratio: Hashable, Sendable {
  package let numerator: Int128
  package let denominator: Int128

  package static let zero = Ratio(0)
  package static let one = Ratio(1)

  package init(_ whole: Int64) {
    numerator = Int128(whole)
    denominator = 1
  }

  /// A reduced fraction; `denominator` must not be 0.
  package init(_ numerator: Int128, over denominator: Int128) {
    precondition(denominator != 0, "a ratio has no zero denominator")
    let divisor = Ratio.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / Int128(divisor)
    self.denominator = sign * denominator / Int128(divisor)
  }

  private static func greatestCommonDivisor(_ left: UInt128, _ right: UInt128) -> UInt128 {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
  }

  package var isWhole: Bool { denominator == 1 }
  package var isNegative: Bool { numerator < 0 }
  package var isZero: Bool { numerator == 0 }
}

/// A product or sum that does not fit 128 bits.
package struct ArithmeticOverflow: Error, CustomStringConvertible {
  package init() {}
  package var description: String { "the amount is too large to compute exactly" }
}

extension Ratio {
  package func times(_ other: Ratio) throws(ArithmeticOverflow) -> Ratio {
    let crossed = Ratio(numerator, over: other.denominator)
    let across = Ratio(other.numerator, over: denominator)
    return Ratio(
      try Ratio.product(crossed.numerator, across.numerator),
      over: try Ratio.product(crossed.denominator, across.denominator))
  }

  package func plus(_ other: Ratio) throws(ArithmeticOverflow) -> Ratio {
    let left = try Ratio.product(numerator, other.denominator)
    let right = try Ratio.product(other.numerator, denominator)
    let (sum, overflow) = left.addingReportingOverflow(right)
    guard !overflow else { throw ArithmeticOverflow() }
    return Ratio(sum, over: try Ratio.product(denominator, other.denominator))
  }

  package func minus(_ other: Ratio) throws(ArithmeticOverflow) -> Ratio {
    guard other.numerator != .min else { throw ArithmeticOverflow() }
    return try plus(Ratio(-other.numerator, over: other.denominator))
  }

  /// The quotient; nil when dividing by 0.
  package func divided(by other: Ratio) throws(ArithmeticOverflow) -> Ratio? {
    guard !other.isZero else { return nil }
    // Its negation does not fit in 128 bits.
    guard other.numerator != .min else { throw ArithmeticOverflow() }
    return try times(Ratio(other.denominator, over: other.numerator))
  }

  private static func product(_ left: Int128, _ right: Int128) throws(ArithmeticOverflow) -> Int128
  {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    guard !overflow else { throw ArithmeticOverflow() }
    return product
  }
}

extension Ratio: Comparable {
  /// Compares whole parts first and then the remainders, which cannot overflow for denominators
  /// below 2^63.
  package static func < (left: Ratio, right: Ratio) -> Bool {
    let (leftWhole, rightWhole) = (left.floor, right.floor)
    guard leftWhole == rightWhole else { return leftWhole < rightWhole }
    return left.restAboveFloor.multipliedFullWidth(by: right.denominator)
      < right.restAboveFloor.multipliedFullWidth(by: left.denominator)
  }

  /// The numerator of the part above the floor, from 0 to below the denominator.
  private var restAboveFloor: Int128 {
    let rest = numerator % denominator
    return rest < 0 ? rest + denominator : rest
  }

  /// The largest whole number not above the value.
  package var floor: Int128 {
    let quotient = numerator / denominator
    return numerator % denominator < 0 ? quotient - 1 : quotient
  }
}

/// How a price is rounded to whole points, once, at the end.
package enum RoundingRule: String, Sendable, CaseIterable, Codable {
  /// To the nearest point; halves round away from zero.
  case halfUp = "half up"
  /// To the next point above.
  case up
  /// To the next point below.
  case down
}

extension Ratio {
  /// The value rounded to a whole number by this rule.
  package func rounded(_ rule: RoundingRule) -> Int128 {
    switch rule {
    case .down: floor
    case .up: isWhole ? numerator : floor + 1
    case .halfUp: halfUp
    }
  }

  private var halfUp: Int128 {
    let quotient = numerator / denominator
    let rest = (numerator % denominator).magnitude
    guard rest >= denominator.magnitude - rest else { return quotient }
    return isNegative ? quotient - 1 : quotient + 1
  }
}

extension Ratio: CustomStringConvertible {
  /// A terminating decimal if there is one (`0.0525`), otherwise a fraction (`1/3`).
  package var description: String {
    var rest = denominator
    var (twos, fives) = (0, 0)
    while rest % 2 == 0 { (rest, twos) = (rest / 2, twos + 1) }
    while rest % 5 == 0 { (rest, fives) = (rest / 5, fives + 1) }
    let digits = max(twos, fives)
    guard rest == 1, digits <= 20 else { return "\(numerator)/\(denominator)" }
    guard digits > 0 else { return "\(numerator)" }
    var scale: Int128 = 1
    for _ in 0..<digits { scale *= 10 }
    let whole = numerator.magnitude / denominator.magnitude
    let part = numerator.magnitude % denominator.magnitude
    let (scaled, overflow) = part.multipliedReportingOverflow(
      by: UInt128(scale) / denominator.magnitude)
    guard !overflow else { return "\(numerator)/\(denominator)" }
    let fraction = String(scaled)
    let padding = String(repeating: "0", count: digits - fraction.utf8.count)
    return "\(isNegative ? "-" : "")\(whole).\(padding)\(fraction)"
  }
}

extension Ratio {
  /// Reads what ``description`` wrote: a decimal, or a fraction of whole numbers.
  package init?(text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    switch parts.count {
    case 1:
      if let decimal = ExactDecimal(text) {
        self = decimal.ratio
      } else {
        self.init(decimal: parts[0])
      }
    case 2:
      guard let numerator = Int128(parts[0]), let denominator = Int128(parts[1]), denominator != 0,
        numerator != .min, denominator != .min
      else { return nil }
      self.init(numerator, over: denominator)
    default: return nil
    }
  }

  /// A decimal of any length that fits 128 bits.
  private init?(decimal text: Substring) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, !parts[0].isEmpty else { return nil }
    let decimals = parts.count == 2 ? parts[1] : ""
    guard parts.count == 1 || !decimals.isEmpty,
      decimals.utf8.allSatisfy({ $0 &- 48 < 10 }), decimals.count <= 36, !text.hasPrefix("+"),
      let digits = Int128(String(parts[0] + decimals))
    else { return nil }
    var scale: Int128 = 1
    for _ in decimals { scale *= 10 }
    self.init(digits, over: scale)
  }
}
