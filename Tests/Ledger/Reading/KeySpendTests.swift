import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

/// The spend of a ledger by API key, from the account history.
@Suite struct KeySpendTests {
  private static let later = "2026-06-10T08:00:00Z"

  /// Four tasks of one day: two of key 7, one that the history does not name, and one of key 8 that
  /// only the history shows.
  private static func scenario() throws -> LedgerScenario {
    let scenario = try LedgerScenario()
    let tasks = (1...3).map { number in TaskText.task { $0.taskID = taskID(number) }.envelope }
    let rows = [1, 2].map { number in
      HistoryText.row { ($0.id, $0.taskID) = (number, taskID(number)) }
    }
    let alone = HistoryText.row { ($0.id, $0.taskID, $0.apiKeyID) = (9, taskID(9), "8") }
    try scenario.importing([
      SourceText("a.ndjson", tasks + [HistoryText.page(rows + [alone])])
    ])
    return scenario
  }

  /// The points of each key by the day on which they count.
  private static func points(
    _ scenario: LedgerScenario, dividedBy division: LedgerLine.Division, asOf: String
  ) throws -> [String: Int64] {
    let history = try scenario.opened().reader(asOf: moment(asOf), dividedBy: division)
      .spendHistory()
    return history.lines.reduce(into: [:]) { sums, spent in
      let key = history.charges[spent.charge].apiKeyID ?? "none"
      let name = "\(spent.spentDay) \(key)"
      sums[name, default: 0] += (spent.line.forecastAmount * spent.line.tasks).count
    }
  }

  @Test func `tasks are divided by the keys that the history names`() throws {
    let scenario = try Self.scenario()
    let points = try Self.points(scenario, dividedBy: .keys, asOf: LedgerScenario.now)
    #expect(
      points == ["2026-05-04 7": 560_000, "2026-05-04 8": 280_000, "2026-05-04 none": 280_000])
    let history = try scenario.opened().reader(asOf: moment(LedgerScenario.now), dividedBy: .keys)
      .spendHistory()
    #expect(history.keyDays.map { "\($0)" } == "2026-05-04...2026-05-04")
    #expect(history.charges.allSatisfy { ($0.pricing.rated == nil) == ($0.apiKeyID == "8") })
    #expect(try scenario.opened().reader(asOf: moment(Self.later)).spendHistory().keyDays == nil)
  }

  /// Tasks of a day in May of an account, and a row of its history for each day of it.
  private static func account(
    _ name: String, tasks: ClosedRange<Int>, history: [Int]
  ) -> [SourceText] {
    let number = { (day: Int) in (name == "studio" ? 100 : 200) + day }
    let time = { (day: Int) in "2026-05-\(day < 10 ? "0" : "")\(day)T10:00:00Z" }
    let answers = tasks.map { day in
      TaskText.task {
        $0.taskID = taskID(number(day))
        $0.meta =
          #"{"account_name":"\#(name)","created_at":"\#(time(day))","ended_at":"\#(time(day))","usage":{"type":"point","consume":280000}}"#
      }.envelope
    }
    let rows = history.map { day in
      HistoryText.row {
        ($0.id, $0.taskID) = (number(day), taskID(number(day)))
        ($0.account, $0.createdAt, $0.apiKeyID) = (name, time(day), "\(number(1))")
      }
    }
    return [
      SourceText("\(name)/tasks.ndjson", answers),
      SourceText("\(name)/history.ndjson", [HistoryText.page(rows)]),
    ]
  }

  @Test(arguments: [
    // The other account's tasks of the 1st to the 3rd and of the 9th have keys that nothing tells.
    (1...9, 4...8, String?.none, "2026-05-04...2026-05-08"),
    (1...9, 4...8, "studio", "2026-05-01...2026-05-09"),
    (1...9, 4...8, "agency", "2026-05-04...2026-05-08"),
    // It began on the 4th.
    (4...9, 4...8, nil, "2026-05-01...2026-05-08"),
  ])
  func `keys are known on the days that the history of each account covers`(
    tasks: ClosedRange<Int>, history: ClosedRange<Int>, account: String?, expected: String
  ) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(
      Self.account("studio", tasks: 1...9, history: Array(1...9))
        + Self.account("agency", tasks: tasks, history: Array(history)))
    let conditions = account.map { [LineFilter.Condition(.account, values: [$0])] } ?? []
    let days = try scenario.opened().reader(
      asOf: moment(LedgerScenario.now), dividedBy: .keys, where: LineFilter(conditions: conditions)
    ).spendHistory().keyDays
    #expect(days.map { "\($0)" } == expected)
  }

  @Test func `a key keeps its spend where another card changes what a closed month should cost`()
    throws
  {
    let scenario = try Self.scenario()
    let before = try Self.points(scenario, dividedBy: .keys, asOf: Self.later)
    try scenario.opened(.readWrite).close(
      monthOf: try #require(CalendarDay("2026-05-17")), at: moment("2026-06-02T08:00:00Z"))
    try scenario.opened(.readWrite).usePricer(
      SmallCard(imageUSD: "0.03").pricer, asOf: moment(Self.later))
    let after = try Self.points(scenario, dividedBy: .keys, asOf: Self.later)
      .filter { $0.value != 0 }
    #expect(after == before)
    let whole = try Self.points(scenario, dividedBy: .whole, asOf: Self.later)
    #expect(whole.filter { $0.value != 0 } == ["2026-05-04 none": 1_120_000])
  }
}
