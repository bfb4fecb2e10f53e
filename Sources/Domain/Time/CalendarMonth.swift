/// A month of the proleptic Gregorian calendar.
package struct CalendarMonth: Hashable, Sendable {
  static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// Months since January of the year 0.
  private let number: Int

  private init(number: Int) {
    self.number = number
  }

  /// The month that a day is in.
  package init(of day: CalendarDay) {
    let (year, month, _) = day.date
    number = year * 12 + month - 1
  }

  /// The first month of the quarter that a day is in.
  package init(startingQuarterOf day: CalendarDay) {
    let month = CalendarMonth(of: day)
    number = month.number - month.number % 3
  }

  /// Reads `2026-10`.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count == 7, let first = CalendarDay(text + "-01") else { return nil }
    self.init(of: first)
  }

  /// Reads a month as users type it: `2026-10`, `2026-2`, `this-month`, `last-month`, `february`,
  /// `feb-2026`; a name alone is the latest such month that has begun.
  package init?(_ text: String, today: CalendarDay) {
    let text = PeriodText.normalized(text)
    let current = CalendarMonth(of: today)
    switch text {
    case "this-month": self = current
    case "last-month": self = current.previous
    default:
      guard
        let month = CalendarMonth(text) ?? CalendarMonth(shortNumber: text)
          ?? CalendarMonth(named: text, latest: current)
      else { return nil }
      self = month
    }
  }

  /// Reads `2026-2`.
  private init?(shortNumber text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 1 else { return nil }
    self.init("\(parts[0])-0\(parts[1])")
  }

  /// Reads `february`, `feb` and `february-2026`, in lowercase.
  private init?(named text: String, latest: CalendarMonth) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let name = parts.first, name.utf8.count >= 3, parts.count <= 2,
      let place = CalendarMonth.names.firstIndex(where: {
        $0.lowercased() == name || $0.lowercased().prefix(3) == name
      })
    else { return nil }
    if parts.count == 2 {
      self.init("\(parts[1])-\(padded(place + 1, to: 2))")
    } else {
      let monthsAgo = (latest.monthOfYear - 1 - place + 12) % 12
      self = latest + -monthsAgo
    }
  }

  private var year: Int { number / 12 }
  package var monthOfYear: Int { number % 12 + 1 }

  package var firstDay: CalendarDay { CalendarDay(year: year, month: monthOfYear) }
  package var lastDay: CalendarDay { next.firstDay + -1 }
  /// How many days it has.
  package var days: Int { next.firstDay.number - firstDay.number }
  package var period: ReportPeriod { ReportPeriod(since: firstDay, until: lastDay) }
  package var previous: CalendarMonth { self + -1 }
  package var next: CalendarMonth { self + 1 }

  package static func + (month: CalendarMonth, months: Int) -> CalendarMonth {
    CalendarMonth(number: month.number + months)
  }

  /// The day with a number, or the last one if the month is too short.
  package func day(_ number: Int) -> CalendarDay { firstDay + (min(number, days) - 1) }

  /// `October 2026`.
  package var name: String { "\(nameWithoutYear) \(year)" }

  /// `October`, where only one year can be meant.
  package var nameWithoutYear: String { CalendarMonth.names[monthOfYear - 1] }

  /// How many of its days have passed at the end of a day.
  package func daysOver(through day: CalendarDay) -> Int {
    min(max(day.number - firstDay.number + 1, 0), days)
  }
}

extension CalendarMonth: Comparable {
  package static func < (left: CalendarMonth, right: CalendarMonth) -> Bool {
    left.number < right.number
  }
}

extension CalendarMonth: CustomStringConvertible {
  /// `2026-10`.
  package var description: String {
    "\(padded(year, to: 4))-\(padded(monthOfYear, to: 2))"
  }
}

extension CalendarDay {
  package var month: CalendarMonth { CalendarMonth(of: self) }

  /// The same day some months later, or the month's last if there is no such day.
  package func adding(months: Int) -> CalendarDay { (month + months).day(date.day) }
}

/// A quarter of a calendar year.
package struct CalendarQuarter: Hashable, Sendable {
  private let firstMonth: CalendarMonth

  /// The quarter that a day is in.
  package init(of day: CalendarDay) {
    firstMonth = CalendarMonth(startingQuarterOf: day)
  }

  /// Reads `2026-Q1`.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 2, parts[1].lowercased().first == "q",
      let number = parts[1].last?.wholeNumberValue, (1...4).contains(number),
      let month = CalendarMonth("\(parts[0])-\(padded(number * 3 - 2, to: 2))")
    else { return nil }
    firstMonth = month
  }

  package var previous: CalendarQuarter { CalendarQuarter(of: firstMonth.firstDay + -1) }

  package var period: ReportPeriod {
    ReportPeriod(since: firstMonth.firstDay, until: (firstMonth + 2).lastDay)
  }
}

extension CalendarQuarter: CustomStringConvertible {
  /// `2026-Q1`.
  package var description: String { firstMonth.quarterText }
}

extension CalendarMonth {
  fileprivate var quarterText: String { "\(padded(year, to: 4))-Q\((monthOfYear + 2) / 3)" }
}
