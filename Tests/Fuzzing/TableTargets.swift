import Domain
import Forecasting
import Foundation
import Holidays
import Intake
import Reports

extension FuzzTarget {
  private static let tableTokens = [
    ",", ";", "\t", "\"", "\"\"", "\r", "\n", "\r\n", "sep=;\n", "task_id", "tag", "project=ads",
    "Date", "USD", "EUR", "date,currency,units_per_usd", "usd_per_unit", "2026-02-03", "2026-02",
    "N/A", "4,71E+31", "BBEX3.D.USD.EUR.BB.AC.000", "=", "-", ".", "1.0837", "0000-00-00",
    "9999-12-31", "2024-02-30", "\u{FEFF}",
  ]

  /// Tags, exchange rates and lists of ids.
  static let tables = FuzzTarget(
    name: "tables", tokens: tableTokens,
    fault: { bytes in
      let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
      let tags = TagFile(bytes)
      if let wrong = tags.rejections.first(where: { !(1...lines).contains($0.line) }) {
        return "a rejection on line \(wrong.line) of \(lines)"
      }
      _ = TaskIDList(bytes)
      for currency in [Currency.eur, Currency("GBP"), Currency("JPY")].compactMap(\.self) {
        do throws(ExchangeRateError) {
          _ = try ExchangeRateFile.rates(of: currency, in: bytes)
        } catch {
          if !(1...lines).contains(error.line) {
            return "an error on line \(error.line) of \(lines)"
          }
        }
      }
      return roundTrip(bytes)
    }, secondsPerMegabyte: 30, longSizeBytes: 1 << 16)

  /// Fields that were read, written as CSV, are read as the same fields.
  private static func roundTrip(_ bytes: [UInt8]) -> String? {
    var (reader, fields) = (CSVReader(bytes), [[String]]())
    while let record = reader.next() { fields.append(record.fields) }
    let text = fields.map { record in
      record.map { "\"\(doubled($0))\"" }.joined(separator: ",")
    }.joined(separator: "\n")
    var (again, found) = (CSVReader(Array(text.utf8)), [[String]]())
    while let record = again.next() { found.append(record.fields) }
    // By bytes: texts that look alike are not equal.
    let bytesOf = { (records: [[String]]) in records.map { $0.map { Array($0.utf8) } } }
    return bytesOf(found) == bytesOf(fields) ? nil : "written fields are read as others"
  }

  /// A text with every quote twice, by bytes: a quote may be part of a character with what follows.
  private static func doubled(_ text: String) -> String {
    let quote = UInt8(ascii: "\"")
    return String(
      decoding: text.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }, as: UTF8.self)
  }

  private static let calendarTokens = [
    "BEGIN:VCALENDAR\r\n", "END:VCALENDAR\r\n", "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "DTSTART",
    "DTEND", "DURATION:P1D", "DURATION:P999999999W", "RRULE:FREQ=YEARLY", ";COUNT=", ";INTERVAL=",
    ";UNTIL=", ";BYMONTH=2", ";BYMONTHDAY=-1", ";BYDAY=5MO", ";BYYEARDAY=366", "EXDATE:", "RDATE:",
    ";VALUE=DATE:", "20260803", "99991231", "00010101", "SUMMARY:", "\r\n ", ";", ":", ",", "\"",
    "BEGIN:VALARM\r\n", ";TZID=Europe/Berlin:", "T100000Z",
  ]

  /// Holidays in a calendar file.
  static let holidays = FuzzTarget(
    name: "holidays", tokens: calendarTokens,
    fault: { bytes in
      do throws(HolidayFile.Failure) {
        let file = try HolidayFile(bytes, unnamed: "day off")
        let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
        if let note = file.notes.first(where: { !(1...lines).contains($0.line) }) {
          return "a note on line \(note.line) of \(lines)"
        }
        if file.days.count > HolidayFile.maximumDays { return "\(file.days.count) days" }
      } catch {
        if error.description.isEmpty { return "an error without a text" }
      }
      return nil
    })

  private static let seriesTokens = [
    "series_id,date,value\n", "series_id", "date", "value", ",", "\n", "\"", "a,2026-02-03,",
    "0001-01-01", "9999-12-31", "2026-02-29", "1e308", "1.7976931348623157e308", "5e-324", "-1",
    "nan", "inf", "0x10", "\r\n", "b,2020-01-01,1\n",
  ]

  /// Forecasts of series: whatever their values are, the forecast is of numbers.
  static let series = FuzzTarget(
    name: "series", tokens: seriesTokens,
    fault: { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      _ = try? OriginFile(text)
      guard let file = try? SeriesFile(text) else { return nil }
      let origins = SeriesForecastReport.origins(of: file, days: 9).prefix(3)
      let report = SeriesForecastReport(file, origins: Array(origins), levels: [80, 99.5])
      return unreal(in: report.table).map { "a forecast is \($0)" }
    }, secondsPerMegabyte: 40, longSizeBytes: 1 << 16)
}
