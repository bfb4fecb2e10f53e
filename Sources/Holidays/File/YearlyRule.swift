import Domain

/// An event's repetition (RFC 5545, section 3.3.10), as far as holidays need it: each year, or each
/// so many years, by date or by weekday of a month.
struct YearlyRule {
  /// Events without an end are followed to the end of this year.
  static let lastYear = 2100

  private var interval = 1
  private var count: Int?
  private var until: CalendarDay?
  private var months: [Int]?
  /// Days of a month, from its end if negative.
  private var monthDays: [Int]?
  /// Weekdays, with their place in the month, from its end if negative, or all of it.
  private var weekdays: [(place: Int?, weekday: Int)]?

  /// - Throws: ``Unreadable`` with what was expected.
  init(_ text: String) throws(Unreadable) {
    var frequency: Substring?
    for part in text.uppercased().split(separator: ";") {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { throw Unreadable("expected FREQ=YEARLY, found \(part)") }
      if pair[0] == "FREQ" {
        frequency = pair[1]
      } else {
        try set(pair[0], pair[1])
      }
    }
    guard frequency == "YEARLY" else {
      throw Unreadable("expected FREQ=YEARLY, found \(frequency.map { "FREQ=\($0)" } ?? "none")")
    }
    guard weekdays == nil || months != nil || monthDays != nil else {
      throw Unreadable("expected BYMONTH beside BYDAY")
    }
    guard weekdays?.contains(where: { $0.place != nil }) != true || monthDays == nil else {
      throw Unreadable("expected BYDAY without a number beside BYMONTHDAY")
    }
  }

  private mutating func set(_ name: Substring, _ value: Substring) throws(Unreadable) {
    switch name {
    case "INTERVAL": interval = try YearlyRule.numbers(name, value, 1...1000)[0]
    case "COUNT": count = try YearlyRule.numbers(name, value, 1...100_000)[0]
    case "UNTIL":
      guard let day = CalendarDay(compact: value.prefix(8)) else {
        throw Unreadable("expected UNTIL as a day such as 20301231")
      }
      until = day
    case "BYMONTH": months = try YearlyRule.numbers(name, value, 1...12)
    case "BYMONTHDAY": monthDays = try YearlyRule.numbers(name, value, -31...31)
    case "BYDAY": weekdays = try YearlyRule.weekdays(value)
    case "WKST": break
    default: throw Unreadable("\(name) is not supported")
    }
  }

  private static func numbers(
    _ name: Substring, _ value: Substring, _ range: ClosedRange<Int>
  ) throws(Unreadable) -> [Int] {
    let texts = value.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = texts.compactMap { Int($0) }.filter { $0 != 0 && range.contains($0) }
    guard numbers.count == texts.count else {
      throw Unreadable("expected \(name) from \(range.lowerBound) to \(range.upperBound)")
    }
    return Array(Set(numbers)).sorted()
  }

  private static func weekdays(
    _ value: Substring
  ) throws(Unreadable) -> [(place: Int?, weekday: Int)] {
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    var weekdays: [(place: Int?, weekday: Int)] = []
    for text in value.split(separator: ",", omittingEmptySubsequences: false) {
      let place = Int(text.dropLast(2))
      guard let weekday = names.firstIndex(of: String(text.suffix(2))),
        text.count == 2 || place.map({ $0 != 0 && (-5...5).contains($0) }) ?? false
      else { throw Unreadable("expected BYDAY such as 4TH or -1MO") }
      weekdays.append((place, weekday))
    }
    return weekdays
  }

  /// The days of an event that starts on a day, in order; the start is always the first of them.
  func days(from start: CalendarDay) -> [CalendarDay] {
    var days = [start]
    let limit = count ?? Int.max
    var year = start.date.year
    while year <= YearlyRule.lastYear, days.count < limit {
      for day in self.days(in: year, start: start.date) where day > start {
        if let until, day > until { return days }
        if days.count < limit { days.append(day) }
      }
      year += interval
    }
    return days
  }

  private func days(
    in year: Int, start: (year: Int, month: Int, day: Int)
  ) -> [CalendarDay] {
    (months ?? [start.month]).flatMap { month in
      let length = CalendarMath.length(ofMonth: month, year)
      return numbers(length: length, startDay: start.day).compactMap { number in
        CalendarDay(year: year, month: month, day: number)
          .flatMap { isHeld($0, number, length: length) ? $0 : nil }
      }
    }
  }

  /// The days of a month, from 1 and in order, that the rule may mean.
  private func numbers(length: Int, startDay: Int) -> [Int] {
    if let monthDays {
      return Set(monthDays.map { $0 > 0 ? $0 : length + 1 + $0 }).sorted()
    }
    return weekdays == nil ? [startDay] : Array(1...length)
  }

  private func isHeld(_ day: CalendarDay, _ number: Int, length: Int) -> Bool {
    guard let weekdays else { return true }
    return weekdays.contains { place, weekday in
      guard weekday == day.weekday else { return false }
      guard let place else { return true }
      return place > 0 ? (number - 1) / 7 + 1 == place : (length - number) / 7 + 1 == -place
    }
  }
}

/// Why a line could not be read: what was expected.
struct Unreadable: Error {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}

extension CalendarDay {
  /// Reads `20260316`.
  init?(compact text: some StringProtocol) {
    guard text.utf8.count == 8, text.utf8.allSatisfy({ (48...57).contains($0) }),
      let number = Int(text)
    else { return nil }
    self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }
}
