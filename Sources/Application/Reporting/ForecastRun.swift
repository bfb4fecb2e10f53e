import Budgets
package import Domain
package import Ledger
import RateCards
package import Reconciliation
package import Reports
package import SpendForecasting

/// How far ahead a forecast goes.
package enum ForecastHorizon: Hashable, Sendable {
  case days(Int)
  /// The current month, the one after it, and likewise for calendar quarters; the current year.
  case month
  case nextMonth
  case quarter
  case nextQuarter
  case year
}

/// Forecasts the spend of a ledger.
package struct ForecastRun {
  private let run: Run
  private let ledger: LedgerStore

  /// - Throws: an error if there is no ledger.
  package init(_ run: Run) throws {
    self.run = run
    ledger = try run.existingLedger(.readOnly)
  }

  private var today: CalendarDay { run.today(in: ledger) }

  /// The days that a horizon covers, counted from now.
  package func span(_ horizon: ForecastHorizon) -> ForecastSpan {
    switch horizon {
    case .days(let days): ForecastSpan(next: days, after: run.lastCompleteDay(in: ledger))
    case .month: ForecastSpan(monthOf: today)
    case .nextMonth: ForecastSpan(monthAfter: today)
    case .quarter: ForecastSpan(quarterOf: today)
    case .nextQuarter: ForecastSpan(quarterAfter: today)
    case .year: ForecastSpan(yearOf: today)
    }
  }

  /// - Parameters:
  ///   - dimension: what to divide the spend by.
  ///   - span: the days to forecast.
  ///   - levels: the levels of the prediction intervals, in percent.
  ///   - budget: the budget for these days.
  /// - Returns: the forecast.
  /// - Throws: ``Failure`` if there is too little data.
  package func forecast(
    by dimension: SpendDimension, over span: ForecastSpan, levels: [Double], budget: Points?
  ) throws -> SpendForecast {
    let question = SpendForecast.Question(
      dimension: dimension, span: span, today: today,
      known: try run.knownDays(of: ledger), levels: levels, budget: budget,
      fixedCharges: run.fixedCharges.payments(
        in: ReportPeriod(since: span.previous.lowerBound, until: span.days.upperBound),
        today: today),
      notes: [run.filter.note].compactMap(\.self)
        + (try run.basis(of: ledger).warnings))
    let forecasters = LedgerForecasters(run, ledger, through: span.days.upperBound)
    try run.warnOfUnmetFilter(ledger)
    // Before the account history begins, what a key spent is unknown and not 0.
    guard try run.filter.division() != .keys else {
      throw Failure(
        .usage, "--where: a forecast cannot be narrowed by key; --by key has one of each key")
    }
    do {
      let forecaster = try forecasters.forecaster(dividedBy: dimension.division)
      guard dimension != .key || forecaster.keyDays != nil else {
        throw Failure(
          .noInput, "--by key needs the account history, which names the keys; see piledger fetch")
      }
      return try SpendForecast(question, by: forecaster)
    } catch let error as SpendForecastError {
      throw Failure(.noInput, error.description)
    }
  }
}

/// The forecasters of a ledger's history, each created when it is first needed.
///
/// This is a class because the parts of a report share them.
package final class LedgerForecasters {
  private let run: Run
  private let ledger: LedgerStore
  private let money: Money
  /// The last day that can be forecast.
  private let lastDay: CalendarDay
  private var made: [LedgerLine.Division: SpendForecaster] = [:]
  private var firstMade: SpendForecaster?
  private var holidayNames: [CalendarDay: String]?
  /// Those of all tasks, where the run is narrowed to some.
  private lazy var ofAllTasks = LedgerForecasters(
    run.reckoning(narrowedTo: .none), ledger, money: money, through: lastDay)

  package init(
    _ run: Run, _ ledger: LedgerStore, money: Money = .credits, through lastDay: CalendarDay
  ) {
    (self.run, self.ledger, self.money, self.lastDay) = (run, ledger, money, lastDay)
  }

  /// Covers the current budgets, and a month and the one after it.
  package convenience init(
    _ run: Run, _ ledger: LedgerStore, money: Money = .credits, month: CalendarMonth
  ) {
    let today = run.today(in: ledger)
    let ends = run.configuration.budgets.compactMap { $0.recurrence.period(of: today)?.last }
    self.init(
      run, ledger, money: money, through: ([month.next.lastDay] + ends).max() ?? today)
  }

  /// The forecaster of a history that is divided by a dimension.
  ///
  /// - Throws: `SpendForecastError` if fewer than seven days are known.
  package func forecaster(dividedBy division: LedgerLine.Division) throws -> SpendForecaster {
    // All divisions add up to the same total.
    let known = division == .whole ? firstMade : made[division]
    if let known { return known }
    let (today, pricer) = (run.today(in: ledger), try run.pricer())
    let history = try run.reader(of: ledger, dividedBy: division).spendHistory()
    let forecaster = try SpendForecaster(
      history, today: today, through: lastDay, pricer: pricer,
      isLedgersCard: ledger.cardFingerprint() == pricer.card.fingerprint,
      value: money == .cash ? run.cashPrice(ledger).creditValue(today: today) : .credits,
      holidays: holidays(since: history.firstDay))
    made[division] = forecaster
    firstMade = firstMade ?? forecaster
    return forecaster
  }

  /// The names of the holidays from a day through the last one that can be forecast.
  private func holidays(since first: CalendarDay?) throws -> [CalendarDay: String] {
    if let holidayNames { return holidayNames }
    guard let first, first <= lastDay else { return [:] }
    let names = try run.holidays(in: first...lastDay)
    // All divisions need them, and a file that cannot be read in part is told once.
    holidayNames = names
    return names
  }

  /// The forecast for the period of a budget; nil if too few days are known.
  func outlook(of budget: Budget, in period: BudgetPeriod) throws -> SpendOutlook? {
    let ofAccounts = budget.scope.ofAccounts
    if !ofAccounts.isNone,
      try ledger.knownDays(asOf: run.now, where: ofAccounts).count < SpendForecaster.leastDays
    {
      return nil
    }
    do {
      let scope = budget.scope.spendScope
      // A budget is a part of all spend.
      let forecasters = run.filter.isNone ? self : ofAllTasks
      let forecaster = try forecasters.forecaster(dividedBy: scope.division)
      guard budget.scope.isAll else { return try forecaster.outlook(of: scope, in: period.days) }
      let fixedCharges = run.configuration.fixedCharges.payments(in: period)
      return forecaster.total(of: period.days, fixedCharges: fixedCharges.amountsByDay)
    } catch is SpendForecastError {
      return nil
    }
  }

  /// The forecast for a month and the one after it; nil if too few days are known.
  func outlook(of month: CalendarMonth) throws -> MonthOutlook? {
    do {
      return MonthOutlook(
        of: month, after: run.lastCompleteDay(in: ledger), charges: run.fixedCharges,
        forecaster: try forecaster(dividedBy: .whole))
    } catch is SpendForecastError {
      return nil
    }
  }
}
