import Domain
import Reconciliation
import TestSupport
import Testing
import Traffic

/// The share of tasks and of billed points that could be checked.
@Suite struct CoverageTests {
  /// A share with its text.
  struct Share: Sendable, CustomTestStringConvertible {
    let part: Int64
    let whole: Int64
    let text: String

    var testDescription: String { "\(part) of \(whole)" }
  }

  static let shares = [
    Share(part: 0, whole: 0, text: "–"),
    Share(part: 0, whole: 5, text: "0.0 %"),
    Share(part: 1, whole: 3, text: "33.3 %"),
    Share(part: 2, whole: 3, text: "66.6 %"),
    Share(part: 999, whole: 1_000, text: "99.9 %"),
    Share(part: 9_999, whole: 10_000, text: "99.9 %"),
    Share(part: 999_999_999_999, whole: 1_000_000_000_000, text: "99.9 %"),
    Share(part: Int64.max - 1, whole: Int64.max, text: "99.9 %"),
    Share(part: Int64.max, whole: Int64.max, text: "100.0 %"),
    Share(part: 7, whole: 7, text: "100.0 %"),
    Share(part: 1, whole: 1_001, text: "0.0 %"),
  ]

  @Test(arguments: CoverageTests.shares)
  func `a share is rounded down, so that 100 percent means all`(_ share: Share) {
    #expect(Coverage.percentText(share.part, of: share.whole) == share.text)
  }

  private static func coverage(_ rows: [LedgerLine], undated: Int = 0) -> Coverage {
    Coverage(Totals(rows), undatedTasks: undated)
  }

  @Test func `the sentence covers tasks, money and what is open, unpriced or undated`() {
    let coverage = Self.coverage(
      [
        .row(.matched, billed: 100_000, expected: 100_000, tasks: 1_228),
        .row(.unpriced, billed: 80_000, tasks: 7),
        .row(.inconsistent, billed: 150_000, tasks: 5),
        .row(.provisional, frozen: 280_000, tasks: 6), .row(.stuck, frozen: 1, tasks: 2),
      ], undated: 3)
    #expect(
      coverage.sentence
        == "Checked 1,228 of 1,240 tasks (99.0 %), 12.28 of 12.411 USD (98.9 %); "
        + "8 running; 0.056 USD unpriced; 3 without a creation time")
  }

  @Test func `what does not occur is not mentioned`() {
    let coverage = Self.coverage([.row(.matched, billed: 280_000, expected: 280_000)])
    #expect(
      coverage.sentence
        == "Checked 1 of 1 tasks (100.0 %), 0.028 of 0.028 USD (100.0 %)")
  }

  @Test func `nothing has no share`() {
    #expect(
      Self.coverage([]).sentence
        == "Checked 0 of 0 tasks (–), 0.00 of 0.00 USD (–)")
  }

  @Test func `open tasks have not been billed and do not lower the coverage`() {
    let coverage = Self.coverage([
      .row(.matched, billed: 5, expected: 5, tasks: 3), .row(.stuck, frozen: 9, tasks: 2),
    ])
    #expect(coverage.checkedTasks == 3)
    #expect(coverage.billableTasks == 3)
    #expect(coverage.openTasks == 2)
  }

  @Test(arguments: [UInt64](1...50))
  func `everything is checked exactly when the share says 100 percent`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let coverage = Self.coverage(random.rows(Int.random(in: 1...5, using: &random)))
    let tasks = Percent(Int64(coverage.checkedTasks), of: Int64(coverage.billableTasks))?.tenths
    #expect((tasks == 1000) == (coverage.checkedTasks == coverage.billableTasks && tasks != nil))
    let money = Percent(coverage.checkedPoints.count, of: coverage.billedPoints.count)?.tenths
    #expect((money == 1000) == (coverage.checkedPoints == coverage.billedPoints && money != nil))
    #expect(coverage.checkedPoints <= coverage.billedPoints)
    #expect(coverage.checkedTasks <= coverage.billableTasks)
  }
}
