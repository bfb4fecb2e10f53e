/// A moment, in nanoseconds since 1970-01-01T00:00:00Z.
///
/// The range is 1677 to 2262; moments beyond it stand at its ends.
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

  /// The day of the moment in a zone that is so many seconds ahead of UTC.
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

  /// The day alone where the moment is its beginning in UTC, as cards write it.
  package var dayOrMomentText: String {
    self == Instant(startOf: day) ? day.description : description
  }
}
