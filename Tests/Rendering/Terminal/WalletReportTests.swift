import Domain
import Reconciliation
import Rendering
import Reports
import TestSupport
import Testing

/// One small wallet in every format, byte for byte.
@Suite struct WalletReportTests {
  private static let start = Instant(seconds: 1_777_860_000)  // 2026-05-04T02:00:00Z

  private static func snapshot(_ balance: Int64, day: Int64) -> WalletSnapshot {
    var figures = WalletFigures()
    figures.packsAvailable = ExactDecimal(balance / 1000)
    figures.packsFrozen = ExactDecimal(750)
    figures.rechargeLevel = ExactDecimal(5000)
    figures.packs = [
      CreditPack(
        id: "p1", isActive: true, capacity: ExactDecimal(40_000), used: ExactDecimal(1000),
        effectiveAt: nil, expiresAt: start.adding(seconds: 10 * 86_400), description: "=starter|")
    ]
    return WalletSnapshot(
      observedAt: start.adding(seconds: day * 86_400), balance: Points(balance),
      precision: BalancePrecision(decimals: 7), figures: figures)
  }

  private static let steps = [
    step(50_000_000, billed: 0, day: 0), step(49_000_000, billed: 1_000_000, day: 1),
    step(40_000_000, billed: 2_000_000, day: 2),
  ]

  private static func step(_ balance: Int64, billed: Int64, day: Int64) -> RollForward.Step {
    let snapshot = snapshot(balance, day: day)
    return RollForward.Step(
      snapshot: snapshot, day: snapshot.observedAt.day, billed: Points(billed), unlogged: .zero,
      tasks: Int(day))
  }

  private static let windows = RollForward(steps).windows.filter {
    $0.openingAt != nil
  }

  private static let state = WalletState(
    asOf: start.adding(seconds: 3 * 86_400), latest: snapshot(40_000_000, day: 2),
    since: WalletState.Since(
      topUps: Points(1_000_000), billed: Points(500_000), unlogged: .zero, tasks: 3),
    basis: .ended, windows: windows, rate: SpendRate(spent: Points(6_000_000), days: 4),
    unit: WalletUnit([snapshot(50_000_000, day: 0), snapshot(40_000_000, day: 2)]),
    commitment: Points(500_000), openTasks: 2)

  private static func expectGoldens(
    _ table: ReportTable, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let texts = [
      "csv": CSVWriter.text(table), "md": MarkdownWriter.table(table),
      "txt": TerminalWriter(width: nil, hasColor: false).table(table),
    ]
    for (ending, found) in texts {
      let golden = try TestFiles.golden("Rendering/wallet/\(table.name).\(ending)", found: found)
      #expect(found == golden, sourceLocation: sourceLocation)
    }
  }

  @Test func `the tables of a wallet`() throws {
    let report = WalletReport(Self.state, windows: Self.windows)
    for table in [report.summary, report.rollForward, report.packs] {
      try Self.expectGoldens(table)
    }
  }

  @Test func `the top-ups`() throws {
    let day = try #require(CalendarDay("2026-05-04"))
    let topUps = [
      TopUp(id: 1, day: day, at: nil, amount: Points(10), kind: .cash, note: "@invoice"),
      TopUp(id: 2, day: day, at: Self.start, amount: Points(20), kind: .credit, note: ""),
    ]
    try Self.expectGoldens(WalletReport.topUps(topUps))
  }

  @Test func `the state as JSON`() throws {
    let found = JSONNode.wallet(Self.state).text + "\n"
    #expect(found == (try TestFiles.golden("Rendering/wallet/state.json", found: found)))
  }

  @Test func `spend per key with names, as far as it is known in points`() throws {
    var spend = KeySpend(apiKeyID: "7")
    try spend.add(
      entries: 3, isAlone: false, usage: ExactDecimal(100), billed: Points(300),
      expected: Points(290))
    try spend.add(
      entries: 1, isAlone: true, usage: ExactDecimal("0.5"), billed: .zero, expected: .zero)
    try spend.add(entries: 1, isAlone: true, usage: nil, billed: .zero, expected: .zero)
    let point = HistoryUnit([
      HistoryUnit.Pair(usage: ExactDecimal(100), billed: Points(100), tasks: 3)
    ])
    let rows = { (unit: HistoryUnit?) in
      AccountReports.keys([spend], unit: unit, names: ["7": "website"]).rows
    }
    // 300.5 is not a whole number of points, so it is not shown as an amount of money.
    #expect(
      rows(point) == [
        [
          .text("7"), .text("website"), .count(5), .count(2), .count(0), .text("300.5"), .none,
          .none,
          .money(Points(300)), .money(Points(290)),
        ]
      ])
    #expect(rows(nil)[0][6] == .none)
  }
}
