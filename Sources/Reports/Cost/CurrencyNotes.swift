package import Budgets
package import Domain
package import Reconciliation

/// What a report says about its amounts in another currency.
package enum CurrencyNotes {
  /// More days than these are told by their number.
  private static let mostDays = 5

  /// How the amounts were converted, which have no rate, and which may still get another one.
  ///
  /// - Parameters:
  ///   - rows: the rows of the report.
  ///   - payments: the fixed charges of its period.
  ///   - rates: the rates that both are converted by.
  /// - Returns: one sentence for each.
  package static func notes(
    _ rows: [LedgerLine], payments: [DatedCharge] = [], rates: ExchangeRates
  ) -> [String] {
    let coverage = RateCoverage(of: rows, payments: payments.amountsByDay, in: rates)
    return [basis(rates), lacking(coverage, rates), provisional(coverage), kept(coverage, rates)]
      .compactMap(\.self)
  }

  private static func basis(_ rates: ExchangeRates) -> String {
    let span = rates.span.map { ", \($0.lowerBound) to \($0.upperBound)" } ?? ""
    return
      "\(rates.currency) amounts: each day at its rate in \(rates.source)\(span); a day without "
      + "one takes the last before it, at most \(ExchangeRates.longestAgeDays) days old"
  }

  private static func lacking(_ coverage: RateCoverage, _ rates: ExchangeRates) -> String? {
    let what = [
      coverage.lackingDays.isEmpty ? nil : text(coverage.lackingDays),
      coverage.hasUndated ? "tasks without a creation time" : nil,
    ].compactMap(\.self)
    guard !what.isEmpty else { return nil }
    return "no \(rates.currency) rate for \(what.joined(separator: " and for ")): "
      + "\(coverage.lacking.usdText) USD; every \(rates.currency) sum that includes them is unknown"
  }

  private static func provisional(_ coverage: RateCoverage) -> String? {
    guard let last = coverage.lastPublishedDay else { return nil }
    return "provisional at the last rate, of \(last), until the table has a later one: "
      + text(coverage.provisionalDays)
  }

  private static func kept(_ coverage: RateCoverage, _ rates: ExchangeRates) -> String? {
    guard !coverage.restatedDays.isEmpty else { return nil }
    return "closed with other rates than \(rates.source) has now, and kept: "
      + text(coverage.restatedDays)
  }

  /// `2026-02-01, 2026-02-03`, or `12 days from 2026-02-01 to 2026-02-17`.
  private static func text(_ days: [CalendarDay]) -> String {
    guard days.count > mostDays, let first = days.first, let last = days.last else {
      return days.map(\.description).joined(separator: ", ")
    }
    return "\(days.count) days from \(first) to \(last)"
  }
}
