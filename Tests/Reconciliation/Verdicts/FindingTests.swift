import Domain
import Reconciliation
import TestSupport
import Testing
import Traffic

/// Tasks that someone should look at, grouped by cause.
@Suite struct FindingTests {
  private static func findings(_ rows: [LedgerLine]) -> [Finding] {
    Finding.findings(in: rows)
  }

  @Test func `tasks of one cause are one finding with its days and sums`() throws {
    let found = Self.findings([
      .row(.overcharged, day: "2026-05-04", billed: 520_000, expected: 280_000, tasks: 2),
      .row(.overcharged, day: "2026-05-02", billed: 300_000, expected: 280_000),
      .row(.overcharged, day: "2026-05-09", billed: 400_000, expected: 280_000, tasks: 3),
      .row(.matched, day: "2026-05-01", billed: 280_000, expected: 280_000, tasks: 100),
    ])
    let finding = try #require(found.first)
    #expect(found.count == 1)
    #expect(finding.kind == "overcharged")
    #expect(finding.sku == "studio/poster")
    #expect(finding.detail.isEmpty)
    #expect(finding.isAlarming)
    #expect(finding.tasks == 6)
    #expect(finding.firstDay?.description == "2026-05-02")
    #expect(finding.lastDay?.description == "2026-05-09")
    #expect(finding.billed == Points(2_540_000))
    #expect(finding.expected == Points(1_680_000))
    #expect(finding.variance == Points(860_000))
  }

  @Test func `kinds, SKUs and details are separate causes`() {
    let found = Self.findings([
      .row(.overcharged, sku: "a", billed: 2, expected: 1),
      .row(.overcharged, sku: "b", billed: 2, expected: 1),
      .row(.undercharged, sku: "a", billed: 1, expected: 2),
      .row(.overcharged, sku: "a", billed: 2, expected: 1, alternatives: [(2, "the old rate")]),
    ])
    #expect(
      found.map { "\($0.kind) \($0.sku) \($0.detail)" } == [
        "overcharged a ", "overcharged a billed equals the old rate", "overcharged b ",
        "undercharged a ",
      ])
  }

  @Test func `the largest variance comes first, whatever its direction`() {
    let found = Self.findings([
      .row(.overcharged, sku: "small", billed: 15, expected: 10),
      .row(.undercharged, sku: "large", billed: 10, expected: 1_000),
      .row(.overcharged, sku: "middle", billed: 110, expected: 10),
    ])
    #expect(found.map(\.sku) == ["large", "middle", "small"])
  }

  @Test func `equal variances are ordered by tasks, then by name`() {
    let found = Self.findings([
      .row(.overcharged, sku: "b", billed: 110, expected: 10),
      .row(.overcharged, sku: "a", billed: 110, expected: 10),
      .row(.overcharged, sku: "c", billed: 60, expected: 10, tasks: 2),
    ])
    #expect(found.map(\.sku) == ["c", "a", "b"])
  }

  @Test func `without a variance the booked amount decides the order`() {
    let found = Self.findings([
      .row(.overcharged, sku: "b", billed: 15, expected: 10),
      .row(.unpriced, sku: "a", billed: 7), .row(.inconsistent, sku: "c", billed: 3),
    ])
    #expect(found.map(\.sku) == ["a", "b", "c"])
    #expect(found.map(\.variance) == [nil, Points(5), nil])
  }

  @Test(arguments: [UInt64](1...20))
  func `the order of the rows never matters`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let rows = random.rows(80)
    let found = Self.findings(rows)
    #expect(Self.findings(rows.shuffled(using: &random)) == found)
    let variances = found.map {
      ($0.variance?.magnitude ?? $0.billed ?? $0.commitment ?? .zero).count
    }
    #expect(variances == variances.sorted(by: >))
  }

  @Test func `tasks that left a closed month take back its finding, without alarm`() throws {
    let gone = LedgerLine.row(.overcharged, billed: 300_000, expected: 280_000, tasks: -2)
    let finding = try #require(Self.findings([gone]).first)
    #expect(finding.tasks == -2)
    #expect(finding.variance == Points(-40_000))
    #expect(!finding.isAlarming)
    let there = LedgerLine.row(.overcharged, billed: 300_000, expected: 280_000, tasks: 2)
    #expect(Self.findings([gone, there]).isEmpty)
  }

  @Test func `rows without a day have their sums and no days`() throws {
    let found = Self.findings([.row(.overcharged, day: nil, billed: 2, expected: 1)])
    let finding = try #require(found.first)
    #expect(finding.firstDay == nil)
    #expect(finding.lastDay == nil)
    #expect(finding.variance == Points(1))
  }
}

/// What is a finding at all, and what explains it.
@Suite struct FindingCauseTests {
  private static func finding(_ row: LedgerLine) -> Finding? {
    Finding.findings(in: [row]).first
  }

  static let quiet: [LedgerLine] = [
    .row(.matched, billed: 5, expected: 5), .row(.consistent, billed: 5, expected: 5),
    .row(.refunded, billed: 0, expected: 0), .row(.penalty, billed: 5, expected: 5),
    .row(.refundAwaited, billed: 5, expected: 0), .row(.unmetered),
    .row(.ownAccount, expected: 0), .row(.ownAccount, billed: 0, expected: 0),
    .row(.provisional, expected: 5, frozen: 5), .row(.provisional, expected: 5),
    .row(.provisional, frozen: 5),
  ]

  @Test(arguments: FindingCauseTests.quiet)
  func `what is in order is no finding`(_ row: LedgerLine) {
    #expect(Self.finding(row) == nil)
  }

  static let alarming: [LedgerLine] = [
    .row(.overcharged, billed: 6, expected: 5), .row(.undercharged, billed: 4, expected: 5),
    .row(.inconsistent, billed: 5), .row(.refundDue, billed: 5, expected: 0),
    .row(.stuck, expected: 5, frozen: 5), .row(.conflict, billed: 5, expected: 5),
    .row(.ownAccount, billed: 1, expected: 0),
  ]

  @Test(arguments: FindingCauseTests.alarming)
  func `what someone should act on is alarming`(_ row: LedgerLine) throws {
    let finding = try #require(Self.finding(row))
    #expect(finding.isAlarming)
    #expect(finding.kind == row.verdict.name)
  }

  @Test func `an own-account task that was booked its agreed share is in order`() {
    #expect(Self.finding(.row(.ownAccount, billed: 140_000, expected: 140_000)) == nil)
  }

  @Test func `billed points that equal another price say which, the first of them`() throws {
    let finding = try #require(
      Self.finding(
        .row(
          .overcharged, billed: 520_000, expected: 280_000,
          alternatives: [
            (420_000, "the 3K rate"), (520_000, "the unconfirmed 0.052"), (520_000, "a third"),
          ])))
    #expect(finding.detail == "billed equals the unconfirmed 0.052")
    #expect(finding.variance == Points(240_000))
  }

  @Test func `a refund that is due is not explained by another price`() throws {
    let finding = try #require(
      Self.finding(.row(.refundDue, billed: 5, expected: 0, alternatives: [(5, "an old rate")])))
    #expect(finding.detail.isEmpty)
  }

  @Test func `an own-account task that was booked is reported`() throws {
    let finding = try #require(Self.finding(.row(.ownAccount, billed: 280_000, expected: 0)))
    #expect(finding.kind == "own_account")
    #expect(finding.detail == "an own-account task was booked")
    #expect(finding.variance == Points(280_000))
  }

  @Test func `frozen points that are not the expected price are reported, without alarm`() throws {
    let finding = try #require(
      Self.finding(.row(.provisional, expected: 280_000, frozen: 350_000, tasks: 2)))
    #expect(finding.kind == "provisional")
    #expect(finding.detail == "frozen is not the expected price")
    #expect(!finding.isAlarming)
    #expect(finding.billed == nil)
    #expect(finding.commitment == Points(700_000))
    #expect(finding.price == Points(560_000))
    #expect(finding.expected == nil)
    #expect(finding.variance == nil)
  }

  @Test func `frozen points that equal another price say which`() throws {
    let finding = try #require(
      Self.finding(
        .row(
          .provisional, expected: 280_000, frozen: 520_000,
          alternatives: [(520_000, "the unconfirmed 0.052")])))
    #expect(
      finding.detail
        == "frozen is not the expected price, which equals the unconfirmed 0.052")
  }

  @Test func `a task without a rate says why, without alarm and without a variance`() throws {
    let finding = try #require(
      Self.finding(.row(.unpriced, billed: 7, reason: "no rate for model studio")))
    #expect(finding.detail == "no rate for model studio")
    #expect(!finding.isAlarming)
    #expect(finding.expected == nil)
    #expect(finding.variance == nil)
    #expect(finding.billed == Points(7))
  }

  @Test func `a conflict has a price but nothing expected, and no variance`() throws {
    let finding = try #require(Self.finding(.row(.conflict, billed: 5, expected: 7)))
    #expect(finding.price == Points(7))
    #expect(finding.expected == nil)
    #expect(finding.variance == nil)
  }
}
