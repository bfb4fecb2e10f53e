import Billing

extension JSONCursor {
  /// The time at the position as nanoseconds since 1970, ``ObservationRow/unknown`` where it is
  /// unset or `null`.
  ///
  /// Only RFC 3339 in UTC with `T` and `Z`, from 1970 to 2261, is usual.
  @inline(__always)
  mutating func time() throws(UnusualValue) -> Int64 {
    if byte == UInt8(ascii: "n") {
      guard try literal() == .null else { throw UnusualValue() }
      return ObservationRow.unknown
    }
    let text = try plainString()
    if text.count == 0 { return ObservationRow.unknown }
    guard text.count >= 20, base[text.start + 4] == UInt8(ascii: "-"),
      base[text.start + 7] == UInt8(ascii: "-"), base[text.start + 10] == UInt8(ascii: "T"),
      base[text.start + 13] == UInt8(ascii: ":"), base[text.start + 16] == UInt8(ascii: ":"),
      base[text.end - 1] == UInt8(ascii: "Z")
    else { throw UnusualValue() }
    let year = try twoDigits(text.start) * 100 + twoDigits(text.start + 2)
    guard
      let day = CalendarDay(
        year: year, month: try twoDigits(text.start + 5), day: try twoDigits(text.start + 8))
    else { throw UnusualValue() }
    let hour = try twoDigits(text.start + 11)
    let minute = try twoDigits(text.start + 14)
    let second = try twoDigits(text.start + 17)
    let nanosecond = try fraction(ByteRange(start: text.start + 19, count: text.count - 20))
    guard hour < 24, minute < 60, second < 60 else { throw UnusualValue() }
    if year == 1 { return ObservationRow.unknown }
    guard year >= 1970, year <= 2261 else { throw UnusualValue() }
    let seconds = Int64(day.number * 86_400 + hour * 3600 + minute * 60 + second)
    return seconds * 1_000_000_000 + nanosecond
  }

  @inline(__always)
  private func twoDigits(_ index: Int) throws(UnusualValue) -> Int {
    let (tens, ones) = (base[index] &- 48, base[index + 1] &- 48)
    guard tens < 10, ones < 10 else { throw UnusualValue() }
    return Int(tens) * 10 + Int(ones)
  }

  /// Nanoseconds of `.123456789`, or of nothing.
  @inline(__always)
  private func fraction(_ text: ByteRange) throws(UnusualValue) -> Int64 {
    guard text.count > 0 else { return 0 }
    guard base[text.start] == UInt8(ascii: "."), (2...10).contains(text.count) else {
      throw UnusualValue()
    }
    var value: Int64 = 0
    for index in text.start + 1..<text.end {
      let digit = base[index] &- 48
      guard digit < 10 else { throw UnusualValue() }
      value = value * 10 + Int64(digit)
    }
    for _ in text.count..<10 { value *= 10 }
    return value
  }
}
