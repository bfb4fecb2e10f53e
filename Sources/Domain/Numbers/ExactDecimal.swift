/// A decimal number exactly as it was written, free of trailing zeros.
///
/// The range is that of prices and request fields: at most 18 digits before and after the point
/// together once leading and trailing zeros are dropped, and at most 18 decimals.
package struct ExactDecimal: Hashable, Sendable {
  /// The digits without the point.
  package let mantissa: Int64
  /// The number of decimals, 0 to 18.
  package let scale: Int

  package init(_ whole: Int64) {
    mantissa = whole
    scale = 0
  }

  /// Reads `-12`, `0.028`, `1e3`; nil for anything else or out of range.
  package init?(_ text: some StringProtocol) {
    var scanner = DecimalScanner(bytes: Array(text.utf8))
    guard let parts = scanner.parts() else { return nil }
    self.init(mantissa: parts.mantissa, exponent: parts.exponent)
  }

  private init?(mantissa: Int64, exponent: Int) {
    var (digits, power) = (mantissa, exponent)
    while digits != 0, digits % 10 == 0 { (digits, power) = (digits / 10, power + 1) }
    if digits == 0 { power = 0 }
    while power > 0 {
      let (scaled, overflow) = digits.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      (digits, power) = (scaled, power - 1)
    }
    guard power >= -18 else { return nil }
    self.mantissa = digits
    self.scale = -power
  }

  /// The same value; nil where its decimals never end, or it is out of range.
  package init?(_ ratio: Ratio) {
    self.init(ratio.description)
  }

  package var ratio: Ratio {
    var denominator: Int128 = 1
    for _ in 0..<scale { denominator *= 10 }
    return Ratio(Int128(mantissa), over: denominator)
  }

  /// The value as an integer; nil if it has decimals.
  package var whole: Int64? { scale == 0 ? mantissa : nil }
}

extension ExactDecimal: CustomStringConvertible {
  package var description: String {
    guard scale > 0 else { return String(mantissa) }
    let digits = String(mantissa.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count)) + digits
    let whole = padded.dropLast(scale)
    return "\(mantissa < 0 ? "-" : "")\(whole).\(padded.suffix(scale))"
  }
}

/// As text, with every digit.
extension ExactDecimal: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let decimal = ExactDecimal(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "expected a decimal number, found \(text)")
    }
    self = decimal
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// Splits a decimal text into an integer mantissa and a power of ten.
private struct DecimalScanner {
  let bytes: [UInt8]
  var position = 0
  /// Nil once out of range.
  private var mantissa: Int64? = 0
  /// Zeros read since the last other digit: they count only if another follows.
  private var pendingZeros = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func parts() -> (mantissa: Int64, exponent: Int)? {
    let negative = take(UInt8(ascii: "-"))
    guard digits() > 0 else { return nil }
    var decimals = 0
    if take(UInt8(ascii: ".")) {
      decimals = digits()
      guard decimals > 0 else { return nil }
    }
    var exponent = pendingZeros - decimals
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      guard let power = signedPower() else { return nil }
      exponent += power
    }
    guard position == bytes.count, let mantissa else { return nil }
    return (negative ? -mantissa : mantissa, exponent)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// Reads digits into the mantissa and returns how many there were.
  private mutating func digits() -> Int {
    let start = position
    while position < bytes.count, bytes[position] &- 48 < 10 {
      let digit = Int64(bytes[position] - 48)
      position += 1
      if digit == 0 {
        pendingZeros += 1
      } else {
        append(digit)
      }
    }
    return position - start
  }

  private mutating func append(_ digit: Int64) {
    if mantissa != 0 {
      for _ in 0..<min(pendingZeros, 19) { shift() }
    }
    pendingZeros = 0
    shift()
    mantissa = mantissa.map { $0 + digit }
  }

  private mutating func shift() {
    mantissa = mantissa.flatMap { $0 < 100_000_000_000_000_000 ? $0 * 10 : nil }
  }

  private mutating func signedPower() -> Int? {
    let negative = take(UInt8(ascii: "-"))
    if !negative { _ = take(UInt8(ascii: "+")) }
    let start = position
    var power = 0
    while position < bytes.count, bytes[position] &- 48 < 10 {
      power = min(power * 10 + Int(bytes[position] - 48), 10_000)
      position += 1
    }
    guard position > start else { return nil }
    return negative ? -power : power
  }
}
