import Application
import ArgumentParser
import Budgets
import Domain
import Ledger
import RateCards
import Reconciliation
import Rendering
import Reports
import SpendForecasting

/// The forecast of a ledger's spend.
struct LedgerForecast {
  let command: ForecastCommand

  func write(_ run: Run) throws {
    let forecasting = try ForecastRun(run)
    guard let span = forecasting.span(command.horizon) else {
      throw ValidationError("--as-of: no period around \(forecasting.today)")
    }
    let forecast = try forecasting.forecast(
      by: command.dimension, over: span, levels: command.levels.percents, budget: command.budget)
    try command.format.write(try text(SpendForecastReport(forecast), forecast, run: run))
    try ExitCode.end((forecast.budget?.isLikelyExceeded ?? false) ? [.budgetExceeded] : [])
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
      return [report.amounts, report.drivers, report.record].map { table in
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
        + [report.amounts, report.drivers, report.record].map {
          "\n\($0.title)\n\(writer.table($0))"
        }.joined()
    }
  }
}
