import Domain
import Ledger
import TestSupport
import Testing
import Traffic

/// Of a rejected task's price (0.50 USD here) the provider keeps 1 % up to the 19th of an account's
/// UTC day, and 5 % from the 20th on.
@Suite struct PenaltyReplayTests {
  private static let onePercent = 50_000
  private static let fivePercent = 250_000

  /// The day's n-th rejected task, created in its n-th minute.
  private static func violation(
    _ number: Int, day: String = "2026-05-04", booked: Int = onePercent, account: String = ""
  ) -> TaskText {
    let minute = padded(number, to: 2)
    let usage = #"{"type":"point","frozen":0,"consume":\#(booked)}"#
    return TaskText.task {
      ($0.taskID, $0.model, $0.taskType) = (taskID(number), "seedance", "seedance-2")
      ($0.input, $0.output) = (#"{"duration":5}"#, "null")
      ($0.status, $0.errorCode) = ("failed", 10_003)
      $0.meta =
        #"{"account_name":"\#(account)","created_at":"\#(day)T00:\#(minute):00Z","ended_at":"\#(day)T12:00:00Z","usage":\#(usage)}"#
    }
  }

  private static func records(_ numbers: ClosedRange<Int>) -> [String] {
    numbers.map { violation($0).envelope }
  }

  private static func figures(of number: Int, in scenario: LedgerScenario) throws -> [String] {
    try #require(
      try scenario.table(
        """
        SELECT verdict, billed_points, expected_points, variance_points FROM v_task
        WHERE task_id = '\(taskID(number))'
        """
      ).first)
  }

  @Test(arguments: [
    (1, 50_000, ["penalty", "50000", "50000", "0"]),
    (19, 50_000, ["penalty", "50000", "50000", "0"]),
    (19, 250_000, ["refund_due", "250000", "50000", "200000"]),
    (20, 250_000, ["penalty", "250000", "250000", "0"]),
    (20, 300_000, ["refund_due", "300000", "250000", "50000"]),
    (20, 0, ["refunded", "0", "0", "0"]),
  ])
  func `the percentage follows from the number of the day's violations`(
    number: Int, booked: Int, figures: [String]
  ) throws {
    let scenario = try LedgerScenario()
    var records = (1..<number).map { Self.violation($0).envelope }
    records.append(Self.violation(number, booked: booked).envelope)
    try scenario.importing([SourceText("a.ndjson", records)])
    #expect(try Self.figures(of: number, in: scenario) == figures)
    #expect(try scenario.opened().check().isClean)
  }

  @Test func `a violation that is imported later but was created earlier moves the others`() throws
  {
    let scenario = try LedgerScenario()
    let last = Self.violation(20, booked: Self.fivePercent).envelope
    try scenario.importing([SourceText("a.ndjson", Self.records(2...19) + [last])])
    #expect(try Self.figures(of: 20, in: scenario) == ["refund_due", "250000", "50000", "200000"])
    try scenario.importing(Self.violation(1).envelope, from: "b.ndjson")
    #expect(try Self.figures(of: 20, in: scenario) == ["penalty", "250000", "250000", "0"])
    #expect(try scenario.opened().check().isClean)
  }

  @Test func `violations of one moment count in the order of their ids`() throws {
    let scenario = try LedgerScenario()
    var last = Self.violation(19, booked: Self.fivePercent)
    last.taskID = taskID(20)
    try scenario.importing([SourceText("a.ndjson", [last.envelope] + Self.records(1...19))])
    #expect(try Self.figures(of: 20, in: scenario) == ["penalty", "250000", "250000", "0"])
    #expect(try Self.figures(of: 19, in: scenario) == ["penalty", "50000", "50000", "0"])
  }

  @Test func `each UTC day starts over, whatever the ledger's time zone`() throws {
    let scenario = try LedgerScenario()
    let next = Self.violation(20, day: "2026-05-05").envelope
    try scenario.importing(
      [SourceText("a.ndjson", Self.records(1...19) + [next])], timeZone: "Europe/Berlin")
    #expect(try Self.figures(of: 20, in: scenario) == ["penalty", "50000", "50000", "0"])
  }

  @Test func `each account has its own count`() throws {
    let scenario = try LedgerScenario()
    let other = Self.violation(20, account: "studio-b").envelope
    try scenario.importing([SourceText("a.ndjson", Self.records(1...19) + [other])])
    #expect(try Self.figures(of: 20, in: scenario) == ["penalty", "50000", "50000", "0"])
  }

  @Test func `another error or a completed task is not a violation`() throws {
    let scenario = try LedgerScenario()
    var other = Self.violation(1)
    other.errorCode = 10_000
    var completed = Self.violation(2)
    completed.status = "completed"
    let records = [other.envelope, completed.envelope] + Self.records(3...20)
    try scenario.importing([SourceText("a.ndjson", records)])
    #expect(try Self.figures(of: 20, in: scenario) == ["penalty", "50000", "50000", "0"])
    #expect(try Self.figures(of: 1, in: scenario) == ["refund_due", "50000", "0", "50000"])
  }

  @Test func `a violation that turns out to be completed is no longer counted`() throws {
    let scenario = try LedgerScenario()
    let last = Self.violation(20, booked: Self.fivePercent).envelope
    try scenario.importing([SourceText("a.ndjson", Self.records(1...19) + [last])])
    #expect(try Self.figures(of: 20, in: scenario) == ["penalty", "250000", "250000", "0"])
    var completed = Self.violation(1, booked: 5_000_000)
    (completed.status, completed.errorCode) = ("completed", 0)
    completed.meta = completed.meta?.replacing("T12:00:00Z", with: "T13:00:00Z")
    try scenario.importing(completed.envelope, from: "b.ndjson")
    #expect(try Self.figures(of: 20, in: scenario) == ["refund_due", "250000", "50000", "200000"])
  }

  @Test(arguments: [UInt64(61), 62, 63])
  func `the order of import does not matter`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let records = Self.records(1...22) + [Self.violation(23, booked: Self.fivePercent).envelope]
    let inOrder = try LedgerScenario()
    try inOrder.importing([SourceText("a.ndjson", records)])
    let shuffled = records.shuffled(using: &random)
    let inParts = try LedgerScenario()
    for part in [shuffled[..<7], shuffled[7..<15], shuffled[15...]] {
      try inParts.importing([SourceText("part.ndjson", Array(part))])
    }
    #expect(try LedgerContent.rows(inParts) == LedgerContent.rows(inOrder))
  }
}
