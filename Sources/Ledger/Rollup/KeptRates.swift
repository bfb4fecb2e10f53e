package import Domain
import GRDB
import Queries

/// The exchange rates of closed months, so that what a month cost in another currency stays as it was.
extension LedgerStore {
  /// The exchange rates by which the days of closed months are converted.
  package func keptRates(of currency: Currency) throws -> [CalendarDay: ExchangeRate] {
    try database.read { database in
      let rows = try Row.fetchAll(
        database, sql: Query.keptRatesOf.sql, arguments: ["currency": currency.code])
      return Dictionary(
        uniqueKeysWithValues: rows.compactMap { row in
          ExchangeRate(row["units_per_usd"] as String).map { rate in
            (CalendarDay(number: row["day"]), rate)
          }
        })
    }
  }

  /// Keeps the rates of a month's days; a day without one stays without.
  static func keep(
    _ rates: ExchangeRates, of month: CalendarMonth, in database: Database
  ) throws {
    for number in month.firstDay.number...month.lastDay.number {
      guard let rate = rates.rate(on: CalendarDay(number: number)) else { continue }
      try database.cachedStatement(sql: Query.keptRateInsert.sql).execute(arguments: [
        "currency": rates.currency.code, "day": number, "units_per_usd": rate.description,
      ])
    }
  }
}
