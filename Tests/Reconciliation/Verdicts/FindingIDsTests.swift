import Domain
import Reconciliation
import Testing

@Suite struct FindingIDsTests {
  private static func key(_ detail: String, sku: String = "a") -> FindingKey {
    FindingKey(kind: "overcharged", sku: sku, detail: detail, day: nil)
  }

  private static func finding(
    tasks: Int, billed: Int64, day: String, detail: String = "x: 5 of them", cause: String? = "x"
  ) -> Finding {
    let day = CalendarDay(day)
    return Finding(
      kind: "overcharged", sku: "a", detail: detail, cause: cause, tasks: tasks, days: (day, day),
      billed: Points(billed), booked: nil)
  }

  @Test("a name is eight letters from k to z, and the same in every run")
  func stable() {
    let key = Self.key("x")
    #expect(FindingIDs([key])[key] == "qulrxpvz")
    #expect(FindingIDs([key, Self.key("y"), Self.key("z")])[key] == FindingIDs([key])[key])
  }

  @Test("counts, amounts, days and words with amounts are no part of a name")
  func withoutAmounts() {
    let first = Self.finding(tasks: 1, billed: 5, day: "2026-05-04")
    let later = Self.finding(tasks: 7, billed: 90, day: "2026-05-30", detail: "x: 90 of them")
    #expect(first.key == later.key)
  }

  @Test("kind, SKU, cause and a finding's own day tell names apart, wherever one part ends")
  func different() {
    let day = CalendarDay("2026-05-04")
    let keys = [
      Self.key("x"), Self.key("y"), Self.key("x", sku: "b"), Self.key("", sku: "ax"),
      FindingKey(kind: "overcharged", sku: "a", detail: "x", day: day),
      FindingKey(kind: "stuck", sku: "a", detail: "x", day: nil),
    ]
    let ids = FindingIDs(keys)
    #expect(Set(keys.map { ids[$0] }).count == keys.count)
  }

  @Test("names that begin alike are longer, until they tell the findings apart")
  func collision() {
    // The digests of these two have their first 32 bits in common.
    let alike = [Self.key("102277"), Self.key("138015")]
    let ids = FindingIDs(alike + [Self.key("x")])
    let names = alike.map { ids[$0] }
    #expect(names.map(\.utf8.count) == [9, 9])
    #expect(names[0].prefix(8) == names[1].prefix(8) && names[0] != names[1])
    #expect(Set(ids.keys(startingWith: String(names[0].prefix(8)))) == Set(alike))
    #expect(ids.keys(startingWith: names[0]) == [alike[0]])
    #expect(FindingIDs([alike[0]])[alike[0]].utf8.count == 8)
  }
}

@Suite struct AcknowledgementTests {
  private static let key = FindingKey(kind: "overcharged", sku: "a", detail: "", day: nil)
  private static let today = CalendarDay("2026-06-01") ?? CalendarDay(number: 0)

  private static func finding(tasks: Int, points: Int64, level: Int64? = nil) -> NightFinding {
    NightFinding(key: key, tasks: tasks, amount: Points(points), level: level)
  }

  private static func given(
    until: String? = nil, level: Int64? = nil
  ) -> Acknowledgement {
    Acknowledgement(
      of: finding(tasks: 2, points: 100, level: level), reason: "agreed",
      until: until.flatMap { CalendarDay($0) }, givenAt: Instant(seconds: 0))
  }

  @Test(
    "an acknowledgement holds for the tasks and the amount that it was given for, through its day",
    arguments: [
      (2, Int64(100), nil, Acknowledgement.State.acknowledged), (2, 101, nil, .changed),
      (2, 99, nil, .changed), (3, 100, nil, .changed), (2, 100, "2026-06-01", .acknowledged),
      (2, 100, "2026-05-31", .expired), (2, 99, "2026-05-31", .changed),
    ] as [(Int, Int64, String?, Acknowledgement.State)])
  func state(tasks: Int, points: Int64, until: String?, state: Acknowledgement.State) {
    let now = Self.finding(tasks: tasks, points: points)
    #expect(Self.given(until: until).state(now, on: Self.today) == state)
    #expect(Self.given(until: until).state(nil, on: Self.today) == .resolved)
  }

  @Test(
    "an alarm is open again when half of what was left is gone",
    arguments: [
      (Int64(60), Acknowledgement.State.acknowledged), (31, .acknowledged), (30, .changed),
      (90, .acknowledged),
    ])
  func alarm(level: Int64, state: Acknowledgement.State) {
    let now = Self.finding(tasks: 0, points: 7, level: level)
    #expect(Self.given(level: 60).state(now, on: Self.today) == state)
  }

  @Test("an acknowledged finding leaves the findings, and one that has changed says from what")
  func result() {
    let result = { (billed: Int64) in
      let rows = [LedgerLine.row(.overcharged, billed: billed, expected: 100)]
      let whole = Finding.findings(in: [.row(.overcharged, billed: 300, expected: 100)])
      let given = Acknowledgement(
        of: NightFinding.all(whole)[0], reason: "agreed", until: nil,
        givenAt: Instant(seconds: 0))
      return ReconciliationResult(
        rows: rows, period: .all, undatedTasks: 0,
        acknowledgements: Acknowledgements(
          [given], of: Finding.findings(in: rows), on: Self.today))
    }
    let same = result(300)
    #expect(same.findings == [])
    #expect(!same.hasAlarmingFindings)
    #expect(same.acknowledged.map(\.finding.amount) == [Points(200)])
    #expect(same.acknowledged.map(\.acknowledgement.reason) == ["agreed"])
    #expect(same.totals.variance == Points(200))
    let changed = result(350)
    #expect(changed.acknowledged == [])
    #expect(changed.hasAlarmingFindings)
    #expect(
      changed.findings.map(\.detail) == [
        "acknowledged at 0.00002 USD, now 0.000025 USD"
      ])
  }
}
