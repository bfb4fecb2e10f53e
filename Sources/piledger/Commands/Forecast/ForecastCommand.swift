import Application
import ArgumentParser
import Budgets
import Domain
import Forecasting
import Foundation
import Ledger
import RateCards
import Reconciliation
import Rendering
import Reports
import SpendForecasting

struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecast what a period will cost, with prediction intervals.",
    discussion: """
      Forecasts are of volume at known prices; with --card, another card answers "what if". Parts \
      add up to the total. Below the forecast is its past accuracy on this ledger (a backtest). \
      Budgets, the month and the night use the same forecasts. At least seven known days are \
      required.

      With --budget the status is 12 if the budget is exceeded, or more likely than not to be. \
      --series forecasts any CSV file of series_id,date,value. See piledger help forecasts.

      EXAMPLES
        piledger forecast
        piledger forecast --by model --budget 500
        piledger forecast --horizon next-month --explain
        piledger forecast --horizon quarter --card negotiated.yaml
        piledger forecast --by key --horizon 30d -f csv
        piledger forecast --by tag:project
        piledger forecast --series spend.csv --horizon 14d
        piledger forecast --series spend.csv --origins origins.csv -o forecasts.csv
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var narrowing: WhereOptions
  @OptionGroup var format: FormatOptions

  @Option(
    name: .customLong("by"),
    help: "total, model, task_type, account, key or tag:KEY. Default: total.")
  var dimension = SpendDimension.total

  @Option(
    name: .customLong("budget"), help: "Show the probability of spending more than this many USD.",
    transform: ForecastCommand.budget)
  var budget: Points?

  @Option(
    name: .customLong("series"), help: "Forecast the series of a CSV file: series_id,date,value.")
  var seriesPath: String?

  @Option(
    name: .customLong("origins"),
    help: "Forecast from the days in this CSV file, not the last: series_id,origin,horizon.")
  var originsPath: String?

  @Option(
    name: .customLong("horizon"),
    help: "30d, month, next-month, quarter, next-quarter or year. Default: month.",
    transform: { text in
      guard let horizon = ForecastHorizon(argument: text) else {
        throw ValidationError(
          "expected 30d, month, next-month, quarter, next-quarter or year, and at most "
            + "\(Forecaster.longestHorizon)d")
      }
      return horizon
    })
  var horizon = ForecastHorizon.month

  @Flag(name: .customLong("explain"), help: "Show what makes the total, amount by amount.")
  var isExplained = false

  @Option(
    name: .customLong("level"), help: "Interval levels in percent. Default: 80,95.",
    transform: { text in
      guard let levels = IntervalLevels(argument: text) else {
        throw ValidationError("expected percentages between 0 and 100 such as 80,95")
      }
      return levels
    })
  var levels = IntervalLevels()

  func run() throws {
    let run = try options.run()
    guard let seriesPath else {
      return try LedgerForecast(command: self).write(narrowing.narrowed(run))
    }
    try SeriesForecast(path: seriesPath, originsPath: originsPath, command: self).write(run)
  }

  func validate() throws {
    guard
      seriesPath == nil
        || (dimension == .total && budget == nil && narrowing.isEmpty && !isExplained)
    else {
      throw ValidationError(
        "--series cannot be combined with --by, --where, --account, --budget or --explain")
    }
    guard seriesPath != nil || originsPath == nil else {
      throw ValidationError("--origins requires --series")
    }
  }

  private static func budget(_ text: String) throws -> Points {
    guard let amount = ExactDecimal(text),
      let points = try? amount.ratio.times(Ratio(Points.perUSD)), let whole = Points(whole: points),
      whole > .zero
    else { throw ValidationError("expected an amount in USD such as 500 or 99.50") }
    return whole
  }
}

extension SpendDimension: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
  package var defaultValueDescription: String { name }
}

extension ForecastHorizon: ExpressibleByArgument {
  package init?(argument: String) {
    switch argument {
    case "month": self = .month
    case "next-month": self = .nextMonth
    case "quarter": self = .quarter
    case "next-quarter": self = .nextQuarter
    case "year": self = .year
    default:
      guard argument.hasSuffix("d"), let days = Int(argument.dropLast()),
        (1...Forecaster.longestHorizon).contains(days)
      else { return nil }
      self = .days(days)
    }
  }

  package var defaultValueDescription: String { text }

  var text: String {
    switch self {
    case .days(let days): "\(days)d"
    case .month: "month"
    case .nextMonth: "next-month"
    case .quarter: "quarter"
    case .nextQuarter: "next-quarter"
    case .year: "year"
    }
  }
}

/// The levels of the prediction intervals, in percent, in ascending order.
struct IntervalLevels: ExpressibleByArgument, Hashable {
  var percents: [Double] = [80, 95]

  init() {}

  init?(argument: String) {
    let percents = argument.split(separator: ",").map { Double($0) }
    guard !percents.isEmpty, percents.allSatisfy({ $0.map { $0 > 0 && $0 < 100 } ?? false })
    else { return nil }
    self.percents = Set(percents.compactMap(\.self)).sorted()
  }

  var defaultValueDescription: String { "80,95" }
}

/// The forecast of a ledger's spend.
struct LedgerForecast {
  let command: ForecastCommand

  func write(_ run: Run) throws {
    let forecasting = try ForecastRun(run)
    let forecast = try forecasting.forecast(
      by: command.dimension, over: forecasting.span(command.horizon),
      levels: command.levels.percents, budget: command.budget)
    try command.format.write(
      result(SpendForecastReport(forecast), forecast, run: run), command.options)
    try ExitCode.end((forecast.budget?.isLikelyExceeded ?? false) ? [.budgetExceeded] : [])
  }

  private func result(
    _ report: SpendForecastReport, _ forecast: SpendForecast, run: Run
  ) -> FormattedResult {
    let tables =
      [report.amounts] + (command.isExplained ? [report.explanation] : [])
      + [report.drivers, report.backtest]
    return FormattedResult(
      csv: report.whole,
      markdown: tables.map { table in
        "## \(MarkdownWriter.escaped(table.title))\n\n"
          + (table.name == "forecast" ? MarkdownWriter.list(report.notes) : "")
          + MarkdownWriter.table(table)
      }.joined(separator: "\n"),
      json: JSONEnvelope(
        schema: "piledger.forecast/1", generatedAt: run.now,
        parameters: [
          ("by", .string(command.dimension.name)), ("where", .optional(run.filter.text)),
          ("horizon", .string(command.horizon.text)),
        ], coverage: nil, data: .forecast(forecast, report)),
      notesBesideCSV: report.notes,
      workbook: { maker in
        maker.workbook(title: report.amounts.title, notes: report.notes, tables: tables)
      },
      text: { writer in
        writer.lines(report.notes)
          + tables.map { "\n\($0.title)\n\(writer.table($0))" }.joined()
      })
  }
}
