package import Domain

/// How long the provider asks to be left alone: the header `Retry-After`.
package struct RetryAfter: Hashable, Sendable {
  package let seconds: Int64

  package init(seconds: Int64) {
    self.seconds = seconds
  }

  /// Reads both forms of the header (RFC 9110): a number of seconds, or a date.
  package init?(_ text: String, now: Instant) {
    let text = text.drop { $0 == " " }
    if !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) {
      // A number beyond all numbers is as good as never.
      seconds = Int64(text) ?? .max
    } else if let date = RetryAfter.date(text) {
      seconds = max(0, date.seconds - now.seconds)
    } else {
      return nil
    }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`.
  private static func date(_ text: Substring) -> Instant? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
      let month = months.firstIndex(of: String(words[2])),
      let date = CalendarDay(year: year, month: month + 1, day: day)
    else { return nil }
    let clock = words[4].split(separator: ":").compactMap { Int64($0) }
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]),
      (0...60).contains(clock[2])
    else { return nil }
    return Instant(startOf: date).adding(seconds: clock[0] * 3600 + clock[1] * 60 + clock[2])
  }
}
