import Domain
import Intake
import Ledger
import RateCards
import Reconciliation
import TestSupport
import Testing
import Traffic

@Suite struct RepricingTests {
  private static let figures = """
    SELECT verdict, billed_points, expected_points, variance_points FROM v_task ORDER BY task_id
    """
  private static let dearer = SmallCard(imageUSD: "0.03", secondUSD: "0.20", name: "dearer")

  private static func usePricer(_ card: SmallCard, in scenario: LedgerScenario) throws -> Bool {
    try scenario.opened(.readWrite).usePricer(
      try card.pricer, asOf: try moment(LedgerScenario.now))
  }

  @Test func `a ledger is repriced once per change of the card`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    #expect(try !Self.usePricer(SmallCard(), in: scenario))
    #expect(try Self.usePricer(Self.dearer, in: scenario))
    #expect(try !Self.usePricer(Self.dearer, in: scenario))
    #expect(try Self.usePricer(SmallCard(), in: scenario))
  }

  @Test func `a new ledger takes its first card without pricing anew`() throws {
    let scenario = try LedgerScenario()
    #expect(try !Self.usePricer(SmallCard(), in: scenario))
    #expect(try !Self.usePricer(SmallCard(), in: scenario))
  }

  @Test func `a changed card changes the verdicts, and a ledger opened later sees it`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    #expect(try scenario.table(Self.figures) == [["matched", "280000", "280000", "0"]])
    _ = try Self.usePricer(Self.dearer, in: scenario)
    #expect(try scenario.table(Self.figures) == [["undercharged", "280000", "300000", "-20000"]])
    let rows = try scenario.opened().reader(asOf: try moment(LedgerScenario.now)).lines()
    #expect(rows.map(\.expected) == [Points(300_000)])
    #expect(try scenario.opened().check().isClean)
  }

  @Test func `the ledger names the card that prices it`() throws {
    let scenario = try LedgerScenario()
    _ = try scenario.opened(.readWrite)
    #expect(try scenario.opened().cardName() == nil)
    #expect(try scenario.opened().cardFingerprint() == nil)
    try scenario.importing(TaskText().envelope)
    #expect(try scenario.opened().cardName() == "small")
    #expect(try scenario.opened().cardFingerprint() == SmallCard().pricer.card.fingerprint)
    _ = try Self.usePricer(Self.dearer, in: scenario)
    #expect(try scenario.opened().cardName() == "dearer")
    #expect(try scenario.opened().cardFingerprint() == Self.dearer.pricer.card.fingerprint)
  }

  @Test func `going back to the first card gives the first ledger`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing([SourceText("a.ndjson", Deliveries(seed: 71).records)])
    let first = try LedgerContent.rows(scenario)
    _ = try Self.usePricer(Self.dearer, in: scenario)
    #expect(try LedgerContent.rows(scenario) != first)
    _ = try Self.usePricer(SmallCard(), in: scenario)
    #expect(try LedgerContent.rows(scenario) == first)
  }

  @Test(arguments: [UInt64(72), 73, 74])
  func `pricing anew gives what importing under the new card gives`(seed: UInt64) throws {
    let sources = [SourceText("a.ndjson", Deliveries(seed: seed).records)]
    let repriced = try LedgerScenario()
    try repriced.importing(sources)
    _ = try Self.usePricer(Self.dearer, in: repriced)
    let imported = try LedgerScenario()
    try imported.importing(sources, card: Self.dearer)
    #expect(try LedgerContent.rows(repriced) == LedgerContent.rows(imported))
    #expect(try repriced.opened().check().isClean)
  }

  @Test func `penalties are worked out anew with the price`() throws {
    let scenario = try LedgerScenario()
    let rejected = TaskText.task {
      ($0.model, $0.taskType, $0.input) = ("seedance", "seedance-2", #"{"duration":5}"#)
      ($0.status, $0.output, $0.errorCode, $0.consume) = ("failed", "null", 10_003, 100_000)
    }
    try scenario.importing(rejected.envelope)
    #expect(try scenario.table(Self.figures) == [["refund_due", "100000", "50000", "50000"]])
    _ = try Self.usePricer(Self.dearer, in: scenario)
    #expect(try scenario.table(Self.figures) == [["penalty", "100000", "100000", "0"]])
  }

  @Test func `every task of a large ledger is repriced, whatever its id`() throws {
    let scenario = try LedgerScenario()
    try Self.fill(scenario, tasks: 4200)
    _ = try Self.usePricer(Self.dearer, in: scenario)
    #expect(
      try scenario.table("SELECT expected_points, count(*) FROM v_task GROUP BY 1")
        == [["300000", "4200"]])
    #expect(try scenario.opened().check().isClean)
  }

  /// Tasks whose ids lie on both sides of 2^63.
  private static func fill(_ scenario: LedgerScenario, tasks: Int) throws {
    var random = SeededRandom(seed: 75)
    let session = try LedgerScenario.session(try scenario.opened(.readWrite))
    let item = try #require(LedgerScenario.items(of: TaskText().envelope).first)
    guard case .record(.task(var observation), let place) = item else {
      Issue.record("expected a task")
      return
    }
    var items: [IntakeItem] = []
    for _ in 0..<tasks {
      observation.id = TaskID(high: random.next(), low: random.next())
      items.append(.record(.task(observation), place))
    }
    try session.write(RecordBatch(items, from: "a.ndjson"))
    _ = try session.finish()
  }
}
