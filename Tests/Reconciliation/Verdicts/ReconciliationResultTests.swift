import Domain
import Reconciliation
import Testing

@Suite struct ReconciliationResultTests {
  private static func result(_ rows: [LedgerLine], undated: Int = 0) -> ReconciliationResult {
    ReconciliationResult(rows: rows, period: .all, undatedTasks: undated)
  }

  /// A limit in percent, and whether 250 of 1,000 points without a rate are above it.
  static let limits: [(String, Bool)] = [
    ("0", true), ("24.9", true), ("24.999999", true), ("25", false), ("25.0", false),
    ("25.000001", false), ("100", false),
  ]

  @Test(arguments: ReconciliationResultTests.limits)
  func `the unpriced share is above a limit only beyond it`(
    _ percent: String, _ isAbove: Bool
  ) throws {
    let result = Self.result([
      .row(.matched, billed: 600, expected: 600), .row(.unpriced, billed: 125, tasks: 2),
      .row(.inconsistent, billed: 150),
    ])
    let limit = try #require(ExactDecimal(percent))
    #expect(result.isUnpricedShareAbove(percent: limit) == isAbove)
  }

  @Test func `with nothing booked no share is unpriced`() {
    let nothing = ExactDecimal(0)
    #expect(!Self.result([]).isUnpricedShareAbove(percent: nothing))
    #expect(!Self.result([.row(.unpriced, billed: 0)]).isUnpricedShareAbove(percent: nothing))
    let matched = Self.result([.row(.matched, billed: 5, expected: 5)])
    #expect(!matched.isUnpricedShareAbove(percent: nothing))
  }

  @Test func `verdicts are listed in their order, each with its totals`() {
    let result = Self.result([
      .row(.unpriced, billed: 7, tasks: 2), .row(.matched, sku: "b", billed: 5, expected: 5),
      .row(.refundDue, billed: 5, expected: 0), .row(.matched, sku: "a", billed: 3, expected: 3),
    ])
    #expect(result.verdicts.map(\.verdict) == [.matched, .refundDue, .unpriced])
    #expect(result.verdicts.map(\.totals.tasks) == [2, 1, 2])
    #expect(result.verdicts.map(\.totals.billed) == [Points(8), Points(5), Points(14)])
    #expect(result.totals.billed == Points(27))
    #expect(result.totals.tasks == 5)
  }

  @Test func `findings alarm only if someone should act`() {
    let unpriced = Self.result([.row(.unpriced, billed: 7)])
    #expect(unpriced.findings.count == 1)
    #expect(!unpriced.hasAlarmingFindings)
    #expect(!Self.result([.row(.refundAwaited, billed: 5, expected: 0)]).hasAlarmingFindings)
    #expect(Self.result([.row(.refundDue, billed: 5, expected: 0)]).hasAlarmingFindings)
  }

  @Test func `undated tasks and the period are passed on`() {
    let result = Self.result([.row(.matched, billed: 5, expected: 5)], undated: 4)
    #expect(result.coverage.undatedTasks == 4)
    #expect(result.coverage.checkedTasks == 1)
    #expect(result.period == .all)
  }
}
