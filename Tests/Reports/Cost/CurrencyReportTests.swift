import Budgets
import Domain
import Reconciliation
import ReportSamples
import Reports
import Testing
import Traffic

/// Amounts in another currency: exact, the same however tasks are grouped, and never 0 for unknown.
@Suite struct CurrencyReportTests {
  private static let pricings = [
    ReportSample.standard, ReportSample.large, ReportSample.video, ReportSample.unpriced,
  ]
  private static let firstDay = ReportSample.firstDay
  private static let names = ["billed_eur", "expected_eur", "variance_eur", "unchecked_eur"]

  /// A rate for every day, each with the digits of an inverted one.
  private static func rates(
    _ random: inout SeededRandom, days: Int = 40
  ) throws -> ExchangeRates {
    let published = try (0..<days).map { index in
      let usdPerEuro = Ratio(Int128.random(in: 10_000...12_000, using: &random), over: 10_000)
      return PublishedRate(
        .day(firstDay + index), try #require(ExchangeRate(usdPerUnit: usdPerEuro)), line: index)
    }
    return try ExchangeRates(of: .eur, source: "rates.csv", published)
  }

  private static func rows(_ random: inout SeededRandom) -> [LedgerLine] {
    (0..<150).map { _ in
      let verdict = Verdict.allCases[Int.random(in: 0..<15, using: &random)]
      return LedgerLine(
        day: firstDay + Int.random(in: 0..<40, using: &random),
        pricing: pricings[Int.random(in: 0..<pricings.count, using: &random)],
        status: [.completed, .failed, .pending][Int.random(in: 0..<3, using: &random)],
        verdict: verdict, billed: Points(Int64.random(in: 0...90_000_000, using: &random)),
        price: verdict == .unpriced
          ? nil : Points(Int64.random(in: 0...90_000_000, using: &random)),
        tasks: Int.random(in: -3...900, using: &random))
    }
  }

  /// The amounts of a line in the currency, by the names of their columns; nil for unknown ones.
  private static func amounts(
    _ cells: [Cell], of table: ReportTable
  ) -> [String: CurrencyAmount?] {
    var amounts: [String: CurrencyAmount?] = [:]
    for (column, cell) in zip(table.columns, cells) where names.contains(column.name) {
      if case .currency(let amount) = cell {
        amounts[column.name] = .some(amount)
      } else {
        amounts[column.name] = .some(nil)
      }
    }
    return amounts
  }

  private static func sums(of table: ReportTable) -> [String: CurrencyAmount?] {
    table.rows.reduce(into: [:]) { sums, row in
      sums.merge(amounts(row, of: table)) { CurrencyTotals.sum($0, $1) }
    }
  }

  @Test(arguments: [UInt64(211), 212, 213, 214])
  func `every grouping has the sum of its rows and the total of every other, to the last digit`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    let (rates, rows) = (try Self.rates(&random), Self.rows(&random))
    let whole = CurrencyTotals(rows, at: rates)
    let groupings: [[Dimension]] = [
      [.day], [.month], [.model], [.sku], [.verdict], [.day, .sku, .status], [.field("size")],
    ]
    for dimensions in groupings {
      let table = StandardReport.daily.report(
        rows, by: dimensions, period: .all, undatedTasks: 0, rates: rates
      ).table
      let total = Self.amounts(try #require(table.total), of: table)
      #expect(total.keys.sorted() == Self.names.sorted())
      #expect(Self.sums(of: table) == total)
      #expect(total["billed_eur"] == whole.billed)
      #expect(total["variance_eur"] == whole.variance)
    }
    let verdicts = ReconciliationReport(
      ReconciliationResult(rows: rows, period: .all, undatedTasks: 0, rates: rates)
    ).verdicts.table
    #expect(Self.sums(of: verdicts)["billed_eur"] == whole.billed)
    #expect(Self.amounts(try #require(verdicts.total), of: verdicts) == Self.sums(of: verdicts))
  }

  @Test(arguments: [UInt64(221), 222])
  func `the sum over any partition is the whole`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let (rates, rows) = (try Self.rates(&random), Self.rows(&random))
    var parts = Array(repeating: CurrencyTotals(), count: 7)
    for row in rows { parts[Int.random(in: 0..<7, using: &random)].add(row, at: rates) }
    let whole = parts.reduce(into: CurrencyTotals()) { $0 += $1 }
    #expect(whole == CurrencyTotals(rows, at: rates))
    let sum = CurrencyTotals.sum(whole.expected, whole.variance)
    #expect(CurrencyTotals.sum(sum, whole.unchecked) == whole.billed)
  }

  @Test func `at a rate of one the amounts are those in USD`() throws {
    let rate = try #require(ExchangeRate("1"))
    let rates = try ExchangeRates(
      of: .eur, source: "one", [PublishedRate(.month(Self.firstDay.month), rate, line: 1)])
    let rows = ReportSample.rows.filter { $0.day != nil }
    let converted = CurrencyTotals(rows, at: rates)
    #expect(converted.billed?.exactText == Totals(rows).billed.usdText)
    #expect(converted.variance?.exactText == Totals(rows).variance.usdText)
  }

  @Test func `a sum that includes a day without a rate is unknown, and others are not`() throws {
    let rate = try #require(ExchangeRate("0.5"))
    let rates = try ExchangeRates(
      of: .eur, source: "rates.csv",
      [PublishedRate(.day(ReportSample.secondDay), rate, line: 2)])
    let rows = ReportSample.rows.filter { $0.day != nil }
    let table = StandardReport.daily.report(
      rows, period: ReportSample.period, undatedTasks: 0, rates: rates
    ).table
    let column = try #require(table.columns.firstIndex { $0.name == "billed_eur" })
    #expect(table.rows[0][column] == .none)
    #expect(table.rows[1][column] != .none)
    #expect(table.total?[column] == Cell.none)
    #expect(
      CurrencyNotes.notes(rows, rates: rates).dropFirst() == [
        "no EUR rate for 2026-05-04: 33.64 USD; every EUR sum that includes them is unknown"
      ])
  }

  @Test func `a change found later has the rate of the day on which it was found`() throws {
    let rates = try ExchangeRates(
      of: .eur, source: "rates.csv",
      [
        PublishedRate(.day(Self.firstDay), try #require(ExchangeRate("0.5")), line: 2),
        PublishedRate(.day(ReportSample.secondDay), try #require(ExchangeRate("0.25")), line: 3),
      ])
    let line = LedgerLine(
      day: ReportSample.secondDay, pricing: ReportSample.standard, verdict: .matched,
      billed: Points(10_000_000), price: Points(10_000_000), tasks: -1, adjustedDay: Self.firstDay)
    #expect(CurrencyTotals([line], at: rates).billed?.exactText == "-0.25")
  }

  @Test func `fixed charges are converted at their days, next to those of tasks`() throws {
    let charge = FixedCharge(
      name: "plan", amount: Points(80_000_000), seats: 2, from: Self.firstDay, until: nil,
      bonus: .zero)
    let payments = [charge].payments(
      in: ReportSample.period, today: ReportSample.secondDay)
    let rates = try ExchangeRates(
      of: .eur, source: "rates.csv",
      [PublishedRate(.day(Self.firstDay), try #require(ExchangeRate("0.5")), line: 2)])
    let table = StandardReport.daily.report(
      [], period: ReportSample.period, undatedTasks: 0, payments: payments, rates: rates
    ).table
    #expect(table.columns.last?.name == "fixed_charges_eur")
    #expect(table.total?.last == FixedChargeReport.table(payments, rates: rates).total?[5])
    guard case .currency(let amount)? = table.total?.last else {
      Issue.record("the charge has no amount")
      return
    }
    #expect(amount.exactText == "8.00")
  }

  @Test func `the notes say the source, what is provisional, and what a closed month keeps`()
    throws
  {
    let rate = try #require(ExchangeRate("0.5"))
    let rates = try ExchangeRates(
      of: .eur, source: "rates\u{202E}.csv", [PublishedRate(.day(Self.firstDay), rate, line: 2)]
    ).keeping([Self.firstDay: try #require(ExchangeRate("0.51"))])
    let rows = ReportSample.rows.filter { $0.day != nil }
    #expect(
      CurrencyNotes.notes(rows, rates: rates) == [
        "EUR amounts: each day at its rate in rates\u{202E}.csv, 2026-05-04 to 2026-05-04; a day "
          + "without one takes the last before it, at most 7 days old",
        "provisional at the last rate, of 2026-05-04, until the table has a later one: 2026-05-05",
        "closed with other rates than rates\u{202E}.csv has now, and kept: 2026-05-04",
      ])
  }

  @Test func `the month says what it cost in the currency, and how that was converted`() throws {
    let rate = try #require(ExchangeRate("0.9"))
    let known = try ExchangeRates(
      of: .eur, source: "rates.csv", [PublishedRate(.month(MonthSample.month), rate, line: 2)])
    let lacking = try ExchangeRates(of: .eur, source: "rates.csv", [])
    #expect(
      Self.figure(known)
        == .init(
          name: "Billed in EUR", value: "30.51 EUR", detail: "each day at its rate in rates.csv"))
    #expect(Self.figure(lacking)?.value == "unknown")
    #expect(Self.figure(nil) == nil)
  }

  private static func figure(_ rates: ExchangeRates?) -> ReportDocument.KeyFigure? {
    let facts = MonthFacts(
      month: MonthSample.month, known: MonthSample.known(MonthSample.today),
      rows: MonthSample.rows, rowsBefore: [], rates: rates)
    return MonthReport(facts).document.keyFigures.first { $0.name.hasPrefix("Billed in") }
  }
}
