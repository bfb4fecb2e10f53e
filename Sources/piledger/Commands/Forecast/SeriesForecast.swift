import Application
import ArgumentParser
import Domain
import Files
import Forecasting
import Foundation
import Rendering
import Reports

/// The forecast of a file of series.
struct SeriesForecast {
  let path: String
  let originsPath: String?
  let command: ForecastCommand

  func write(_ run: Run) throws {
    let file = try reading(path) { text throws(SeriesError) in try SeriesFile(text) }
    var origins = SeriesForecastReport.origins(of: file, days: days)
    var isUnreadable = reportUnreadable(file.rejections, of: path, run.notices)
    if let originsPath {
      let asked = try reading(originsPath) { text throws(SeriesError) in try OriginFile(text) }
      origins = asked.origins
      isUnreadable =
        reportUnreadable(asked.rejections, of: originsPath, run.notices) || isUnreadable
    }
    let holidays = try SeriesForecastReport.days(of: file, origins).map(run.holidays) ?? [:]
    let report = SeriesForecastReport(
      file, origins: origins, levels: command.levels.percents, holidays: holidays)
    for refusal in report.refusals { Console.error(VisibleText.line(refusal, limit: 300)) }
    try command.format.write(
      report.table, options: command.options, schema: "piledger.forecast.series/1",
      parameters: [("series", .string(path)), ("origins", .optional(originsPath))],
      generatedAt: run.now)
    try ExitCode.end(
      (isUnreadable ? [.quarantined] : []) + (report.table.rows.isEmpty ? [.noInput] : []))
  }

  /// A series is forecast from its own last day, so a month is 30 days, a quarter 91 and a year 365.
  private var days: Int {
    switch command.horizon {
    case .days(let days): days
    case .month, .nextMonth: 30
    case .quarter, .nextQuarter: 91
    case .year: 365
    }
  }

  private func reading<Value>(
    _ path: String, _ value: (String) throws(SeriesError) -> Value
  ) throws -> Value {
    let bytes = try WholeFile.bytes(at: path)
    do throws(SeriesError) {
      return try value(String(decoding: bytes, as: UTF8.self))
    } catch {
      throw Failure(.noInput, "\(path):\(VisibleText.line(error.description, limit: 300))")
    }
  }

  /// Lists lines that can't be read, and returns whether there are any.
  private func reportUnreadable(_ rejections: [SeriesError], of path: String, _ notices: Notices)
    -> Bool
  {
    var listing = RejectionListing(notices)
    for rejection in rejections {
      listing.report(rejection.reason, source: path, line: rejection.line)
    }
    listing.finish()
    return !rejections.isEmpty
  }
}
