extension JSONCursor {
  /// A number that was passed over.
  struct PassedNumber {
    let bytes: ByteRange
    /// The value of a whole number of at most 18 digits without fraction or exponent.
    let whole: Int64?
  }

  /// The number at the position, which moves behind it.
  @inline(__always)
  mutating func number() throws(UnusualValue) -> PassedNumber {
    let start = position
    let isNegative = take(UInt8(ascii: "-"))
    let firstDigit = position
    var value: Int64 = 0
    while byte &- 48 < 10 {
      value = value &* 10 &+ Int64(byte &- 48)
      position += 1
    }
    let digits = position - firstDigit
    guard digits > 0, digits == 1 || base[firstDigit] != UInt8(ascii: "0") else {
      throw UnusualValue()
    }
    let isPlain = try !skipFractionAndExponent()
    return PassedNumber(
      bytes: ByteRange(start: start, count: position - start),
      whole: isPlain && digits <= 18 ? (isNegative ? -value : value) : nil)
  }

  /// Whether there was a fraction or an exponent.
  @inline(__always)
  private mutating func skipFractionAndExponent() throws(UnusualValue) -> Bool {
    let start = position
    if take(UInt8(ascii: ".")) { try skipDigits() }
    if byte | 0x20 == UInt8(ascii: "e") {
      position += 1
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try skipDigits()
    }
    return position > start
  }

  private mutating func skipDigits() throws(UnusualValue) {
    let start = position
    while byte &- 48 < 10 { position += 1 }
    guard position > start else { throw UnusualValue() }
  }

  /// A whole number, or nothing where there is `null`.
  @inline(__always)
  mutating func wholeNumberOrNull() throws(UnusualValue) -> Int64? {
    if byte == UInt8(ascii: "n") {
      guard try literal() == .null else { throw UnusualValue() }
      return nil
    }
    guard let whole = try number().whole else { throw UnusualValue() }
    return whole
  }
}
