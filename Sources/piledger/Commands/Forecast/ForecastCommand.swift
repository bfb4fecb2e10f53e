import ArgumentParser
import Billing
import Forecasting
import Foundation
import Reporting

struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecast daily series, with prediction intervals.",
    discussion: """
      --series forecasts any CSV file of series_id,date,value: a date without a line, or with an \
      empty value, is a day that nothing is known of, 0 a day on which nothing happened. Step 0 \
      is the sum over the horizon. With --origins, a file of series_id,origin,horizon, each \
      forecast sees no day after its origin. The column mean is the point forecast: the middle \
      of the distribution.

      EXAMPLES
        piledger forecast --series spend.csv --horizon 14d
        piledger forecast --series spend.csv --level 80,95 -f csv
        piledger forecast --series spend.csv --origins origins.csv -o forecasts.csv
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

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
    let run = try Run(options)
    guard let seriesPath else { throw ValidationError("expected --series FILE") }
    try SeriesForecast(path: seriesPath, originsPath: originsPath, command: self).write(run)
  }
}

/// How far ahead a forecast goes.
enum ForecastHorizon: ExpressibleByArgument, Hashable {
  case days(Int)
  /// To the end of the current month.
  case month
  /// To the end of the current quarter of the year.
  case quarter

  init?(argument: String) {
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

  var defaultValueDescription: String { text }

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
