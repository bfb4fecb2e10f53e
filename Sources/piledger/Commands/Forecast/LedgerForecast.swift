import ArgumentParser
import Budgets
import Domain
import Ledger
import RateCards
import Reconciliation
import Reporting
import SpendForecasting

/// The forecast of a ledger's spend.
struct LedgerForecast {
  let command: ForecastCommand

  func write(_ run: Run) throws {
    let ledger = try run.existingLedger(.readOnly)
    let question = try question(of: ledger, run: run)
    let forecasters = LedgerForecasters(run, ledger, through: question.span.days.upperBound)
    let forecast: SpendForecast
    do {
      let forecaster = try forecasters.forecaster(dividedBy: command.dimension.division)
      guard command.dimension != .key || forecaster.keyDays != nil else {
        throw Failure(
          .noInput, "--by key needs the account history, which names the keys; see piledger fetch")
      }
      forecast = try SpendForecast(question, by: forecaster)
    } catch let error as SpendForecastError {
      throw Failure(.noInput, error.description)
    }
    let report = SpendForecastReport(forecast)
    try command.format.write(try text(report, forecast, run: run))
    try ExitCode.end((forecast.budget?.isLikelyExceeded ?? false) ? [.budgetExceeded] : [])
  }

  private func question(of ledger: LedgerStore, run: Run) throws -> SpendForecast.Question {
    let today = run.today(in: ledger)
    let span: ForecastSpan =
      switch command.horizon {
      case .days(let days): ForecastSpan(next: days, after: run.lastCompleteDay(in: ledger))
      case .month: ForecastSpan(monthOf: today)
      case .quarter: ForecastSpan(quarterOf: today)
      }
    return SpendForecast.Question(
      dimension: command.dimension, span: span, today: today,
      known: try ledger.knownDays(asOf: run.now), levels: command.levels.percents,
      budget: command.budget,
      fixedCharges: run.configuration.fixedCharges.payments(
        in: ReportPeriod(since: span.previous.lowerBound, until: span.days.upperBound),
        today: today),
      notes: [try ledger.staleFeed(asOf: run.now)?.sentence].compactMap(\.self))
  }

  private func text(
    _ report: SpendForecastReport, _ forecast: SpendForecast, run: Run
  ) throws -> String {
    let format = try command.format.format(wantsJSON: command.options.wantsJSON)
    switch format {
    case .csv:
      if !command.options.quiet { report.notes.forEach(Console.note) }
      return CSVWriter.text(report.whole)
    case .markdown:
      return [report.amounts, report.drivers, report.backtest].map { table in
        "## \(MarkdownWriter.escaped(table.title))\n\n"
          + (table.name == "forecast" ? MarkdownWriter.list(report.notes) : "")
          + MarkdownWriter.table(table)
      }.joined(separator: "\n")
    case .json:
      return JSONEnvelope(
        schema: "piledger.forecast/1", generatedAt: run.now,
        parameters: [
          ("by", .string(command.dimension.name)),
          ("horizon", .string(command.horizon.text)),
        ], coverage: nil, data: .forecast(forecast, report)
      ).text
    case .table:
      let writer = TerminalWriter(
        width: command.format.outputPath == nil ? Console.width : nil,
        hasColor: command.options.hasColor)
      return writer.lines(report.notes)
        + [report.amounts, report.drivers, report.backtest].map {
          "\n\($0.title)\n\(writer.table($0))"
        }.joined()
    }
  }
}
