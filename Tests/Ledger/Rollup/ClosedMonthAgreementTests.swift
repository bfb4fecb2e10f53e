import Domain
import Ledger
import Queries
import Reconciliation
import TestSupport
import Testing
import Traffic

/// Whatever is found after a month was closed, everything that reports it agrees: the month as
/// closed, and what was found later on its day, with its sign.
@Suite struct ClosedMonthAgreementTests {
  private static let closing = "2026-06-02T08:00:00Z"
  /// Not in order: a run may be for an earlier moment.
  private static let moments = [
    "2026-06-10T08:00:00Z", "2026-06-10T20:00:00Z", "2026-06-05T08:00:00Z", "2026-07-03T08:00:00Z",
  ]
  private static let cards = [
    SmallCard(), SmallCard(imageUSD: "0.03"), SmallCard(readsQuality: true),
    SmallCard(hasPenaltyRule: false), SmallCard(imageUSD: "0.03", secondUSD: "0.2"),
  ]

  /// A closed May, followed by a random sequence of imports, cards and nights.
  private struct History {
    let scenario: LedgerScenario
    var random: SeededRandom
    var asOf = ClosedMonthAgreementTests.closing
    private var card = SmallCard()
    private var sources: [SourceText]

    init(seed: UInt64) throws {
      random = SeededRandom(seed: seed)
      var deliveries = Deliveries(seed: seed, moreTasks: 14)
      sources = deliveries.rearranged()
      scenario = try LedgerScenario()
      let first = sources.prefix(sources.count / 2)
      try scenario.importing(Array(first), asOf: asOf)
      sources.removeFirst(first.count)
      let day = try #require(CalendarDay("2026-05-17"))
      try scenario.opened(.readWrite).close(monthOf: day, at: try moment(asOf))
    }

    mutating func step() throws {
      asOf = moments.randomElement(using: &random) ?? closing
      switch Int.random(in: 0..<4, using: &random) {
      case 0: card = cards.randomElement(using: &random) ?? card
      case 1: break
      default:
        if let source = sources.popLast() {
          try scenario.importing([source], asOf: asOf, card: card)
        }
      }
      let ledger = try scenario.opened(.readWrite)
      try ledger.usePricer(try card.pricer, asOf: try moment(asOf))
      try ledger.advance(asOf: try moment(asOf), by: try card.pricer)
    }

    func rows(_ period: ReportPeriod) throws -> [LedgerLine] {
      try scenario.opened().reader(in: period, asOf: try moment(asOf)).lines()
    }
  }

  private static func period(_ text: String) throws -> ReportPeriod {
    let today = try #require(CalendarDay("2026-07-10"))
    return try #require(ReportPeriod(text, today: today))
  }

  /// The answer of a saved question.
  private static func answer(
    _ question: Query, in period: ReportPeriod, of ledger: LedgerStore
  ) throws -> [[QueryValue]] {
    var rows: [[QueryValue]] = []
    try ledger.read(question.sql, period: period, columns: { _ in }, row: { rows.append($0) })
    return rows
  }

  private static func findings(_ scenario: LedgerScenario, in month: String) throws -> [[String]] {
    try scenario.table(
      """
      SELECT kind, task_id, day, model, task_type, count, billed_points, expected_points,
        variance_points, detail
      FROM v_finding WHERE day LIKE '\(month)%' AND kind IN (SELECT name FROM verdict)
      ORDER BY 1, 2, 3, 6, 7, 8
      """)
  }

  /// Everything that reports May.
  private static func told(_ history: History) throws -> [String] {
    let ledger = try history.scenario.opened()
    let may = try period("2026-05")
    let questions: [Query] = [
      .dearestTasks, .failuresByError, .findingsByCause, .overcharges, .spendBySize, .tasksByHour,
    ]
    return try questions.map { "\($0): \(try answer($0, in: may, of: ledger))" } + [
      "findings: \(try findings(history.scenario, in: "2026-05"))",
      "retries: \(try ledger.reader(in: may, asOf: moment(history.asOf)).retryChains().map(\.chain.tasks))",
      "failures: \(Failures(try history.rows(may)).byCause.map { "\($0)" })",
      "rows: \(try history.rows(may).map { "\($0.day?.description ?? "") \($0)" }.sorted())",
    ]
  }

  /// Compares the numbers of tasks of the findings with the tasks that are listed.
  ///
  /// A period that has only changes of a closed month may take more tasks from a finding than it gives
  /// to it.
  private static func compareTasks(_ history: History, in period: ReportPeriod) throws {
    let ledger = try history.scenario.opened()
    let reader = ledger.reader(in: period, asOf: try moment(history.asOf))
    let rows = try reader.lines()
    let tasks = try reader.findingTasks(.all, drifts: [])
    let first = try reader.findingTasks(.first, drifts: [])
    let findings = { (tasks: FindingTasks) in
      ReconciliationResult(rows: rows, period: period, undatedTasks: 0, tasks: tasks).findings
    }
    for (finding, brief) in zip(findings(tasks), findings(first)) {
      #expect(brief.taskIDs == Array(finding.taskIDs.prefix(FindingTasks.shownLimit)))
      #expect(Set(finding.taskIDs).count == finding.taskIDs.count)
      #expect(finding.taskIDs.count >= finding.tasks, "\(finding.kind) in \(period)")
      guard period.isAll else { continue }
      #expect(finding.taskIDs.count == finding.tasks, "\(finding.kind) as of \(history.asOf)")
      for id in finding.taskIDs {
        let task = try ledger.reader(asOf: moment(history.asOf)).explained(id)
        #expect(task?.line.verdict.name == finding.kind, "\(id)")
      }
    }
  }

  @Test(arguments: UInt64(1)...6)
  func `every finding lists as many tasks as it counts, and those that have its verdict`(
    seed: UInt64
  ) throws {
    var history = try History(seed: seed)
    for _ in 0..<5 {
      try history.step()
      for period in try [.all, Self.period("2026-05"), Self.period("2026-06")] {
        try Self.compareTasks(history, in: period)
      }
    }
  }

  private static func totals(_ rows: [LedgerLine]) -> [Int64] {
    let totals = Totals(rows)
    return [Int64(totals.tasks), totals.billed.count]
  }

  private static func sums(_ rows: [[QueryValue]], _ columns: Int...) -> [Int64] {
    columns.map { column in
      rows.reduce(0) { sum, row in
        if case .integer(let number) = row[column] { sum + number } else { sum }
      }
    }
  }

  /// Compares everything that reports a period with the reports' rows.
  private static func compare(_ history: History, in month: String) throws {
    let rows = try history.rows(try period(month))
    let ledger = try history.scenario.opened()
    let answers = { (question: Query) in
      try answer(question, in: try period(month), of: ledger)
    }
    #expect(try sums(answers(.spendBySize), 4, 5) == totals(rows), "size \(month)")
    #expect(try sums(answers(.tasksByHour), 1, 2) == totals(rows), "hour \(month)")
    #expect(try sums(answers(.dearestTasks), 5, 6) == totals(rows), "dearest \(month)")
    #expect(try sums(answers(.spendByModel), 2, 3) == totals(rows), "model \(month)")
    let failures = Failures(rows).total
    #expect(
      try sums(answers(.failuresByError), 4, 5, 6, 7) == [
        Int64(failures.tasks), Int64(failures.free), Int64(failures.unmetered),
        failures.totals.billed.count,
      ], "failures \(month)")
    var kinds: [String: [Int64]] = [:]
    for row in rows {
      let booked = row.verdict == .ownAccount && row.billed != nil && row.billed != row.expected
      guard row.verdict.isFinding || booked else { continue }
      let known = kinds[row.verdict.name] ?? [0, 0]
      kinds[row.verdict.name] = [
        known[0] + Int64(row.tasks), known[1] + (row.billed ?? .zero).count * Int64(row.tasks),
      ]
    }
    var found: [String: [Int64]] = [:]
    for row in try findings(history.scenario, in: month) {
      let known = found[row[0]] ?? [0, 0]
      found[row[0]] = [known[0] + (Int64(row[5]) ?? 0), known[1] + (Int64(row[6]) ?? 0)]
    }
    #expect(
      found.filter { $0.value != [0, 0] } == kinds.filter { $0.value != [0, 0] },
      "findings \(month)")
  }

  @Test(arguments: UInt64(1)...24)
  func `the closed month stays as it was everywhere, and its changes add up everywhere`(
    seed: UInt64
  ) throws {
    var history = try History(seed: seed)
    let before = try Self.told(history)
    try Self.compare(history, in: "2026-05")
    for _ in 0..<8 {
      try history.step()
      #expect(try history.scenario.opened().check().rollupDifferences == [], "seed \(seed)")
      for (old, new) in zip(before, try Self.told(history)) {
        #expect(old == new, "seed \(seed) as of \(history.asOf)")
      }
      for month in ["2026-05", "2026-06", "2026-07"] { try Self.compare(history, in: month) }
    }
    try Self.reopen(history, seed: seed)
  }

  @Test func `the random histories reach every kind of change`() throws {
    var found: [String: Int] = [:]
    for seed in UInt64(1)...6 {
      var history = try History(seed: seed)
      for _ in 0..<8 { try history.step() }
      for (kind, sql) in [
        ("a task that came later", "SELECT count(*) FROM superseded_task WHERE outcome_id IS NULL"),
        ("a task that changed", "SELECT count(*) FROM superseded_task WHERE outcome_id > 0"),
        (
          "a task that changed twice",
          "SELECT count(*) FROM superseded_task WHERE since_number > 0 AND outcome_id > 0"
        ),
        ("another price", "SELECT count(*) FROM superseded_outcome"),
        ("another price again", "SELECT count(*) FROM superseded_outcome WHERE since_number > 0"),
        ("a finding less", "SELECT count(*) FROM v_finding WHERE count < 0"),
        ("a finding more", "SELECT count(*) FROM v_finding WHERE count > 0 AND day > '2026-06'"),
      ] {
        found[kind, default: 0] += Int(try history.scenario.table(sql)[0][0]) ?? 0
      }
    }
    for (kind, count) in found { #expect(count > 0, "\(kind)") }
  }

  /// The chains of a month plus their changes are the chains of the reopened month.
  private static func reopen(_ history: History, seed: UInt64) throws {
    let ledger = try history.scenario.opened(.readWrite)
    var counts: [[TaskID]: Int] = [:]
    for month in ["2026-05", "2026-06", "2026-07"] {
      for chain in try ledger.reader(
        in: try period(month), asOf: try moment(history.asOf)
      ).retryChains() {
        counts[chain.chain.tasks.map(\.id), default: 0] += chain.count
      }
    }
    let day = try #require(CalendarDay("2026-05-31"))
    try ledger.reopen(monthOf: day, at: try moment(history.asOf), reason: "a test")
    let open = try ledger.reader(in: try period("2026-05"), asOf: try moment(history.asOf))
      .retryChains().map { $0.chain.tasks.map(\.id) }
    #expect(
      counts.filter { $0.value != 0 } == Dictionary(uniqueKeysWithValues: open.map { ($0, 1) }))
    for table in ["superseded_task", "superseded_outcome", "unnamed_adjustment"] {
      #expect(try history.scenario.table("SELECT * FROM \(table)") == [], "seed \(seed)")
    }
    #expect(try ledger.check().isClean)
    try compare(history, in: "2026-05")
  }

  @Test func `a change without a known task is reported without one, and the sums agree`() throws {
    let scenario = try LedgerScenario()
    let failed = TaskText.task { ($0.status, $0.output, $0.errorCode) = ("failed", "null", 10_000) }
    try scenario.importing(failed.envelope, asOf: Self.closing)
    let day = try #require(CalendarDay("2026-05-04"))
    try scenario.opened(.readWrite).close(monthOf: day, at: try moment(Self.closing))
    var refunded = failed
    refunded.consume = 0
    try scenario.importing(refunded.envelope, from: "b.ndjson", asOf: Self.moments[0])
    try scenario.execute("DELETE FROM superseded_task")
    #expect(try scenario.opened().check().rollupDifferences.count == 4)
    try scenario.opened(.readWrite).rebuildRollup(asOf: try moment(Self.moments[0]))
    #expect(try scenario.opened().check().isClean)
    #expect(
      try Self.findings(scenario, in: "2026").map { Array($0.prefix(7)) } == [
        ["refund_due", "NULL", "2026-05-04", "seedream", "seedream-5-lite", "1", "280000"],
        ["refund_due", "NULL", "2026-06-10", "seedream", "seedream-5-lite", "-1", "-280000"],
      ])
  }

  @Test func `a card that splits one price leaves no trace of tasks that cost the same`()
    throws
  {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope, asOf: Self.closing)
    let day = try #require(CalendarDay("2026-05-04"))
    try scenario.opened(.readWrite).close(monthOf: day, at: try moment(Self.closing))
    let card = SmallCard(imageChange: "2026-05-20")
    try scenario.opened(.readWrite).usePricer(try card.pricer, asOf: try moment(Self.moments[0]))
    #expect(try scenario.table("SELECT * FROM adjustment") == [])
    #expect(try scenario.table("SELECT * FROM superseded_task") == [])
    #expect(try scenario.opened().check().isClean)
  }
}
