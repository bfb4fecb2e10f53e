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
    try command.format.write(
      result(SpendForecastReport(forecast), forecast, run: run), command.options)
    try ExitCode.end((forecast.budget?.isLikelyExceeded ?? false) ? [.budgetExceeded] : [])
  }

  private func result(
    _ report: SpendForecastReport, _ forecast: SpendForecast, run: Run
  ) -> FormattedResult {
    let tables = [report.amounts, report.drivers, report.record]
    return FormattedResult(
      csv: CSVWriter.text(report.whole),
      markdown: tables.map { table in
        "## \(MarkdownWriter.escaped(table.title))\n\n"
          + (table.name == "forecast" ? MarkdownWriter.list(report.notes) : "")
          + MarkdownWriter.table(table)
      }.joined(separator: "\n"),
      json: JSONEnvelope(
        schema: "piledger.forecast/1", generatedAt: run.now,
        parameters: [
          ("by", .string(command.dimension.name)),
          ("horizon", .string(command.horizon.text)),
        ], coverage: nil, data: .forecast(forecast, report)),
      notesBesideCSV: report.notes,
      text: { writer in
        writer.lines(report.notes)
          + tables.map { "\n\($0.title)\n\(writer.table($0))" }.joined()
      })
  }
}
