import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

@Suite struct WalletBooksTests {
  private static let windows = """
    SELECT opening_at, closing_at, opening_points, top_up_points, billed_points, unlogged_points,
      closing_points, unexplained_points, tasks
    FROM v_wallet ORDER BY closing_at
    """

  /// A balance in a file whose name says when it was fetched.
  private static func snapshot(_ time: String, _ balance: String) -> SourceText {
    SourceText(
      "archive/\(time)-account.json.gz", [AccountText.answer { $0.balance = balance }])
  }

  @Test func `the balance is carried from snapshot to snapshot in exact points`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing([
      Self.snapshot("20260505T020000.000000Z", "9.972"),
      Self.snapshot("20260504T020000.000000Z", "10"),
      SourceText("a.ndjson", [TaskText().envelope]),
    ])
    #expect(
      try scenario.table(Self.windows) == [
        [
          "2026-05-04T02:00:00Z", "2026-05-05T02:00:00Z", "100000000", "0", "280000", "0",
          "99720000", "0", "1",
        ]
      ])
  }

  @Test(arguments: [
    "20260505T020000.5Z-a.json", "2026-05-05T02:00:00.5Z.json", "x/2026-05-05T02-00-00.5Z_a.json",
  ])
  func `a source whose name starts with a time says when its balance was fetched`(
    name: String
  ) throws {
    let scenario = try LedgerScenario()
    try scenario.importing([SourceText(name, [AccountText.answer()])])
    #expect(
      try scenario.table("SELECT told_at, observed_at FROM balance_snapshot")
        == [["1777946400500000000", "1777946400500000000"]])
  }

  @Test(arguments: [
    "account.json", "20260505.json", "20261305T020000Z.json", "20260505T0200Z.json",
    "20260505T020000+0100.json", "Z.json", "TZ", "20260505T02000xZ.json",
  ])
  func `any other source is taken to be as old as its import`(name: String) throws {
    let scenario = try LedgerScenario()
    try scenario.importing([SourceText(name, [AccountText.answer()])])
    #expect(
      try scenario.table("SELECT told_at, observed_at FROM balance_snapshot")
        == [["-1", "1780272000000000000"]])
  }

  @Test func `equal balances of two nights are two snapshots, and the same file again is one`()
    throws
  {
    let scenario = try LedgerScenario()
    let nights = [
      Self.snapshot("20260504T020000Z", "10"), Self.snapshot("20260505T020000Z", "10"),
    ]
    try scenario.importing(nights)
    let again = try scenario.importing(nights)
    #expect(again.unchangedBalanceSnapshots == 2)
    #expect(try scenario.table("SELECT count(*) FROM v_wallet") == [["1"]])
  }

  @Test func `usage type llm counts when it was created, every other when it ended`() throws {
    for (type, index) in [("llm", 0), ("point", 1)] {
      let scenario = try LedgerScenario()
      let task = TaskText.task { task in
        task.usageType = type
        (task.createdAt, task.endedAt) = ("2026-05-05T01:00:00Z", "2026-05-05T03:00:00Z")
      }
      try scenario.importing([
        SourceText("a.ndjson", [task.envelope]), Self.snapshot("20260504T020000Z", "10"),
        Self.snapshot("20260505T020000Z", "10"), Self.snapshot("20260506T020000Z", "10"),
      ])
      let billed = try scenario.table("SELECT billed_points FROM v_wallet ORDER BY closing_at")
      #expect(billed[index] == ["280000"])
      #expect(billed[1 - index] == ["0"])
    }
  }

  @Test func `a snapshot between two others divides what was booked between them`() throws {
    let scenario = try LedgerScenario()
    let early = TaskText.task { $0.createdAt = "2026-05-04T10:00:00Z" }
    let late = TaskText.task { ($0.taskID, $0.createdAt) = (taskID(2), "2026-05-04T20:00:00Z") }
    try scenario.importing([
      SourceText("a.ndjson", [early.envelope, late.envelope]),
      Self.snapshot("20260504T020000Z", "10"), Self.snapshot("20260505T020000Z", "9.944"),
    ])
    try scenario.importing([Self.snapshot("20260504T150000Z", "9.972")])
    #expect(
      try scenario.table("SELECT billed_points, unexplained_points FROM v_wallet")
        == [["280000", "0"], ["280000", "0"]])
  }

  @Test func `spend that only the history shows is part of what was spent`() throws {
    let scenario = try LedgerScenario()
    let unlogged = HistoryText.page { ($0.id, $0.taskID) = (42, taskID(5)) }
    try scenario.importing([
      SourceText("a.ndjson", [TaskText().envelope, HistoryText.page(), unlogged]),
      Self.snapshot("20260504T020000Z", "10"), Self.snapshot("20260505T020000Z", "9.944"),
    ])
    #expect(
      try scenario.table("SELECT billed_points, unlogged_points, unexplained_points FROM v_wallet")
        == [["280000", "280000", "0"]])
  }

  @Test func `an unexplained change is a finding with its window`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing([
      SourceText("a.ndjson", [TaskText().envelope]), Self.snapshot("20260504T020000Z", "10"),
      Self.snapshot("20260505T020000Z", "9.9"),
    ])
    let ledger = try scenario.opened()
    let window = try #require(
      try ledger.walletWindows(asOf: try moment(LedgerScenario.now)).first(where: \.isUnexplained))
    let finding = ledger.finding(of: window)
    #expect(finding.kind == "unexplained_change")
    #expect(finding.tasks == 1)
    #expect(
      finding.detail
        == "the balance fell by 0.072 USD beyond what is known, between 2026-05-04T02:00:00Z and "
        + "2026-05-05T02:00:00Z")
    #expect(
      try scenario.table("SELECT kind, count FROM v_finding") == [["unexplained_change", "1"]])
    #expect(
      try scenario.table("SELECT unexplained_usd FROM v_wallet") == [["-0.0720000"]])
  }

  @Test func `balances of two accounts are not carried forward past tasks that name neither`()
    throws
  {
    let scenario = try LedgerScenario()
    try scenario.importing([
      Self.snapshot("20260504T020000Z", "10"), Self.snapshot("20260505T020000Z", "9"),
    ])
    // Earlier versions imported answers of any account.
    try scenario.execute("UPDATE balance_snapshot SET account = 'other' WHERE id = 2")
    try scenario.importing([SourceText("a.ndjson", [TaskText().envelope])])
    let ledger = try scenario.opened()
    #expect(try ledger.wallets(asOf: try moment(LedgerScenario.now), rows: []).isEmpty)
    #expect(try ledger.tasksOfNoAccount() == 1)
    #expect(try ledger.walletAccounts() == ["other", "studio"])
  }

  @Test func `a snapshot without a balance in USD ends no window and is no balance of zero`() throws
  {
    let scenario = try LedgerScenario()
    let credits = #"{"name":"studio","credit_pack_info":{"available_credits":5}}"#
    let unknown = SourceText("archive/20260504T120000Z-account.json.gz", [credits])
    let summary = try scenario.importing([
      Self.snapshot("20260504T020000Z", "10"), unknown, Self.snapshot("20260505T020000Z", "9.972"),
      SourceText("a.ndjson", [TaskText().envelope]),
    ])
    #expect(summary.newBalanceSnapshots == 3)
    #expect(summary.unknownBalances == 1)
    #expect(
      try scenario.table("SELECT closing_points, billed_points, unexplained_points FROM v_wallet")
        == [["99720000", "280000", "0"]])
    #expect(try scenario.importing([unknown]).unchangedBalanceSnapshots == 1)
  }

  @Test func `an account that never tells its balance has no wallet, until it does`() throws {
    let scenario = try LedgerScenario()
    let credits = #"{"name":"studio","credit_pack_info":{"total_credits":5}}"#
    try scenario.importing([
      SourceText("20260504T020000Z.json", [credits]), SourceText("a.ndjson", [TaskText().envelope]),
    ])
    #expect(
      try scenario.opened().wallets(asOf: try moment(LedgerScenario.now), rows: []).isEmpty)
    try scenario.importing([Self.snapshot("20260505T020000Z", "9.972")])
    let wallet = try #require(
      try scenario.opened().wallets(asOf: try moment(LedgerScenario.now), rows: []).first)
    #expect(wallet.balance == Points(99_720_000))
  }

  @Test func `a balance beyond the range of money is quarantined`() throws {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing(AccountText.answer { $0.balance = "1000000000" })
    #expect(summary.newlyQuarantined == 1)
    #expect(summary.newBalanceSnapshots == 0)
  }
}
