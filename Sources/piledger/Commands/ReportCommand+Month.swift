import ArgumentParser
import Domain
import Reporting

extension ReportCommand {
  /// Writes the report of a month, of the one that the last complete day is in unless told.
  func writeMonth(_ text: String?, of months: MonthRun) throws {
    guard dimensionNames == nil, money.money == .credits, period.since == nil, period.until == nil
    else {
      throw ValidationError("a month's report takes no --by, --money, --since or --until")
    }
    let today = months.run.today(in: months.ledger)
    let month = try (text ?? period.periodText).map { text in
      guard let month = CalendarMonth(text, today: today) else {
        throw ValidationError("expected a month such as 2026-10, found \(text)")
      }
      return month
    }
    let report = try months.report(
      of: month ?? CalendarMonth(of: months.run.lastCompleteDay(in: months.ledger)))
    try MonthOutput(document: report.document, coverage: report.coverage, format: format)
      .write(options, now: months.run.now)
  }
}
