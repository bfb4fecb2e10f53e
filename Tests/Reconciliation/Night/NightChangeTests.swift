import Domain
import Reconciliation
import Testing

/// What changed from one night to the next.
@Suite struct NightChangeTests {
  private static func finding(
    _ kind: String, tasks: Int = 1, points: Int64 = 10, day: String? = nil
  ) -> NightFinding {
    NightFinding(
      key: FindingKey(
        kind: kind, sku: "a", detail: "", day: day.flatMap { CalendarDay($0) }),
      tasks: tasks, amount: Points(points))
  }

  /// 2026-06-01.
  private static let june1 = CalendarDay(number: 20_605)

  private static func changes(_ before: [NightFinding], _ now: [NightFinding]) -> [String] {
    NightChange.all(from: before, to: now, on: june1).map {
      "\($0.kind.rawValue) \($0.finding.key.kind) \($0.tasksBefore) \($0.finding.tasks)"
    }
  }

  @Test func `what is as it was is no change`() {
    let findings = [Self.finding("overcharged"), Self.finding("stuck", tasks: 3)]
    #expect(Self.changes(findings, findings).isEmpty)
    #expect(Self.changes([], []).isEmpty)
  }

  @Test func `findings are new, changed or resolved, the largest amount first, resolved last`() {
    let before = [
      Self.finding("gone", points: 900), Self.finding("more"), Self.finding("same"),
      Self.finding("dearer", points: 10),
    ]
    let now = [
      Self.finding("new", points: -50), Self.finding("more", tasks: 2, points: 20),
      Self.finding("same"), Self.finding("dearer", points: 30),
    ]
    #expect(
      Self.changes(before, now) == [
        "new new 0 1", "changed dearer 1 1", "changed more 1 2", "resolved gone 1 1",
      ])
  }

  @Test(arguments: [
    ("budget_exceeded", "2026-05-01 to 2026-05-31", "ended"),
    ("budget_above_80%", "2026-05-31", "ended"),
    ("budget_exceeded", "2026-05-25 to 2026-06-01", "resolved"),
    ("budget_exceeded", "2026-06-01 to 2026-06-30", "resolved"),
    ("overcharged", "2026-05-01 to 2026-05-31", "resolved"),
  ])
  func `the budget of a period that is over has ended, and was not resolved`(
    kind: String, detail: String, change: String
  ) {
    let before = NightFinding(
      key: FindingKey(kind: kind, sku: "all", detail: detail, day: nil), tasks: 0,
      amount: Points(5))
    let changes = NightChange.all(from: [before], to: [], on: Self.june1)
    #expect(changes.map(\.kind.rawValue) == [change])
  }

  @Test func `findings of one day each are distinguished by day`() {
    let (first, second) = (
      Self.finding("only_in_history", day: "2026-05-04"),
      Self.finding("only_in_history", day: "2026-05-05")
    )
    #expect(Self.changes([first], [first, second]) == ["new only_in_history 0 1"])
  }

  @Test func `findings with one key are added up`() {
    let rows: [LedgerLine] = [
      .row(.overcharged, billed: 520_000, expected: 280_000, tasks: 2),
      .row(.overcharged, sku: "b", billed: 300_000, expected: 280_000),
    ]
    let findings = Finding.findings(in: rows)
    let night = NightFinding.all(findings + findings)
    #expect(night.map(\.tasks) == [2, 4])
    #expect(night.map(\.amount.count) == [40_000, 960_000])
  }
}
