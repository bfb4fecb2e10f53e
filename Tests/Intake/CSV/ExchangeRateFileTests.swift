import Domain
import Intake
import Testing

@Suite struct ExchangeRateFileTests {
  private static func text(_ file: String, of code: String = "EUR") throws -> [String] {
    let currency = try #require(Currency(code))
    return try ExchangeRateFile.rates(of: currency, in: Array(file.utf8)).map {
      "\($0.line) \($0.term) \($0.rate)"
    }
  }

  /// The European Central Bank's file ends each line with a comma, and its newest day comes first.
  private static let ecb = """
    Date,USD,JPY,GBP,RUB,
    2026-02-03,1.25,157.5,0.8,N/A,
    2026-02-02,1.6,160,0.8,N/A,

    """

  private static let bundesbank = """
    "";BBEX3.D.USD.EUR.BB.AC.000;BBEX3.D.USD.EUR.BB.AC.000_FLAGS
    "";"Euro-Referenzkurs der EZB / 1 EUR = ... USD / Vereinigte Staaten";
    Einheit;USD;
    Dimension;Eins;
    Stand vom;03.02.2026 15:58:24;
    2026-02-01;.;Kein Wert vorhanden
    2026-02-02;1,6;
    2026-02-03;1,25;

    """

  @Test(arguments: [
    (ecb, "EUR", ["2 2026-02-03 0.8", "3 2026-02-02 0.625"]),
    (ecb, "JPY", ["2 2026-02-03 126", "3 2026-02-02 100"]),
    (ecb, "RUB", []),
    (bundesbank, "EUR", ["7 2026-02-02 0.625", "8 2026-02-03 0.8"]),
    ("\u{FEFF}Datum;USD\r\n2026-02;1,25\r\n", "EUR", ["2 2026-02 0.8"]),
    ("date,currency,units_per_usd\n2026-02-03,EUR,0.92\n", "EUR", ["2 2026-02-03 0.92"]),
    ("date;currency;units_per_usd\n2026-02;eur;0,92\n", "EUR", ["2 2026-02 0.92"]),
    ("date;currency;units_per_usd\n2026-02;eur;0.92\n", "EUR", ["2 2026-02 0.92"]),
    ("date,currency,usd_per_unit\n2026-02,EUR,1.25\n", "EUR", ["2 2026-02 0.8"]),
    (
      "Date, Currency, Note, USD_per_unit\n\n2026-02, GBP,\"a\nb\", 1.25\n2026-03, EUR,, 1.6\n",
      "EUR", ["5 2026-03 0.625"]
    ),
    (
      "date,currency,units_per_usd\n2026-02-03,EUR,N/A\n2026-02-04,EUR,\n2026-02-05,EUR,0.9\n",
      "EUR", ["4 2026-02-05 0.9"]
    ),
  ])
  func `tables are read as they are published`(
    file: String, code: String, rates: [String]
  ) throws {
    #expect(try Self.text(file, of: code) == rates)
  }

  @Test(arguments: [
    ("", 1, "expected exchange rates, found an empty file"),
    ("PK\u{3}\u{4}", 1, "expected CSV, found a zip archive; unpack it first"),
    (
      "when,USD\n", 1,
      "expected a heading such as Date,USD,JPY (units per EUR) or date,currency,units_per_usd, "
        + "found \"when,USD\""
    ),
    (
      "\u{1B}[2J\u{202E}\n", 1,
      "expected a heading such as Date,USD,JPY (units per EUR) or date,currency,units_per_usd, "
        + "found \"\\u{1B}[2J\\u{202E}\""
    ),
    (
      "Date,JPY\n2026-02-03,157\n", 1,
      "expected a column USD in a table per EUR; take the whole table"
    ),
    (
      "Date,EUR,USD\n2026-02-03,1,1.08\n", 1,
      "a table with a column for each currency is read as units per EUR, found a column EUR; "
        + "write date,currency,units_per_usd instead"
    ),
    (
      "Date,USD\n03.02.2026,1.08\n", 2,
      "expected a day such as 2026-02-03 or a month such as 2026-02, found \"03.02.2026\""
    ),
    (
      "Date,USD\n2026-02-30,1.08\n", 2,
      "expected a day such as 2026-02-03 or a month such as 2026-02, found \"2026-02-30\""
    ),
    (
      "Date,USD\n2026-02-03,1.08\n\n2026-02-04,\"1,08\"\n", 4,
      "USD: expected a number above 0, found \"1,08\""
    ),
    (
      "Date;USD\n2026-02-03;1.234,5\n", 2, "USD: expected a number above 0, found \"1.234,5\""
    ),
    ("Date,USD\n2026-02-03,0\n", 2, "USD: expected a number above 0, found \"0\""),
    ("Date,USD\n2026-02-03,-1.08\n", 2, "USD: expected a number above 0, found \"-1.08\""),
    (
      "Date,USD\n2026-02-03,=1+1\u{7}\n", 2,
      "USD: expected a number above 0, found \"=1+1\\u{7}\""
    ),
    ("Date,JPY,USD\n2026-02-03,157\n", 2, "expected 3 fields, found 2"),
    (
      "Date,USD\n2026-02-03,0.0000001\n", 2,
      "expected from 0.000001 to 1000000 EUR for one USD, found a rate beyond"
    ),
    (
      "date,currency,units_per_usd\n2026-02,Euro,0.9\n", 2,
      "expected a currency such as EUR, found \"Euro\""
    ),
    (
      "date,currency,units_per_usd\n2026-02,GBP,0.8\n2026-02,CHF,0.9\n", 1,
      "expected rates of EUR, found CHF, GBP"
    ),
    (
      "date,currency,units_per_usd\n", 1, "expected rates of EUR, found none of any currency"
    ),
    (
      "date,currency,units_per_usd\n2026-02,EUR,1000001\n", 2,
      "expected from 0.000001 to 1000000 EUR for one USD, found a rate beyond"
    ),
  ])
  func `a broken table is told with its line`(file: String, line: Int, reason: String) {
    #expect(throws: ExchangeRateError(line: line, reason)) { try Self.text(file) }
  }

  @Test func `a currency that the table lacks is told with those that it has`() {
    #expect(throws: ExchangeRateError(line: 1, "expected rates of CHF, found GBP, JPY, RUB, USD")) {
      try Self.text(Self.ecb, of: "CHF")
    }
  }
}
