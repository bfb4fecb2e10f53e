import Domain
import Reconciliation
import TestSupport
import Testing
import Traffic

extension Totals {
  /// Every sum, so that totals can be added.
  fileprivate var sums: [Int64] {
    [
      Int64(tasks), Int64(coveredTasks), Int64(openTasks), billed.count, expected.count,
      variance.count, overcharged.count, undercharged.count, unchecked.count, unpriced.count,
      unsettled.count, commitment.count,
    ]
  }
}

@Suite struct TotalsTests {
  private static func totals(_ rows: [LedgerLine]) -> Totals { Totals(rows) }

  private static func sum(_ parts: [Totals]) -> [Int64] {
    parts.map(\.sums).reduce(Totals().sums) { zip($0, $1).map { $0 + $1 } }
  }

  @Test func `a month in figures`() {
    let totals = Self.totals([
      .row(.matched, billed: 280_000, expected: 280_000, tasks: 10),
      .row(.overcharged, billed: 520_000, expected: 280_000, tasks: 2),
      .row(.undercharged, billed: 100_000, expected: 280_000),
      .row(.refundDue, billed: 280_000, expected: 0),
      .row(.refunded, billed: 0, expected: 0, tasks: 3),
      .row(.unpriced, billed: 70_000, tasks: 2),
      .row(.inconsistent, billed: 1_000),
      .row(.provisional, expected: 280_000, frozen: 280_000, tasks: 4, isSettled: false),
      .row(.matched, billed: 280_000, expected: 280_000, isSettled: false),
    ])
    #expect(totals.tasks == 25)
    #expect(totals.coveredTasks == 18)
    #expect(totals.openTasks == 4)
    #expect(totals.billed == Points(4_641_000))
    #expect(totals.expected == Points(3_920_000))
    #expect(totals.variance == Points(580_000))
    #expect(totals.overcharged == Points(760_000))
    #expect(totals.undercharged == Points(180_000))
    #expect(totals.unchecked == Points(141_000))
    #expect(totals.unpriced == Points(140_000))
    #expect(totals.unsettled == Points(280_000))
    #expect(totals.commitment == Points(1_120_000))
  }

  @Test func `nothing sums to nothing`() {
    #expect(Self.totals([]) == Totals())
    #expect(Totals().sums.allSatisfy { $0 == 0 })
  }

  static let unchecked: [LedgerLine] = [
    .row(.unmetered, expected: 280_000), .row(.conflict, billed: 5, expected: 7),
    .row(.stuck, expected: 280_000, frozen: 280_000), .row(.unpriced, billed: 5),
    .row(.inconsistent, billed: 5),
  ]

  @Test(arguments: TotalsTests.unchecked)
  func `what could not be compared has no expected amount and no variance`(
    _ row: LedgerLine
  ) {
    let totals = Self.totals([row])
    #expect(totals.expected == .zero)
    #expect(totals.variance == .zero)
    #expect(totals.coveredTasks == 0)
    #expect(totals.unchecked == totals.billed)
  }

  @Test func `an own-account task that was booked is a variance`() {
    let totals = Self.totals([.row(.ownAccount, billed: 9, expected: 0)])
    #expect(totals.variance == Points(9))
    #expect(totals.overcharged == Points(9))
  }

  @Test func `an own-account task whose share is unknown was not checked`() {
    let totals = Self.totals([.row(.ownAccount, billed: 9)])
    #expect(totals.variance == .zero, "an unknown price is not a price of 0")
    #expect(totals.unchecked == Points(9))
  }

  @Test(arguments: [UInt64](1...50))
  func `billed is expected, variance and unchecked together`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let totals = Totals(random.rows(60))
    #expect(totals.billed == totals.expected + totals.variance + totals.unchecked)
    #expect(totals.variance == totals.overcharged - totals.undercharged)
    #expect(totals.overcharged >= .zero)
    #expect(totals.undercharged >= .zero)
    #expect(totals.unpriced <= totals.unchecked)
    #expect(totals.unsettled <= totals.billed)
    #expect(totals.coveredTasks + totals.openTasks <= totals.tasks)
  }

  @Test(arguments: [UInt64](1...50))
  func `the totals of groups sum to the total of all`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let rows = random.rows(60)
    let whole = Totals(rows).sums
    let byVerdict = Dictionary(grouping: rows, by: \.verdict).values.map { Totals($0) }
    #expect(Self.sum(byVerdict) == whole)
    let bySKU = Dictionary(grouping: rows, by: \.pricing.skuName).values.map { Totals($0) }
    #expect(Self.sum(bySKU) == whole)
    #expect(Totals(rows.shuffled(using: &random)).sums == whole)
  }

  @Test(arguments: [UInt64](1...50))
  func `a row of many tasks is as good as many rows of one`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let rows = random.rows(20)
    let single = rows.flatMap { row in
      var one = row
      one.tasks = 1
      return Array(repeating: one, count: row.tasks)
    }
    #expect(Totals(single) == Totals(rows))
  }
}
