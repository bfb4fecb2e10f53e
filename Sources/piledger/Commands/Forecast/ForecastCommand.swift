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
    abstract: "Forecast what a period will cost, with prediction intervals and their record.",
    discussion: """
      What is forecast is volume at known prices: past days are priced by the card in force after \
      the last known day, and a rate that the card dates in the future moves the money from that \
      day on. With --card another card answers "what if". Tasks that have not ended count with \
      what is frozen for them. Days before the first task are not known, nor those after the last \
      day with tasks that was imported; but where a night has read its inbox, or a fetch has got the \
      whole history, days without tasks cost 0 up to then. Parts add up to the total. The forecasts' own record on \
      this ledger stands below; where a simpler method has been nearer, that one is used, and said: \
      for the total by its month ends or weeks, for a part by its last eight fortnights. On a tie, \
      or with fewer than four trials, it is the forecaster. Budgets, the month's report and a \
      night's summary have the same forecasts.

      --by key divides the tasks by the API key that the account history names for them, and is \
      volume at known prices like all others. Tasks that the history does not name are unknown; \
      what only the history knows is in no forecast, as no response tells its quantities.

      With --budget it ends with 12 where the budget is exceeded, or is more likely than not to be.

      --horizon is the current month or quarter, spent and to come, or the next days from today. \
      A ledger with fewer than seven known days is refused.

      --series forecasts any CSV file of series_id,date,value: a date without a line, or with an \
      empty value, is a day that nothing is known of, 0 a day on which nothing happened. Step 0 \
      is the sum over the horizon. With --origins, a file of series_id,origin,horizon, each \
      forecast sees no day after its origin. The column mean is the point forecast: the middle \
      of the distribution.

      EXAMPLES
        piledger forecast
        piledger forecast --by model --budget 500
        piledger forecast --horizon quarter --card negotiated.yaml
        piledger forecast --by key --horizon 30d -f csv
        piledger forecast --by tag:project
        piledger forecast --series spend.csv --horizon 14d
        piledger forecast --series spend.csv --origins origins.csv -o forecasts.csv
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Option(name: .customLong("by"), help: "total, model, task_type, key or tag:KEY. Default: total.")
  var dimension = SpendDimension.total

  @Option(
    name: .customLong("budget"), help: "Tell the probability of exceeding so many USD.",
    transform: ForecastCommand.budget)
  var budget: Points?

  @Option(
    name: .customLong("series"), help: "Forecast the series of a CSV file: series_id,date,value.")
  var seriesPath: String?

  @Option(
    name: .customLong("origins"),
    help: "Forecast them from other days than the last: series_id,origin,horizon.")
  var originsPath: String?

  @Option(name: .customLong("horizon"), help: "How far: 30d, month or quarter. Default: month.")
  var horizon = ForecastHorizon.month

  @Option(name: .customLong("level"), help: "Levels of the intervals in percent. Default: 80,95.")
  var levels = IntervalLevels()

  func run() throws {
    let run = try options.run()
    guard let seriesPath else { return try LedgerForecast(command: self).write(run) }
    try SeriesForecast(path: seriesPath, originsPath: originsPath, command: self).write(run)
  }

  func validate() throws {
    guard seriesPath == nil || (dimension == .total && budget == nil) else {
      throw ValidationError("--series goes with neither --by nor --budget")
    }
    guard seriesPath != nil || originsPath == nil else {
      throw ValidationError("--origins goes with --series")
    }
  }

  private static func budget(_ text: String) throws -> Points {
    guard let amount = ExactDecimal(text),
      let points = try? amount.ratio.times(Ratio(Points.perUSD)), let whole = Points(whole: points),
      whole > .zero
    else { throw ValidationError("expected an amount of USD such as 500 or 99.50") }
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
    case "quarter": self = .quarter
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
    case .quarter: "quarter"
    }
  }
}

/// The levels of prediction intervals, in percent, ascending.
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
    let tables = [report.amounts, report.drivers, report.backtest]
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
