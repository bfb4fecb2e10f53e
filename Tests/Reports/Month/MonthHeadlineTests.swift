import Domain
import Reconciliation
import ReportSamples
import Reports
import TestSupport
import Testing

/// The sentence at the top of a month.
@Suite struct MonthHeadlineTests {
  private static let month = MonthSample.month
  private static let first = month.firstDay

  private static func headline(_ facts: MonthFacts) -> String {
    MonthReport(facts).document.headline
  }

  private static func cost(_ facts: MonthFacts) -> String {
    String(headline(facts).split(separator: ". ").first ?? "")
  }

  private static func facts(
    rows: [LedgerLine] = MonthSample.rows, knownFrom: CalendarDay? = nil, through: CalendarDay,
    over: CalendarDay
  ) -> MonthFacts {
    var facts = MonthSample.facts(rows: rows)
    facts.known = KnownDays((knownFrom ?? month.previous.firstDay)...through, lastCompleteDay: over)
    return facts
  }

  @Test func `a month that is over is compared with the month before`() {
    #expect(Self.cost(MonthSample.facts()) == "May 2026 cost 33.90 USD, 35 % more than April")
  }

  // All of April's cost is of its 24th, and all of May's of its first eight days.
  @Test(
    arguments: [
      (1, ""), (23, "; its first 23 days cost 33.90 USD more than those of April"),
      (24, "; its first 24 days cost 35 % more than those of April"),
    ] as [(Int, String)])
  func `a running month is so far, and compared by its complete days`(day: Int, change: String) {
    let facts = MonthSample.facts(today: Self.first + day)
    #expect(Self.cost(facts) == "May 2026 has cost 33.90 USD so far\(change)")
  }

  @Test func `a first month is compared with nothing`() {
    #expect(Self.cost(MonthSample.facts(rowsBefore: [])) == "May 2026 cost 33.90 USD")
  }

  @Test func `a month before that is known in part is not compared`() {
    let facts = Self.facts(
      knownFrom: Self.first + -20, through: Self.month.lastDay, over: Self.month.lastDay)
    #expect(Self.cost(facts) == "May 2026 cost 33.90 USD")
    let billed = MonthReport(facts).document.keyFigures.first
    #expect(billed?.detail == "no data for April 2026 before 2026-04-11")
  }

  @Test func `days that are over and not known are told, and nothing is compared`() {
    let facts = Self.facts(through: Self.first + 19, over: Self.month.lastDay)
    #expect(Self.cost(facts) == "May 2026 cost 33.90 USD, known through 2026-05-20")
  }

  @Test func `an idle month cost nothing`() {
    #expect(
      Self.headline(MonthSample.facts(rows: [], rowsBefore: []))
        == "May 2026 cost nothing. Nothing to look at.")
  }

  @Test func `a month of which nothing is known did not cost nothing`() {
    let facts = Self.facts(rows: [], through: Self.first + -1, over: Self.month.lastDay)
    #expect(Self.headline(facts) == "Nothing is known of May 2026 yet.")
  }

  @Test func `a month to come has no cost`() {
    let facts = Self.facts(rows: [], through: Self.first + -10, over: Self.first + -10)
    #expect(Self.headline(facts) == "May 2026 has not begun.")
  }

  @Test func `fixed charges are in the cost, which says so`() {
    let facts = MonthSample.facts(charges: [MonthSample.planFee])
    #expect(
      Self.cost(facts)
        == "May 2026 cost 41.90 USD, including 8.00 USD of fixed charges, 66 % more than April")
  }

  @Test(
    arguments: [
      (1_000_000_000, 1_000_000_000, ", as much as April"),
      (1_000_000_000, 1_000_000_001, ", under 1 % more than April"),
      (1_000_000_000, 500_000_000, ", 50 % less than April"),
      (1_000_000, 1_000_000_000, ", 99,900 % more than April"), (0, 0, ""),
    ] as [(Int64, Int64, String)])
  func `the change is a whole percentage`(before: Int64, after: Int64, words: String) {
    let row = { (day: CalendarDay, billed: Int64) in
      ReportSample.row(ReportSample.standard, day, .matched, billed: billed, expected: billed)
    }
    let facts = MonthSample.facts(
      rows: [row(Self.first, after)], rowsBefore: [row(Self.first + -1, before)])
    #expect(Self.cost(facts).hasSuffix(words.isEmpty ? "cost nothing" : words))
  }

  @Test(
    arguments: [
      (0, "Nothing to look at."), (1, "1 thing to look at."), (2, "2 things to look at."),
    ] as [(Int, String)])
  func `findings are counted`(count: Int, sentence: String) {
    let rows = (0..<count).map { index in
      ReportSample.row(
        ReportSample.pricing("m\(index)", "t", [:], name: "m\(index)/t"), Self.first, .refundDue,
        status: .failed, billed: 100_000, expected: 0)
    }
    #expect(Self.headline(MonthSample.facts(rows: rows)).hasSuffix(". \(sentence)"))
  }

  @Test func `a finding that someone has acknowledged is none to look at`() throws {
    let row = ReportSample.row(
      ReportSample.large, Self.first, .refundDue, status: .failed, billed: 100_000, expected: 0)
    let finding = try #require(Finding.findings(in: [row]).first)
    let given = Acknowledgement(
      of: NightFinding(finding), reason: "known", until: nil, givenAt: Instant(seconds: 0))
    let facts = MonthFacts(
      month: Self.month, known: MonthSample.known(MonthSample.today), rows: [row], rowsBefore: [],
      acknowledgements: Acknowledgements([given], of: [finding], on: MonthSample.today))
    #expect(Self.headline(facts) == "May 2026 cost 0.01 USD. Nothing to look at.")
  }
}
