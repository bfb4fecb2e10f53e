import ArgumentParser
import Billing
import Budgets
import Ledger
import RateCards
import Reconciliation
import Reporting

/// The forecast of a ledger's spend.
struct LedgerForecast {
  let command: ForecastCommand

  func write(_ run: Run) throws {
    let ledger = try run.existingLedger(.readOnly)
    let question = try question(today: run.today(in: ledger), run: run)
    let pricer = try run.pricer()
    let history = try history(of: ledger, run: run)
    let isLedgersCard = try ledger.cardFingerprint() == pricer.card.fingerprint
    let forecast: SpendForecast
    do throws(SpendForecastError) {
      forecast = try SpendForecaster(
        history, question: question, pricer: pricer, isLedgersCard: isLedgersCard
      ).forecast()
    } catch {
      throw Failure(.noInput, error.description)
    }
    let report = SpendForecastReport(forecast)
    try command.format.write(text(report, forecast, run: run))
  }

  private func history(of ledger: LedgerStore, run: Run) throws -> SpendHistory {
    if case .tag(let key) = command.dimension {
      return try ledger.spendHistory(asOf: run.now, tagKey: key)
    }
    guard command.dimension == .key else { return try ledger.spendHistory(asOf: run.now) }
    guard let history = try ledger.keySpendHistory(asOf: run.now) else {
      throw Failure(
        .noInput, "--by key needs the account history, with its unit proved; see piledger fetch")
    }
    return history
  }

  private func question(today: CalendarDay, run: Run) throws -> SpendForecast.Question {
    let span: ForecastSpan? =
      switch command.horizon {
      case .days(let days): ForecastSpan(next: days, from: today)
      case .month: ForecastSpan(monthOf: today)
      case .quarter: ForecastSpan(quarterOf: today)
      }
    guard let span else { throw ValidationError("--as-of: no period around \(today)") }
    return SpendForecast.Question(
      dimension: command.dimension, span: span, today: today, levels: command.levels.percents,
      budget: command.budget,
      fixedCharges: run.configuration.fixedCharges.payments(
        in: ReportPeriod(since: span.previous.lowerBound, until: span.days.upperBound),
        today: today))
  }

  private func text(
    _ report: SpendForecastReport, _ forecast: SpendForecast, run: Run
  ) -> String {
    let format = command.format.format(wantsJSON: command.options.wantsJSON)
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
