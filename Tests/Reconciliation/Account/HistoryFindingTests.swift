import Domain
import Reconciliation
import Testing

@Suite struct HistoryFindingTests {
  private static func finding(
    _ kind: HistoryFindingKind, key: String? = "7", usage: Ratio? = nil, sku: String = "seedream",
    tasks: Int = 2
  ) -> Finding {
    HistoryFinding(
      kind: kind, apiKeyID: key, sku: sku, tasks: tasks, firstDay: CalendarDay("2026-05-04"),
      lastDay: CalendarDay("2026-05-04"), billed: nil, booked: usage == nil ? Points(5) : nil,
      price: nil, usage: usage
    ).finding(keyNames: ["7": "website"])
  }

  @Test func `unlogged spend names its key as the configuration does`() {
    let finding = Self.finding(.onlyInHistory)
    #expect(finding.kind == "only_in_history")
    #expect(finding.detail == "API key 7 (website)")
    #expect(finding.booked == Points(5))
    #expect(finding.isAlarming)
  }

  @Test(arguments: [("8", "API key 8"), (nil, "no API key")] as [(String?, String)])
  func `a key without a name is shown by its id`(key: String?, text: String) {
    #expect(Self.finding(.onlyInHistory, key: key).detail == text)
  }

  @Test func `an amount whose unit is not points is shown in its own units`() {
    let finding = Self.finding(.onlyInHistory, usage: Ratio(5, over: 2))
    #expect(finding.booked == nil)
    #expect(finding.detail == "API key 7 (website): usage 2.5 in the provider's units")
  }

  @Test func `an entry more of another model is part of the same finding the next night`() {
    let before = Self.finding(.onlyInHistory, usage: Ratio(5))
    let now = Self.finding(.onlyInHistory, usage: Ratio(9), sku: "", tasks: 3)
    let changes = NightChange.all(
      from: NightFinding.all([before]), to: NightFinding.all([now]),
      on: CalendarDay(number: 0))
    #expect(changes.map(\.kind) == [.changed])
    let other = Self.finding(.onlyInHistory, key: "8")
    #expect(NightFinding(other).key != NightFinding(before).key)
  }

  @Test func `an unexplained change stays the same finding if its amount changes`() throws {
    let days = (try #require(CalendarDay("2026-05-04")), try #require(CalendarDay("2026-05-05")))
    let keys = [10, 20].map { tasks in
      let window = WalletWindow(
        openingAt: Instant(seconds: 1), closingAt: Instant(seconds: 2), opening: Points(100),
        billed: Points(Int64(tasks)), unlogged: .zero, closing: Points(5), tasks: tasks,
        precision: BalancePrecision(decimals: 7))
      return NightFinding(window.finding(days: days)).key
    }
    #expect(keys[0] == keys[1])
  }

  @Test func `findings of the account are listed with those of the tasks, largest amount first`() {
    let result = ReconciliationResult(
      rows: [.row(.overcharged, billed: 10, expected: 7)], period: .all, undatedTasks: 0,
      accountFindings: [Self.finding(.onlyInHistory), Self.finding(.bookedDifferently, key: nil)])
    #expect(
      result.findings.map(\.kind) == ["booked_differently", "only_in_history", "overcharged"])
    #expect(result.hasAlarmingFindings)
    #expect(result.totals.variance == Points(3))
  }
}
