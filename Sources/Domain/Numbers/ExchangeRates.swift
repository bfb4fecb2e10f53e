/// A rate as it was published, for a day or for all days of a month.
package struct PublishedRate: Hashable, Sendable {
  package enum Term: Hashable, Sendable {
    case day(CalendarDay)
    case month(CalendarMonth)

    /// Reads `2026-02-03` or `2026-02`.
    package init?(_ text: some StringProtocol) {
      if let day = CalendarDay(text) {
        self = .day(day)
      } else if let month = CalendarMonth(text) {
        self = .month(month)
      } else {
        return nil
      }
    }
  }

  package let term: Term
  package let rate: ExchangeRate
  /// The line of the file or of the configuration that has it.
  package let line: Int

  package init(_ term: Term, _ rate: ExchangeRate, line: Int) {
    (self.term, self.rate, self.line) = (term, rate, line)
  }
}

extension PublishedRate.Term: CustomStringConvertible {
  package var description: String {
    switch self {
    case .day(let day): day.description
    case .month(let month): month.description
    }
  }
}

/// Why rates cannot be used, with the line of their file.
package struct ExchangeRateError: Error, Hashable {
  package let line: Int
  package let reason: String

  package init(line: Int, _ reason: String) {
    (self.line, self.reason) = (line, reason)
  }
}

/// The rates of one currency, by day: those that a ledger keeps for its closed months, and a table
/// of published ones for all other days.
///
/// The table's rate of a day is the day's own; otherwise that of its month; otherwise the last one
/// published before, for weekends and holidays.
package struct ExchangeRates: Hashable, Sendable {
  /// How old a rate may be that stands in for a day without one: between two publications of a
  /// central bank there are at most five days.
  package static let longestAgeDays = 7

  package let currency: Currency
  /// Where the table comes from, for people: `eurofxref-hist.csv`.
  package let source: String
  private var days: [CalendarDay: ExchangeRate] = [:]
  private var months: [CalendarMonth: ExchangeRate] = [:]
  /// The last day that has a rate of its own.
  private var lastPublishedDay: CalendarDay?
  private var kept: [CalendarDay: ExchangeRate] = [:]

  /// - Throws: ``ExchangeRateError`` if a day or a month has two different rates.
  package init(
    of currency: Currency, source: String, _ published: [PublishedRate]
  ) throws(ExchangeRateError) {
    (self.currency, self.source) = (currency, source)
    for item in published {
      let earlier: ExchangeRate?
      switch item.term {
      case .day(let day): earlier = days.updateValue(item.rate, forKey: day)
      case .month(let month): earlier = months.updateValue(item.rate, forKey: month)
      }
      if let earlier, earlier != item.rate {
        throw ExchangeRateError(
          line: item.line,
          "expected one rate of \(currency) for \(item.term), found \(earlier) and \(item.rate)")
      }
    }
    lastPublishedDay = days.keys.max()
  }

  /// The same with the rates that the ledger keeps for the days of closed months.
  package func keeping(_ kept: [CalendarDay: ExchangeRate]) -> ExchangeRates {
    var rates = self
    rates.kept = kept
    return rates
  }

  /// The rate by which a day's amounts are converted; nil if there is none.
  package func rate(on day: CalendarDay) -> ExchangeRate? { kept[day] ?? tableRate(on: day) }

  private func tableRate(on day: CalendarDay) -> ExchangeRate? {
    if let rate = days[day] ?? months[day.month] { return rate }
    return (1...ExchangeRates.longestAgeDays).lazy.compactMap { days[day + -$0] }.first
  }

  /// The last published day if a day after it takes its rate only until the table has a later one.
  package func lastPublishedDay(standingInFor day: CalendarDay) -> CalendarDay? {
    guard let lastPublishedDay, lastPublishedDay < day, kept[day] == nil,
      months[day.month] == nil, tableRate(on: day) != nil
    else { return nil }
    return lastPublishedDay
  }

  /// Whether the ledger keeps a rate for a day that the table by now gives another one.
  package func isRestated(_ day: CalendarDay) -> Bool {
    kept[day].map { $0 != tableRate(on: day) } ?? false
  }

  /// The first day and the last that the table has a rate for; nil if it has none.
  package var span: ClosedRange<CalendarDay>? {
    let firstDays = Array(days.keys) + months.keys.map(\.firstDay)
    let lastDays = Array(days.keys) + months.keys.map(\.lastDay)
    guard let first = firstDays.min(), let last = lastDays.max() else { return nil }
    return first...last
  }

  /// An amount of a day in the currency; nil if the day has no rate, except for nothing, which is
  /// nothing at any rate.
  package func amount(_ points: Points, on day: CalendarDay?) -> CurrencyAmount? {
    guard points != .zero else { return .zero }
    return day.flatMap { rate(on: $0) }.map { CurrencyAmount(points, at: $0) }
  }
}
