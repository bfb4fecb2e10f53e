package import Domain

/// A table of exchange rates as CSV, in a form that is published or easily written.
///
/// These are read:
/// - as the European Central Bank publishes it, `Date,USD,JPY,…`, in units per euro;
/// - as the Bundesbank publishes the same series, with the series' keys as headings;
/// - `date,currency,units_per_usd`, or `usd_per_unit`.
///
/// Dates are days or months (`2026-02`). Files with semicolons may have decimal commas.
package struct ExchangeRateFile {
  private static let dateHeadings = ["date", "datum"]
  private static let bases = ["units_per_usd", "usd_per_unit"]
  private static let noValue: Set<String> = ["", "N/A", "-", "."]

  private let currency: Currency
  private let hasDecimalCommas: Bool
  private var reader: CSVReader

  /// The published rates of a currency.
  ///
  /// - Throws: ``ExchangeRateError`` at the first line that is not as expected.
  package static func rates(
    of currency: Currency, in bytes: [UInt8]
  ) throws(ExchangeRateError) -> [PublishedRate] {
    guard !bytes.starts(with: Array("PK".utf8)) else {
      throw ExchangeRateError(line: 1, "expected CSV, found a zip archive; unpack it first")
    }
    var file = ExchangeRateFile(of: currency, bytes)
    return try file.rates()
  }

  private init(of currency: Currency, _ bytes: [UInt8]) {
    self.currency = currency
    let heading = bytes.prefix { $0 != UInt8(ascii: "\n") }
    hasDecimalCommas = heading.contains(UInt8(ascii: ";"))
    reader = CSVReader(bytes, separator: UInt8(ascii: hasDecimalCommas ? ";" : ","))
  }

  private mutating func rates() throws(ExchangeRateError) -> [PublishedRate] {
    guard let heading = next() else {
      throw ExchangeRateError(line: 1, "expected exchange rates, found an empty file")
    }
    let names = heading.fields.map { $0.lowercased() }
    let isDated = Self.dateHeadings.contains(names[0])
    if isDated, let base = names.firstIndex(where: Self.bases.contains),
      let code = names.firstIndex(of: "currency")
    {
      return try rates(
        code: code, value: base, isInverse: names[base] == Self.bases[1], heading: heading)
    }
    let series = Self.series(of: heading.fields)
    guard isDated || !series.isEmpty else {
      throw ExchangeRateError(
        line: heading.line,
        "expected a heading such as Date,USD,JPY (units per EUR) or date,currency,"
          + "\(Self.bases[0]), found \(Self.quoted(heading.fields.joined(separator: ",")))")
    }
    return try ratesPerEuro(
      columns: series.isEmpty ? Self.columns(of: heading.fields) : series, heading: heading,
      skipsOtherLines: !series.isEmpty)
  }

  /// The next record, its fields without spaces around them.
  private mutating func next() -> CSVReader.Record? {
    reader.next().map { record in
      CSVReader.Record(line: record.line, fields: record.fields.map { String($0.trimmed) })
    }
  }
}

extension ExchangeRateFile {
  /// The rows of a file with one rate a line.
  private mutating func rates(
    code: Int, value: Int, isInverse: Bool, heading: CSVReader.Record
  ) throws(ExchangeRateError) -> [PublishedRate] {
    var rates: [PublishedRate] = []
    var others: Set<String> = []
    while let record = next() {
      let term = try term(of: record, columns: heading.fields.count)
      guard let found = Currency(record.fields[code]) else {
        throw ExchangeRateError(
          line: record.line,
          "expected a currency such as EUR, found \(Self.quoted(record.fields[code]))")
      }
      guard found == currency else {
        others.insert(found.code)
        continue
      }
      guard let ratio = try number(record, value, named: heading.fields[value]) else { continue }
      let rate =
        isInverse ? ExchangeRate(usdPerUnit: ratio) : ExchangeRate(unitsPerUSD: ratio)
      rates.append(PublishedRate(term, try inRange(rate, record), line: record.line))
    }
    guard !rates.isEmpty else { throw lacking(others, heading) }
    return rates
  }

  /// The rows of a file with a column for each currency, in units per euro.
  private mutating func ratesPerEuro(
    columns: [Currency: Int], heading: CSVReader.Record, skipsOtherLines: Bool
  ) throws(ExchangeRateError) -> [PublishedRate] {
    guard columns[.eur] == nil else {
      throw ExchangeRateError(
        line: heading.line,
        "a table with a column for each currency is read as units per EUR, found a column EUR; "
          + "write date,currency,\(Self.bases[0]) instead")
    }
    guard let dollars = columns[.usd] else {
      throw ExchangeRateError(
        line: heading.line, "expected a column USD in a table per EUR; take the whole table")
    }
    let own = columns[currency]
    guard own != nil || currency == .eur else {
      throw lacking(Set(columns.keys.map(\.code)), heading)
    }
    var rates: [PublishedRate] = []
    while let record = next() {
      if skipsOtherLines, PublishedRate.Term(record.fields[0]) == nil { continue }
      let term = try term(of: record, columns: max(dollars, own ?? 0) + 1)
      guard let usdPerEuro = try number(record, dollars, named: Currency.usd.code) else { continue }
      var units: Ratio? = .one
      if let own { units = try number(record, own, named: currency.code) }
      guard let units else { continue }
      let rate = (try? units.divided(by: usdPerEuro)).flatMap { ExchangeRate(unitsPerUSD: $0) }
      rates.append(PublishedRate(term, try inRange(rate, record), line: record.line))
    }
    return rates
  }

  /// The columns with a currency's code as heading.
  private static func columns(of heading: [String]) -> [Currency: Int] {
    let columns = heading.enumerated().dropFirst().compactMap { index, name in
      Currency(name).map { ($0, index) }
    }
    return Dictionary(columns) { first, _ in first }
  }

  /// The columns with the key of a series of the Bundesbank as heading: `BBEX3.D.USD.EUR.BB.AC.000`
  /// is US dollars per euro, and the next column has its flags.
  private static func series(of heading: [String]) -> [Currency: Int] {
    let columns = heading.enumerated().compactMap { index, key -> (Currency, Int)? in
      let parts = key.split(separator: ".")
      guard parts.count > 4, parts[0].hasPrefix("BBEX"), parts[3] == Currency.eur.code,
        !key.hasSuffix("_FLAGS"), let currency = Currency(parts[2])
      else { return nil }
      return (currency, index)
    }
    return Dictionary(columns) { first, _ in first }
  }
}

extension ExchangeRateFile {
  private func term(
    of record: CSVReader.Record, columns: Int
  ) throws(ExchangeRateError) -> PublishedRate.Term {
    guard let term = PublishedRate.Term(record.fields[0]) else {
      throw ExchangeRateError(
        line: record.line,
        "expected a day such as 2026-02-03 or a month such as 2026-02, "
          + "found \(Self.quoted(record.fields[0]))")
    }
    guard record.fields.count >= columns else {
      throw ExchangeRateError(
        line: record.line, "expected \(columns) fields, found \(record.fields.count)")
    }
    return term
  }

  /// The number above 0 in a field; nil if the field says that there is none.
  private func number(
    _ record: CSVReader.Record, _ index: Int, named name: String
  ) throws(ExchangeRateError) -> Ratio? {
    let text = record.fields[index]
    guard !Self.noValue.contains(text.uppercased()) else { return nil }
    let isWithComma = hasDecimalCommas && !text.contains(".")
    let plain = isWithComma ? String(text.map { $0 == "," ? "." : $0 }) : text
    guard let number = ExactDecimal(plain), number.mantissa > 0 else {
      throw ExchangeRateError(
        line: record.line, "\(name): expected a number above 0, found \(Self.quoted(text))")
    }
    return number.ratio
  }

  private func inRange(
    _ rate: ExchangeRate?, _ record: CSVReader.Record
  ) throws(ExchangeRateError) -> ExchangeRate {
    guard let rate else {
      throw ExchangeRateError(
        line: record.line,
        "expected from 0.000001 to 1000000 \(currency) for one USD, found a rate beyond")
    }
    return rate
  }

  private func lacking(_ others: Set<String>, _ heading: CSVReader.Record) -> ExchangeRateError {
    let found = others.sorted().prefix(40).joined(separator: ", ")
    return ExchangeRateError(
      line: heading.line,
      "expected rates of \(currency), found \(found.isEmpty ? "none of any currency" : found)")
  }

  /// Text from a file, short enough for a line.
  private static func quoted(_ text: String) -> String {
    text.isEmpty ? "nothing" : "\"\(VisibleText.line(text, limit: 60))\""
  }
}
