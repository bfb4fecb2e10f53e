import Domain
import Ledger
import RateCards
import Reconciliation
import TestSupport
import Testing

/// A closed month keeps its figures; what is found later counts on the day on which it was found.
@Suite struct ClosedMonthTests {
  private static let closing = "2026-06-02T08:00:00Z"
  private static let later = "2026-06-10T08:00:00Z"

  private static var running: TaskText {
    TaskText.task {
      ($0.status, $0.output, $0.endedAt) = ("processing", "null", "")
      ($0.usageType, $0.frozen, $0.consume) = ("point", 280_000, 0)
    }
  }

  private static func close(_ scenario: LedgerScenario) throws {
    let day = try #require(CalendarDay("2026-05-17"))
    try scenario.opened(.readWrite).close(monthOf: day, at: try moment(closing))
  }

  private static func reopen(_ scenario: LedgerScenario) throws {
    let day = try #require(CalendarDay("2026-05-31"))
    try scenario.opened(.readWrite).reopen(
      monthOf: day, at: try moment(later), reason: "a late invoice")
  }

  /// The rows of a month: `2026-06-10 stuck -1`, with the day whose tasks changed.
  private static func rows(_ scenario: LedgerScenario, in month: String) throws -> [String] {
    let today = try #require(CalendarDay("2026-06-10"))
    let period = try #require(ReportPeriod(month, today: today))
    return try scenario.opened().reader(in: period, asOf: try moment(later)).lines().map { row in
      let changed = row.adjustedDay.map { " of \($0)" } ?? ""
      return "\(row.day?.description ?? "undated") \(row.verdict.name) \(row.tasks)\(changed)"
    }
  }

  @Test func `a late end leaves the month as it was and counts on the day it was found`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.running.envelope)
    try Self.close(scenario)
    try scenario.importing(TaskText().envelope, from: "b.ndjson", asOf: Self.later)
    #expect(try Self.rows(scenario, in: "2026-05") == ["2026-05-04 stuck 1"])
    #expect(
      try Self.rows(scenario, in: "2026-06") == [
        "2026-06-10 stuck -1 of 2026-05-04", "2026-06-10 matched 1 of 2026-05-04",
      ])
    #expect(try scenario.table("SELECT verdict FROM v_task") == [["matched"]])
    #expect(try scenario.opened().check().isClean)
  }

  @Test func `another card leaves a closed month and reprices an open one`() throws {
    let scenario = try LedgerScenario()
    let june = TaskText.task {
      ($0.taskID, $0.createdAt) = (taskID(2), "2026-06-01T10:00:00Z")
      $0.endedAt = "2026-06-01T10:00:09Z"
    }
    try scenario.importing(TaskText().envelope, june.envelope)
    try Self.close(scenario)
    let pricer = try SmallCard(imageUSD: "0.03").pricer
    try scenario.opened(.readWrite).usePricer(pricer, asOf: try moment(Self.later))
    #expect(try Self.rows(scenario, in: "2026-05") == ["2026-05-04 matched 1"])
    #expect(
      try Self.rows(scenario, in: "2026-06") == [
        "2026-06-01 undercharged 1", "2026-06-10 matched -1 of 2026-05-04",
        "2026-06-10 undercharged 1 of 2026-05-04",
      ])
    #expect(try scenario.opened().check().isClean)
  }

  @Test func `a refund that falls due after the close counts on the day of the report`() throws {
    let scenario = try LedgerScenario()
    let failed = TaskText.task { ($0.status, $0.output) = ("failed", "null") }
    try scenario.importing(failed.envelope, asOf: "2026-05-04T12:00:00Z")
    try Self.close(scenario)
    let june = [
      "2026-06-10 refund_awaited -1 of 2026-05-04", "2026-06-10 refund_due 1 of 2026-05-04",
    ]
    #expect(try Self.rows(scenario, in: "2026-05") == ["2026-05-04 refund_awaited 1"])
    #expect(try Self.rows(scenario, in: "2026-06").sorted() == june)
    try scenario.opened(.readWrite).advance(asOf: try moment(Self.later))
    #expect(try Self.rows(scenario, in: "2026-05") == ["2026-05-04 refund_awaited 1"])
    #expect(try Self.rows(scenario, in: "2026-06").sorted() == june)
    #expect(try scenario.opened().check().isClean)
  }

  @Test func `a run for an earlier moment changes no figure of a closed month either`() throws {
    let scenario = try LedgerScenario()
    let failed = TaskText.task { ($0.status, $0.output) = ("failed", "null") }
    try scenario.importing(failed.envelope)
    try Self.close(scenario)
    #expect(try Self.rows(scenario, in: "2026-05") == ["2026-05-04 refund_due 1"])
    try scenario.opened(.readWrite).advance(asOf: try moment("2026-05-04T12:00:00Z"))
    try scenario.opened(.readWrite).advance(asOf: try moment(Self.later))
    #expect(try Self.rows(scenario, in: "2026-05") == ["2026-05-04 refund_due 1"])
    #expect(try scenario.opened().check().isClean)
  }

  @Test func `reopening brings the changes back into the month's own days`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.running.envelope)
    try Self.close(scenario)
    try scenario.importing(TaskText().envelope, from: "b.ndjson", asOf: Self.later)
    try Self.reopen(scenario)
    #expect(try Self.rows(scenario, in: "2026-05") == ["2026-05-04 matched 1"])
    #expect(try Self.rows(scenario, in: "2026-06") == [])
    #expect(try scenario.table("SELECT * FROM adjustment") == [])
    #expect(try scenario.opened().check().isClean)
  }

  @Test(arguments: [UInt64(101), 102, 103])
  func `closing, importing and reopening give the ledger that was never closed`(
    seed: UInt64
  ) throws {
    var deliveries = Deliveries(seed: seed)
    let sources = deliveries.rearranged()
    let (first, second) = (Array(sources.prefix(2)), Array(sources.dropFirst(2)))
    let open = try LedgerScenario()
    try open.importing(first)
    try open.importing(second, asOf: Self.later)
    let closed = try LedgerScenario()
    try closed.importing(first)
    try Self.close(closed)
    let before = try Self.rows(closed, in: "2026-05")
    try closed.importing(second, asOf: Self.later)
    #expect(try Self.rows(closed, in: "2026-05") == before)
    #expect(try closed.opened().check().isClean)
    try Self.reopen(closed)
    try closed.opened(.readWrite).advance(asOf: try moment(Self.later))
    #expect(try LedgerContent.rows(closed) == LedgerContent.rows(open))
  }

  @Test func `what was closed and reopened is kept, with card and reason`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    try Self.close(scenario)
    let month = try #require(try scenario.opened().closedMonths().first)
    #expect(month.month.description == "2026-05")
    #expect(month.closedAt.description == "2026-06-02T08:00:00Z")
    #expect(month.cardName == "small")
    #expect(try month.cardFingerprint == SmallCard().pricer.card.fingerprint)
    try Self.reopen(scenario)
    #expect(try scenario.opened().closedMonths() == [])
    #expect(
      try scenario.opened().monthEvents().map {
        "\($0.happenedAt) \($0.month) \($0.action) \($0.reason)"
      }
        == [
          "2026-06-02T08:00:00Z 2026-05 closed ",
          "2026-06-10T08:00:00Z 2026-05 reopened a late invoice",
        ])
  }

  @Test func `a month is closed once, and only a closed one can be reopened`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    #expect(throws: MonthError.notClosed("2026-05")) { try Self.reopen(scenario) }
    try Self.close(scenario)
    #expect(throws: MonthError.closedAlready("2026-05")) { try Self.close(scenario) }
    #expect(
      MonthError.notClosed("2026-05").description
        == "2026-05 is not closed; piledger close lists the months that are")
    #expect(MonthError.closedAlready("2026-05").description == "2026-05 is already closed")
  }
}
