/// What a time field of the provider says.
package enum Timestamp: Hashable, Sendable {
  /// The field is blank, year 1 or, from MySQL, `0000-00-00`, which is how "not yet" is written.
  case unset
  case at(Instant)

  package var instant: Instant? {
    guard case .at(let instant) = self else { return nil }
    return instant
  }

  /// Reads RFC 3339 with any number of decimals and any offset, also as databases write it: a blank
  /// in the place of `T`, offsets without minutes or colon, white space around it.
  ///
  /// A time without an offset is one of UTC, as all that the provider writes: columns without a time
  /// zone keep them so. Nil for anything else, for a date that does not exist, and for years from 2
  /// to 1969 and after 2261, which no task has.
  package init?(_ text: some StringProtocol) {
    let text = text.trimmed
    guard !text.isEmpty, !text.hasPrefix("0000-00-00") else {
      self = .unset
      return
    }
    var parser = TimestampParser(bytes: Array(text.utf8))
    guard let parsed = parser.timestamp() else { return nil }
    self = parsed
  }
}

private struct TimestampParser {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func timestamp() -> Timestamp? {
    guard let year = number(digits: 4), take("-"), let month = number(digits: 2), take("-"),
      let dayOfMonth = number(digits: 2), take("T") || take("t") || take(" "),
      let day = CalendarDay(year: year, month: month, day: dayOfMonth),
      let clock = secondOfDay(), let fraction = fraction(), let offset = offsetSeconds(),
      position == bytes.count
    else { return nil }
    guard year > 1 else { return .unset }
    guard (1970...2261).contains(year) else { return nil }
    let seconds = Int64(day.number) * 86_400 + Int64(clock - offset)
    return .at(Instant(nanoseconds: seconds * 1_000_000_000 + fraction))
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func number(digits: Int) -> Int? {
    guard position + digits <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[position..<position + digits] {
      guard byte &- 48 < 10 else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    position += digits
    return value
  }

  /// A leap second counts as the first second of the next minute.
  private mutating func secondOfDay() -> Int? {
    guard let hour = number(digits: 2), hour < 24, take(":"), let minute = number(digits: 2),
      minute < 60, take(":"), let second = number(digits: 2), second <= 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// Nanoseconds; decimals beyond the ninth are cut.
  private mutating func fraction() -> Int64? {
    guard take(".") else { return 0 }
    var (value, digits): (Int64, Int) = (0, 0)
    while position < bytes.count, bytes[position] &- 48 < 10 {
      if digits < 9 { value = value * 10 + Int64(bytes[position] - 48) }
      (position, digits) = (position + 1, digits + 1)
    }
    guard digits > 0 else { return nil }
    for _ in min(digits, 9)..<9 { value *= 10 }
    return value
  }

  /// `Z`, `+08:00`, `+0800`, `+08`, each with a blank before it or not, or nothing for UTC.
  private mutating func offsetSeconds() -> Int? {
    guard position < bytes.count else { return 0 }
    _ = take(" ")
    if take("Z") || take("z") { return 0 }
    let west = take("-")
    guard west || take("+"), let hours = number(digits: 2), hours < 24 else { return nil }
    var minutes = 0
    if position < bytes.count {
      _ = take(":")
      guard let given = number(digits: 2), given < 60 else { return nil }
      minutes = given
    }
    return (hours * 3600 + minutes * 60) * (west ? -1 : 1)
  }
}
