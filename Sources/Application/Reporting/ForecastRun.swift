import Budgets
package import Domain
import Ledger
import Reconciliation
package import Reports
package import SpendForecasting

/// How far ahead a forecast goes.
package enum ForecastHorizon: Hashable, Sendable {
  case days(Int)
  /// To the end of the current month.
  case month
  /// To the end of the current quarter of the year.
  case quarter
}

/// Forecasts a ledger's spend.
package struct ForecastRun {
  private let run: Run
  private let ledger: LedgerStore

  /// - Throws: where there is no ledger.
  package init(_ run: Run) throws {
    self.run = run
    ledger = try run.existingLedger(.readOnly)
  }

  package var today: CalendarDay { run.today(in: ledger) }

  /// The days that a horizon reaches from now; nil where the calendar has none.
  package func span(_ horizon: ForecastHorizon) -> ForecastSpan? {
    switch horizon {
    case .days(let days): ForecastSpan(next: days, after: run.lastCompleteDay(in: ledger))
    case .month: ForecastSpan(monthOf: today)
    case .quarter: ForecastSpan(quarterOf: today)
    }
  }

  /// - Parameters:
  ///   - dimension: what the parts are of.
  ///   - span: the days.
  ///   - levels: of the prediction intervals, in percent.
  ///   - budget: what the days may cost.
  /// - Returns: the forecast.
  /// - Throws: ``Failure`` where too little is known.
  package func forecast(
    by dimension: SpendDimension, over span: ForecastSpan, levels: [Double], budget: Points?
  ) throws -> SpendForecast {
    let question = SpendForecast.Question(
      dimension: dimension, span: span, today: today,
      known: try ledger.knownDays(asOf: run.now), levels: levels, budget: budget,
      fixedCharges: run.configuration.fixedCharges.payments(
        in: ReportPeriod(since: span.previous.lowerBound, until: span.days.upperBound),
        today: today),
      notes: [try ledger.staleFeed(asOf: run.now)?.sentence].compactMap(\.self))
    let forecasters = LedgerForecasters(run, ledger, through: span.days.upperBound)
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
