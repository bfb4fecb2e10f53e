package import Domain
import Forecasting
package import RateCards
package import Reconciliation

/// Forecasts the spend of any scope over a span of days from a ledger's history and a rate card:
/// volume at future prices.
///
/// A class, since what is computed for a scope answers all later questions about it.
package final class SpendForecaster {
  /// After so many days of which nothing is known, a forecast would claim what nobody can know: a
  /// month is how far ahead the errors of past forecasts have been measured.
  private static let longestSilence = 31

  /// Fewer known days allow no forecast.
  package static let leastDays = Forecaster.leastDays

  private let history: SpendHistory
  private let known: KnownDays
  private var prices: PriceRatios
  private let spend: RepricedSpend
  private let value: CreditValue
  private let holidays: [CalendarDay: String]
  /// The last day that can be forecast.
  private let lastDay: CalendarDay
  private var wholeForecast: ScopeForecast?
  private var partForecasts: [SpendDimension: [ScopeForecast]] = [:]
  /// How forecasts of the total would have turned out on this very ledger.
  package private(set) lazy var backtest = SpendBacktest(
    of: ScopeSpend(spend) { _ in true }.series(knownIn: nil), holidays: holidays)

  /// Prepares the spend of a ledger.
  ///
  /// - Parameters:
  ///   - history: divided as later questions require.
  ///   - today: the current, incomplete day.
  ///   - lastDay: the last day to forecast.
  ///   - pricer: the card that prices future tasks.
  ///   - isLedgersCard: whether the ledger is priced by this card.
  ///   - value: the money of all amounts.
  ///   - holidays: the names of the holidays from the first known day through the last forecast one.
  /// - Throws: `SpendForecastError` with fewer than seven known days, or after too many unknown ones.
  package init(
    _ history: SpendHistory, today: CalendarDay, through lastDay: CalendarDay, pricer: Pricer,
    isLedgersCard: Bool, value: CreditValue = .credits, holidays: [CalendarDay: String] = [:]
  ) throws(SpendForecastError) {
    guard let first = history.firstDay, let last = history.lastKnownDay, first <= last else {
      throw .tooFewDays(0)
    }
    let known = KnownDays(first...last, except: history.gaps, lastCompleteDay: today + -1)
    guard known.count >= Forecaster.leastDays else { throw .tooFewDays(known.count) }
    guard today.number - last.number <= Self.longestSilence + 1 else {
      throw .unknownSince(last + 1, through: today + -1)
    }
    (self.history, self.known, self.value, self.lastDay) = (history, known, value, lastDay)
    self.holidays = holidays
    prices = PriceRatios(
      charges: history.charges, pricer: pricer, isLedgersCard: isLedgersCard)
    spend = RepricedSpend(
      history, days: first...last, today: today, through: lastDay, prices: &prices)
  }

  package var lastKnownDay: CalendarDay { spend.days.upperBound }
  package var knownDays: Int { known.count }
  /// The known tasks of some charges on some days, without changes of closed months.
  func tasks(
    of charges: Set<Int>, on days: ClosedRange<CalendarDay>
  ) -> some Sequence<SpendHistory.Line> {
    spend.lines.lazy.map(\.spent).filter {
      days.contains($0.day) && charges.contains($0.charge) && $0.line.foundDay == nil
    }
  }

  func priceChanges(of charge: Int, in days: ClosedRange<CalendarDay>) -> [CalendarDay] {
    prices.changes(of: charge, in: days)
  }

  /// What the tasks of a line would cost on a day.
  func amount(of line: SpendHistory.Line, on day: CalendarDay) -> Points {
    prices.amount(of: line, on: day)
  }

  /// The days for which API keys are known; nil if the account history has none, or spend is not
  /// divided by them.
  package var keyDays: ClosedRange<CalendarDay>? { history.keyDays }
}

extension SpendForecaster {
  /// The total spend of a span, with fixed charges.
  package func total(
    of span: ClosedRange<CalendarDay>, fixedCharges: [CalendarDay: Points] = [:]
  ) -> SpendOutlook {
    SpendOutlook(whole(), of: span, fixedCharges: fixedCharges)
  }

  /// The spend of each part, by name: together they add up to the total, even in the whole cents in
  /// which forecasts are reported.
  ///
  /// - Throws: `SpendForecastError` if too few days are known for the parts.
  package func parts(
    by dimension: SpendDimension, of span: ClosedRange<CalendarDay>
  ) throws(SpendForecastError) -> [SpendOutlook] {
    let parts = try forecasts(by: dimension).map { SpendOutlook($0, of: span) }
    let total = total(of: span).amount
    let means = ForecastMoney.cents(
      coherent(parts: parts.map(\.amount), withTotal: total).map(\.mean),
      addingUpTo: ForecastMoney.cents(total.mean))
    return zip(parts, means).map { $0.moved(toMean: ForecastMoney.amount($1)) }
  }

  /// The spend of a scope.
  ///
  /// A scope of some values of one dimension is the sum of these parts, so it agrees with them and
  /// with the total. Any other scope is forecast separately.
  ///
  /// - Throws: `SpendForecastError` if too few days are known for it.
  package func outlook(
    of scope: SpendScope, in span: ClosedRange<CalendarDay>
  ) throws(SpendForecastError) -> SpendOutlook {
    guard let dimension = scope.dimension else { return SpendOutlook(alone(scope), of: span) }
    let names = Set(history.charges.filter(scope.contains).map(dimension.name))
    let parts = try parts(by: dimension, of: span).filter { names.contains($0.name) }
    if parts.count == 1, let part = parts.first { return part }
    let known = dimension == .key ? keyDays : nil
    return SpendOutlook(alone(scope, knownIn: known), of: span)
      .moved(toMean: parts.reduce(0) { $0 + $1.amount.mean })
  }
}

extension SpendForecaster {
  private func whole() -> ScopeForecast {
    if let wholeForecast { return wholeForecast }
    let forecast = ScopeForecast(
      name: SpendDimension.total.name, spend: ScopeSpend(spend) { _ in true }, knownIn: nil,
      value: value, through: lastDay, holidays: holidays
    ) { _ in backtest.deciding.betterBaseline }
    wholeForecast = forecast
    return forecast
  }

  private func forecasts(
    by dimension: SpendDimension
  ) throws(SpendForecastError) -> [ScopeForecast] {
    if let forecasts = partForecasts[dimension] { return forecasts }
    let known = dimension == .key ? try enoughKeyDays() : nil
    let charges = history.charges.map(dimension.name)
    let names = Set(spend.lines.map { charges[$0.spent.charge] }).sorted()
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    let parts = charges.map { places[$0] ?? 0 }
    let forecasts = zip(names, ScopeSpend.parts(names.count, of: spend) { parts[$0] }).map {
      forecast($0, $1, knownIn: known)
    }
    partForecasts[dimension] = forecasts
    return forecasts
  }

  private func enoughKeyDays() throws(SpendForecastError) -> ClosedRange<CalendarDay> {
    let known = keyDays.map { $0.upperBound.number - $0.lowerBound.number + 1 } ?? 0
    guard let keyDays, known >= Forecaster.leastDays else { throw .tooFewDays(known) }
    return keyDays
  }

  private func alone(
    _ scope: SpendScope, knownIn known: ClosedRange<CalendarDay>? = nil
  ) -> ScopeForecast {
    let isIn = history.charges.map(scope.contains)
    return forecast("", ScopeSpend(spend) { isIn[$0] }, knownIn: known)
  }

  private func forecast(
    _ name: String, _ spend: ScopeSpend, knownIn known: ClosedRange<CalendarDay>?
  ) -> ScopeForecast {
    ScopeForecast(
      name: name, spend: spend, knownIn: known, value: value, through: lastDay, holidays: holidays
    ) { SpendBacktest.ofPart($0, holidays: holidays).betterBaseline }
  }
}

/// Why spend cannot be forecast.
package enum SpendForecastError: Error, Hashable, CustomStringConvertible {
  case tooFewDays(Int)
  case unknownSince(CalendarDay, through: CalendarDay)

  package var description: String {
    switch self {
    case .tooFewDays(let known):
      "a forecast needs \(Forecaster.leastDays) known days, found \(known)"
    case .unknownSince(let first, let last):
      "nothing is known of \(first) to \(last), too long for a forecast: import the files of these "
        + "days, or if no task ran, import the others again with --complete"
    }
  }
}
