import Budgets
import Domain
import Ledger
import RateCards
import Reconciliation
import Reporting
import SpendForecasting

/// What answers every question about a ledger's coming spend: the forecasters of its history, each
/// made when it is first needed.
///
/// A class, since the parts of a report share them.
final class LedgerForecasters {
  private let run: Run
  private let ledger: LedgerStore
  private let money: Money
  /// The last day that can be asked for.
  private let lastDay: CalendarDay
  private var made: [LedgerLine.Division: SpendForecaster] = [:]
  private var firstMade: SpendForecaster?

  init(_ run: Run, _ ledger: LedgerStore, money: Money = .credits, through lastDay: CalendarDay) {
    (self.run, self.ledger, self.money, self.lastDay) = (run, ledger, money, lastDay)
  }

  /// For the budgets of now, and for a month and the next one.
  convenience init(_ run: Run, _ ledger: LedgerStore, money: Money = .credits, month: CalendarMonth)
  {
    let today = run.today(in: ledger)
    let ends = run.configuration.budgets.compactMap { $0.recurrence.period(of: today)?.last }
    self.init(
      run, ledger, money: money, through: ([month.next.lastDay] + ends).max() ?? today)
  }

  /// The forecaster of a history that is divided by something.
  ///
  /// - Throws: `SpendForecastError` with fewer than seven known days.
  func forecaster(dividedBy division: LedgerLine.Division) throws -> SpendForecaster {
    // All divisions add up to the same whole.
    let known = division == .whole ? firstMade : made[division]
    if let known { return known }
    let (today, pricer) = (run.today(in: ledger), try run.pricer())
    let forecaster = try SpendForecaster(
      ledger.reader(asOf: run.now, dividedBy: division).spendHistory(), today: today,
      through: lastDay,
      pricer: pricer, isLedgersCard: ledger.cardFingerprint() == pricer.card.fingerprint,
      value: money == .cash ? run.cashPrice(ledger).creditValue(today: today) : .credits)
    made[division] = forecaster
    firstMade = firstMade ?? forecaster
    return forecaster
  }

  /// What the period of a budget comes to; nil where too few days are known.
  func outlook(of budget: Budget, in period: BudgetPeriod) throws -> SpendOutlook? {
    do {
      let scope = budget.scope.spendScope
      let forecaster = try forecaster(dividedBy: scope.division)
      guard budget.scope.isAll else { return try forecaster.outlook(of: scope, in: period.days) }
      let fixedCharges = run.configuration.fixedCharges.payments(in: period)
      return forecaster.total(of: period.days, fixedCharges: fixedCharges.amountsByDay)
    } catch is SpendForecastError {
      return nil
    }
  }

  /// What a month and the next one come to; nil where too few days are known.
  func outlook(of month: CalendarMonth) throws -> MonthOutlook? {
    do {
      return MonthOutlook(
        of: month, after: run.lastCompleteDay(in: ledger), charges: run.configuration.fixedCharges,
        forecaster: try forecaster(dividedBy: .whole))
    } catch is SpendForecastError {
      return nil
    }
  }
}
