/// Why a text names no period.
package struct PeriodError: Error, Hashable, CustomStringConvertible {
  package let description: String
}

/// How users write periods: the one place that knows the words.
package enum PeriodText {
  /// What an error message offers.
  private static let forms = "2026-10, 2026-10-05, 2026-W05, 2026-Q1, last-month or last-7-days"

  /// Words that count from today, for suggestions and completion.
  package static let words = [
    "today", "yesterday", "this-week", "last-week", "this-month", "last-month", "this-quarter",
    "last-quarter", "this-year", "last-year", "last-7-days", "last-30-days",
  ]

  /// More days would be older than any ledger, and would overflow a date.
  private static let longestDays = 36_500

  /// Words are compared in lowercase, with a hyphen between them.
  static func normalized(_ text: String) -> String {
    String(text.trimmed.map { $0 == " " || $0 == "_" ? "-" : $0 }).lowercased()
  }

  /// Reads a period.
  ///
  /// - Throws: ``PeriodError``, with the nearest words.
  package static func period(
    _ text: String, today: CalendarDay
  ) throws(PeriodError) -> ReportPeriod {
    if let period = ReportPeriod(text, today: today) { return period }
    throw error(text, expected: "a period such as \(forms)")
  }

  /// Reads a month.
  ///
  /// - Throws: ``PeriodError``, with the nearest words.
  package static func month(
    _ text: String, today: CalendarDay
  ) throws(PeriodError) -> CalendarMonth {
    if let month = CalendarMonth(text, today: today) { return month }
    throw error(text, expected: "a month such as 2026-10, february or last-month")
  }

  /// Reads the day on which a span starts: a day, or the first day of a period.
  ///
  /// - Throws: ``PeriodError``, with the nearest words.
  package static func firstDay(
    _ text: String, today: CalendarDay
  ) throws(PeriodError) -> CalendarDay {
    if let day = ReportPeriod(text, today: today)?.since { return day }
    throw error(text, expected: "a day such as 2026-10-05, yesterday or 7d, or a period")
  }

  /// Reads the day on which a span ends: a day, or the last day of a period.
  ///
  /// - Throws: ``PeriodError`` also for a number of days, since these end today.
  package static func lastDay(
    _ text: String, today: CalendarDay
  ) throws(PeriodError) -> CalendarDay {
    guard rollingDays(normalized(text)) == nil else {
      throw PeriodError(
        description: "expected a day such as 2026-10-05 or yesterday, found \(shown(text)), whose "
          + "last day is today")
    }
    if let day = ReportPeriod(text, today: today)?.until { return day }
    throw error(text, expected: "a day such as 2026-10-05 or yesterday, or a period")
  }

  /// The number of days of `last-7-days`, `7d` or `2w`, which end today.
  static func rollingDays(_ text: String) -> Int? {
    let weeks = text.hasSuffix("w") ? text.dropLast() : nil
    let days =
      if text.hasPrefix("last-"), text.hasSuffix("-days") {
        text.dropFirst(5).dropLast(5)
      } else {
        text.hasSuffix("d") ? text.dropLast() : nil
      }
    guard let digits = weeks ?? days, digits.utf8.allSatisfy({ $0 &- 48 < 10 }),
      let number = Int(digits), (1...longestDays).contains(number)
    else { return nil }
    return min(weeks == nil ? number : number * 7, longestDays)
  }

  private static func error(_ text: String, expected: String) -> PeriodError {
    let names = words + CalendarMonth.names.map { $0.lowercased() }
    let nearest = NearestNames.nearest(to: normalized(text), among: names)
    // Without one nearby, the list would not help: the forms are named already.
    let hint = nearest.isEmpty ? "" : NearestNames.hint(for: normalized(text), among: names)
    return PeriodError(description: "expected \(expected), found \(shown(text))\(hint)")
  }

  private static func shown(_ text: String) -> String {
    text.isEmpty ? "nothing" : VisibleText.line(text, limit: 40)
  }
}

extension ReportPeriod {
  /// Reads a period as users type it, in any case.
  ///
  /// A year, quarter (`2026-Q1`), month (`2026-10`, `february`), ISO week (`2026-W05`) or day; words
  /// counted from `today`, such as `yesterday`, `last-week` and `this-quarter`; and `last-7-days`,
  /// `7d` or `2w`, of which today is the last day.
  package init?(_ text: String, today: CalendarDay) {
    let text = PeriodText.normalized(text)
    if let day = ReportPeriod.day(text, today: today) {
      self.init(since: day, until: day)
    } else if let month = CalendarMonth(text, today: today) {
      self = month.period
    } else if let week = ReportPeriod.week(text, today: today) {
      self = week.period
    } else if let quarter = ReportPeriod.quarter(text, today: today) {
      self = quarter.period
    } else if let days = PeriodText.rollingDays(text) {
      self.init(since: today + -(days - 1), until: today)
    } else {
      self.init(yearText: text, today: today)
    }
  }

  private static func day(_ text: String, today: CalendarDay) -> CalendarDay? {
    switch text {
    case "today": today
    case "yesterday": today + -1
    default: CalendarDay(text)
    }
  }

  private static func week(_ text: String, today: CalendarDay) -> CalendarWeek? {
    switch text {
    case "this-week": CalendarWeek(of: today)
    case "last-week": CalendarWeek(of: today).previous
    default: CalendarWeek(text)
    }
  }

  private static func quarter(_ text: String, today: CalendarDay) -> CalendarQuarter? {
    switch text {
    case "this-quarter": CalendarQuarter(of: today)
    case "last-quarter": CalendarQuarter(of: today).previous
    default: CalendarQuarter(text)
    }
  }

  private init?(yearText text: String, today: CalendarDay) {
    let year: Int? =
      switch text {
      case "this-year": today.date.year
      case "last-year": today.date.year - 1
      default: text.utf8.count == 4 && text.utf8.allSatisfy { $0 &- 48 < 10 } ? Int(text) : nil
      }
    guard let year, let first = CalendarDay(year: year, month: 1, day: 1),
      let last = CalendarDay(year: year, month: 12, day: 31)
    else { return nil }
    self.init(since: first, until: last)
  }
}
