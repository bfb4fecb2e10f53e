/// A moment, in nanoseconds since 1970-01-01T00:00:00Z.
///
/// The range is 1677 to 2262; moments beyond it are clamped.
package struct Instant: Hashable, Sendable {
  package let nanoseconds: Int64

  package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  package init(seconds: Int64) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    nanoseconds = overflow ? (seconds < 0 ? .min : .max) : product
  }

  /// The start of a day in UTC.
  package init(startOf day: CalendarDay) {
    self.init(seconds: Int64(day.number) * 86_400)
  }

  package var seconds: Int64 {
    let quotient = nanoseconds / 1_000_000_000
    return nanoseconds % 1_000_000_000 < 0 ? quotient - 1 : quotient
  }

  private var nanosecondOfSecond: Int64 {
    let rest = nanoseconds % 1_000_000_000
    return rest < 0 ? rest + 1_000_000_000 : rest
  }

  /// The day of the moment in UTC.
  package var day: CalendarDay { day(offsetSeconds: 0) }

  /// The day of the moment in a zone this many seconds ahead of UTC.
  package func day(offsetSeconds: Int) -> CalendarDay {
    let local = seconds + Int64(offsetSeconds)
    return CalendarDay(number: Int(local >= 0 ? local / 86_400 : (local - 86_399) / 86_400))
  }

  package func adding(seconds: Int64) -> Instant {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(
      Instant(seconds: seconds).nanoseconds)
    return Instant(nanoseconds: overflow ? (seconds < 0 ? .min : .max) : sum)
  }

  /// Whole seconds from another moment to this one, rounded down.
  package func seconds(since other: Instant) -> Int64 {
    seconds - other.seconds - (nanosecondOfSecond < other.nanosecondOfSecond ? 1 : 0)
  }
}

extension Instant: Comparable {
  package static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC with as many decimals as the moment has: `2026-03-16T10:00:00.5Z`.
  package var description: String {
    let second = Int(seconds - Int64(day.number) * 86_400)
    let clock = [second / 3600, second / 60 % 60, second % 60].map { padded($0, to: 2) }
    var fraction = padded(nanosecondOfSecond, to: 9)
    while fraction.last == "0" { fraction.removeLast() }
    let point = fraction.isEmpty ? "" : "."
    return "\(day)T\(clock.joined(separator: ":"))\(point)\(fraction)Z"
  }

  /// Just the day if the moment is its start in UTC, as cards write it.
  package var dayOrMomentText: String {
    self == Instant(startOf: day) ? day.description : description
  }
}

/// A time field of the provider.
package enum Timestamp: Hashable, Sendable {
  /// The field is blank, year 1 or, from MySQL, `0000-00-00`, all of which mean "not yet".
  case unset
  case at(Instant)

  package var instant: Instant? {
    guard case .at(let instant) = self else { return nil }
    return instant
  }

  /// Reads RFC 3339 with any number of decimals and any offset, including database variants: a
  /// space instead of `T`, offsets without minutes or colon, `UTC`, surrounding white space.
  ///
  /// A time without an offset is in UTC, like everything the provider writes: database columns
  /// without a time zone drop the offset. Nil for anything else, for nonexistent dates, and for
  /// years 2 to 1969 and after 2261, which no task has.
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

  /// Nanoseconds; decimals beyond the ninth are truncated.
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

  /// `Z`, `UTC`, `+08:00`, `+0800`, `+08`, each optionally preceded by a space, or nothing for UTC.
  private mutating func offsetSeconds() -> Int? {
    guard position < bytes.count else { return 0 }
    _ = take(" ")
    if take("Z") || take("z") || takeUTC() { return 0 }
    let west = take("-")
    guard west || take("+"), let hours = number(digits: 2), hours < 24 else { return nil }
    var minutes = 0
    if position < bytes.count, bytes[position] != UInt8(ascii: " ") {
      _ = take(":")
      guard let given = number(digits: 2), given < 60 else { return nil }
      minutes = given
    }
    // Go writes the zone twice: `+0000 UTC`.
    if hours == 0, minutes == 0, take(" ") { guard takeUTC() else { return nil } }
    return (hours * 3600 + minutes * 60) * (west ? -1 : 1)
  }

  private mutating func takeUTC() -> Bool {
    guard bytes[position...].starts(with: "UTC".utf8) else { return false }
    position += 3
    return true
  }
}
