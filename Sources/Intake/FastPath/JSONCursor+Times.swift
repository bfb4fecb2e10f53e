import Domain

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
    try expect(UInt8(ascii: "\""))
    if take(UInt8(ascii: "\"")) { return ObservationRow.unknown }
    let year = try twoDigits() * 100 + twoDigits()
    try expect(UInt8(ascii: "-"))
    let month = try twoDigits()
    try expect(UInt8(ascii: "-"))
    let day = CalendarDay(year: year, month: month, day: try twoDigits())
    try expect(UInt8(ascii: "T"))
    let second = try secondOfDay()
    let nanosecond = take(UInt8(ascii: ".")) ? try fraction() : 0
    try expect(UInt8(ascii: "Z"))
    try expect(UInt8(ascii: "\""))
    guard let day else { throw UnusualValue() }
    if year == 1 { return ObservationRow.unknown }
    guard year >= 1970, year <= 2261 else { throw UnusualValue() }
    return Int64(day.number * 86_400 + second) * 1_000_000_000 + nanosecond
  }

  @inline(__always)
  private mutating func secondOfDay() throws(UnusualValue) -> Int {
    let hour = try twoDigits()
    try expect(UInt8(ascii: ":"))
    let minute = try twoDigits()
    try expect(UInt8(ascii: ":"))
    let second = try twoDigits()
    guard hour < 24, minute < 60, second < 60 else { throw UnusualValue() }
    return hour * 3600 + minute * 60 + second
  }

  @inline(__always)
  private mutating func twoDigits() throws(UnusualValue) -> Int {
    let (tens, ones) = (base[position] &- 48, base[position + 1] &- 48)
    guard tens < 10, ones < 10 else { throw UnusualValue() }
    position += 2
    return Int(tens) * 10 + Int(ones)
  }

  /// Nanoseconds of one to nine decimals.
  @inline(__always)
  private mutating func fraction() throws(UnusualValue) -> Int64 {
    let start = position
    var value: Int64 = 0
    while position < start + 9, byte &- 48 < 10 {
      value = value * 10 + Int64(byte &- 48)
      position += 1
    }
    guard position > start else { throw UnusualValue() }
    for _ in position - start..<9 { value *= 10 }
    return value
  }
}
