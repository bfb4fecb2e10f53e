import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

@Suite struct WalletStateTests {
  private static let asOf = "2026-05-06T12:00:00Z"

  /// Two snapshots, a task in between, one after them, and a running one.
  private static func scenario() throws -> LedgerScenario {
    let scenario = try LedgerScenario()
    let later = TaskText.task { ($0.taskID, $0.createdAt) = (taskID(2), "2026-05-05T10:00:00Z") }
    let running = TaskText.task { task in
      (task.taskID, task.createdAt) = (taskID(3), "2026-05-06T10:00:00Z")
      (task.status, task.output, task.endedAt) = ("processing", "null", "")
      (task.usageType, task.frozen, task.consume) = ("point", 500_000, 0)
    }
    let answer = { (balance: String, remain: Int) in
      AccountText.answer { account in
        account.balance = balance
        account.wallet =
          #"{"point_remain":\#(remain),"point_frozen":700000,"auto_recharge_enabled":true,"auto_recharge_threshold_credit":1720000}"#
        account.packs =
          #"[{"id":"p1","active":true,"capacity":5,"used":2,"expired_at":"2026-08-01T00:00:00Z"}]"#
      }
    }
    try scenario.importing(
      [
        SourceText("a.ndjson", [TaskText().envelope, later.envelope, running.envelope]),
        SourceText("20260504T020000Z.json", [answer("1", 10_000_000)]),
        SourceText("20260505T020000Z.json", [answer("0.972", 9_720_000)]),
      ], asOf: asOf)
    return scenario
  }

  private static func state(_ scenario: LedgerScenario, asOf: String = asOf) throws -> WalletState {
    let ledger = try scenario.opened()
    let now = try moment(asOf)
    return try #require(
      try ledger.wallets(asOf: now, rows: try ledger.reader(asOf: now).lines()).first)
  }

  @Test func `the balance is the latest snapshot with what is known since`() throws {
    let state = try Self.state(try Self.scenario())
    #expect(state.latest.balance == Points(9_720_000))
    #expect(state.since.billed == Points(280_000))
    #expect(state.since.tasks == 1)
    #expect(state.balance == Points(9_440_000))
    #expect(state.windows.count == 1)
    #expect(state.unexplained == [])
  }

  @Test func `the runway is the balance at the mean of the complete days`() throws {
    let state = try Self.state(try Self.scenario())
    #expect(state.rate == SpendRate(spent: Points(560_000), days: 2))
    #expect(state.runway == .days(tenths: 337))
    #expect(state.rechargeLevel == Points(1_720_000))
    #expect(state.rechargeRunway == .days(tenths: 275))
  }

  @Test func `what the account has frozen is compared with the known commitments`() throws {
    let state = try Self.state(try Self.scenario())
    #expect(state.commitment == Points(500_000))
    #expect(state.openTasks == 1)
    #expect(state.unit?.basis == .wallet)
    #expect(state.frozen == Points(700_000))
    #expect(state.frozenDifference == Points(200_000))
  }

  @Test func `a top-up since the latest snapshot is part of the balance`() throws {
    let scenario = try Self.scenario()
    _ = try scenario.opened(.readWrite).add(
      TopUp(
        id: 0, day: try #require(CalendarDay("2026-05-06")), at: nil, amount: Points(1_000_000),
        kind: .cash, note: ""), allowsDuplicate: false, at: try moment(Self.asOf))
    let state = try Self.state(scenario)
    #expect(state.since.topUps == Points(1_000_000))
    #expect(state.balance == Points(10_440_000))
  }

  @Test func `an earlier moment does not see later snapshots`() throws {
    let state = try Self.state(try Self.scenario(), asOf: "2026-05-04T12:00:00Z")
    #expect(state.latest.balance == Points(10_000_000))
    #expect(state.since.billed == Points(280_000))
    #expect(state.windows == [])
  }

  @Test func `the tasks of a window are those that were booked in it`() throws {
    let scenario = try Self.scenario()
    let state = try Self.state(scenario)
    let window = try #require(state.windows.first)
    let tasks = try scenario.opened().reader(asOf: moment(Self.asOf)).tasks(
      in: window, by: state.basis)
    #expect(tasks.map(\.id.text) == [TaskText().taskID])
    #expect(tasks.map(\.line.billed) == [Points(280_000)])
  }

  @Test func `packs keep the provider's units until their unit is verified`() throws {
    let outlook = try #require(try Self.state(try Self.scenario()).packs.first)
    #expect(outlook.pack.remaining == Ratio(3))
    #expect(outlook.remaining == nil)
  }
}
