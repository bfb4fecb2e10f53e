import Domain
import Ledger
import RateCards
import Reconciliation
import TestSupport
import Testing
import Traffic

/// What a ledger would cost under another card is what it costs once that card prices it.
@Suite struct OtherCardTests {
  private static let asOf = "2026-06-10T12:00:00Z"
  private static let zones = [nil, "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]

  private static func imported(
    _ records: [String], card: SmallCard = SmallCard(), timeZone: String? = nil
  ) throws -> LedgerScenario {
    let scenario = try LedgerScenario()
    try scenario.importing(
      [SourceText("a.ndjson", records)], asOf: asOf, card: card, timeZone: timeZone)
    return scenario
  }

  private static func repriced(
    _ scenario: LedgerScenario, by card: SmallCard, in period: ReportPeriod = .all
  ) throws -> [RepricedLine] {
    try scenario.opened().reader(in: period, asOf: try moment(asOf))
      .repricedLines(by: try card.pricer)
  }

  private static var may: ReportPeriod {
    get throws {
      let today = try #require(CalendarDay("2026-05-31"))
      return try #require(ReportPeriod("2026-05", today: today))
    }
  }

  /// The sums of tasks whose price and quantity are known, by model and verdict-independent state.
  private static func sums(
    _ lines: [(line: LedgerLine, price: Points?)]
  ) -> [String: Points] {
    var sums: [String: Points] = [:]
    for (line, price) in lines where line.isSettled && line.costBasis != .rules {
      guard let price, line.pricing.rated?.quantities.unknown == nil else { continue }
      let name = "\(line.pricing.sku.model) \(line.status.name) \(line.costBasis)"
      sums[name, default: .zero] += price * line.tasks
      sums["\(name) tasks", default: .zero] += Points(Int64(line.tasks))
    }
    return sums
  }

  private static func sums(under card: SmallCard, of records: [String], timeZone: String?) throws
    -> [String: Points]
  {
    let lines = try imported(records, card: card, timeZone: timeZone).opened()
      .reader(asOf: try moment(asOf)).lines(withRates: true)
    return sums(lines.map { ($0, $0.price) })
  }

  @Test(arguments: CardChangeTests.changes, zones)
  func `it is what importing under the other card gives`(
    change: CardChangeTests.Change, timeZone: String?
  ) throws {
    for seed in UInt64(401)...402 {
      let records = Deliveries(seed: seed, moreTasks: 40).records
      let lines = try Self.repriced(
        Self.imported(records, timeZone: timeZone), by: change.card)
      let found = Self.sums(lines.map { ($0.line, try? $0.other.get()) })
      let expected = try Self.sums(under: change.card, of: records, timeZone: timeZone)
      #expect(found == expected, "seed \(seed)")
      #expect(!found.isEmpty, "seed \(seed)")
    }
  }

  @Test(arguments: CardChangeTests.changes, zones)
  func `under the same card every task costs the same`(
    change: CardChangeTests.Change, timeZone: String?
  ) throws {
    for seed in UInt64(411)...412 {
      let records = Deliveries(seed: seed, moreTasks: 40).records
      let scenario = try Self.imported(records, card: change.card, timeZone: timeZone)
      let lines = try Self.repriced(scenario, by: change.card)
      try Self.expectEqualCosts(lines, "seed \(seed)")
      let ended = try scenario.opened().reader(asOf: try moment(Self.asOf)).lines()
        .filter(\.isSettled)
      #expect(
        lines.reduce(0) { $0 + $1.line.tasks } == ended.reduce(0) { $0 + $1.tasks },
        "seed \(seed)")
    }
  }

  private static func expectEqualCosts(_ lines: [RepricedLine], _ comment: Comment) throws {
    #expect(!lines.isEmpty, comment)
    for repriced in lines {
      guard let price = repriced.line.price else { continue }
      #expect(try repriced.other.get() == price, comment)
    }
  }

  /// A ledger of two imports around the close of May, then priced by another card.
  private static func closed(
    seed: UInt64, by card: SmallCard, timeZone: String?
  ) throws -> LedgerScenario {
    let records = Deliveries(seed: seed, moreTasks: 40).records
    let half = records.count / 2
    let scenario = try imported(Array(records[..<half]), timeZone: timeZone)
    let day = try #require(CalendarDay("2026-05-31"))
    try scenario.opened(.readWrite).close(monthOf: day, at: try moment(asOf))
    try scenario.importing([SourceText("b.ndjson", Array(records[half...]))], asOf: asOf)
    try scenario.opened(.readWrite).usePricer(try card.pricer, asOf: try moment(asOf))
    return scenario
  }

  @Test(arguments: CardChangeTests.changes, [nil, "Asia/Kathmandu"])
  func `a closed month costs the same under the card it was closed by`(
    change: CardChangeTests.Change, timeZone: String?
  ) throws {
    for seed in UInt64(421)...422 {
      let scenario = try Self.closed(seed: seed, by: change.card, timeZone: timeZone)
      try Self.expectEqualCosts(
        Self.repriced(scenario, by: SmallCard(), in: Self.may), "seed \(seed)")
    }
  }

  @Test(arguments: CardChangeTests.changes, [nil, "Asia/Kathmandu"])
  func `with what was found later a closed month costs what its tasks cost`(
    change: CardChangeTests.Change, timeZone: String?
  ) throws {
    for seed in UInt64(431)...432 {
      let scenario = try Self.closed(seed: seed, by: change.card, timeZone: timeZone)
      let lines = try Self.repriced(scenario, by: change.card)
      let found = Self.sums(lines.map { ($0.line, try? $0.other.get()) }).filter {
        $0.value != .zero
      }
      let records = Deliveries(seed: seed, moreTasks: 40).records
      let expected = try Self.sums(under: change.card, of: records, timeZone: timeZone)
      #expect(found == expected.filter { $0.value != .zero }, "seed \(seed)")
    }
  }

  /// An image every half an hour for three days.
  private static func halfHourly(around day: CalendarDay) -> [(at: Instant, record: String)] {
    (0..<144).map { number in
      let at = Instant(startOf: day + -1).adding(seconds: Int64(number) * 1800)
      let task = TaskText.task {
        $0.taskID = taskID(number)
        ($0.createdAt, $0.startedAt) = (at.description, "")
        $0.endedAt = at.adding(seconds: 60).description
      }
      return (at, task.envelope)
    }
  }

  /// Days on which clocks are put forward or back in New York and Lord Howe, and any day.
  private static let days = ["2026-03-08", "2026-04-05", "2026-05-04"]

  @Test(arguments: zones, days)
  func `a price that changes within a day applies from its moment on`(
    timeZone: String?, dayText: String
  ) throws {
    let day = try #require(CalendarDay(dayText))
    let tasks = Self.halfHourly(around: day)
    let scenario = try Self.imported(tasks.map(\.record), timeZone: timeZone)
    for seed in UInt64(441)...448 {
      var random = SeededRandom(seed: seed)
      let change = Instant(startOf: day)
        .adding(seconds: Int64.random(in: -40_000...120_000, using: &random))
      let lines = try Self.repriced(scenario, by: SmallCard(imageChange: change.description))
      let costs = try lines.map { (try $0.other.get(), $0.line.tasks) }
      let before = tasks.count { $0.at < change }
      #expect(costs.map(\.0) == [Points(280_000), Points(350_000)], "seed \(seed)")
      #expect(costs.map(\.1) == [before, tasks.count - before], "seed \(seed)")
    }
  }

  @Test func `what is only known by its day is not compared if a price changes on it`() throws {
    let day = try #require(CalendarDay("2026-05-04"))
    let scenario = try Self.imported(Self.halfHourly(around: day).map(\.record))
    // A version that did not keep which tasks changed found one less after the month was closed.
    for table in ["adjustment", "unnamed_adjustment"] {
      try scenario.execute(
        "INSERT INTO \(table) (found_day, day, outcome_id, tasks) "
          + "SELECT 20610, day, outcome_id, -1 FROM rollup WHERE day = \(day.number)")
    }
    try scenario.execute("UPDATE rollup SET tasks = tasks + 1 WHERE day = \(day.number)")
    let compared = { (card: SmallCard) in
      try Self.repriced(scenario, by: card, in: Self.may).reduce(into: [Bool: Int]()) {
        $0[(try? $1.other.get()) != nil, default: 0] += $1.line.tasks
      }
    }
    #expect(try compared(SmallCard()) == [true: 145])
    #expect(
      try compared(SmallCard(imageChange: "2026-05-04T10:00:00Z")) == [true: 144, false: 1])
    #expect(try compared(SmallCard(imageChange: "2026-05-05T10:00:00Z")) == [true: 145])
  }

  @Test func `a failed task without usage costs nothing on either side`() throws {
    let failed = TaskText.task {
      ($0.status, $0.output, $0.errorCode) = ("failed", "null", 10_000)
      $0.meta = #"{"created_at":"2026-05-04T10:00:00Z","ended_at":"2026-05-04T10:00:09Z"}"#
    }
    let scenario = try Self.imported([failed.envelope])
    let lines = try Self.repriced(scenario, by: SmallCard(imageUSD: "9"))
    #expect(try lines.map { try $0.costs.get().present } == [.zero])
    #expect(try lines.map { try $0.costs.get().other } == [.zero])
  }

  @Test func `what one of the cards cannot price is not compared, with the reason`() throws {
    let unknown = TaskText.task { ($0.taskID, $0.model) = (taskID(2), "aurora") }
    let scenario = try Self.imported([TaskText().envelope, unknown.envelope])
    let other = SmallCard(imageUSD: "0.03", readsQuality: true)
    let reasons = try Self.repriced(scenario, by: other).map { repriced in
      switch repriced.costs {
      case .success(let costs): "\(costs.present.count) \(costs.other.count)"
      case .failure(let error): error.description
      }
    }
    #expect(reasons.sorted() == ["280000 300000", "the ledger's card: no rate for model aurora"])
  }
}
