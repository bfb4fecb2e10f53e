import Domain
import Intake
import TestSupport
import Testing
import Traffic

@testable import Ledger

@Suite struct StoredTimesTests {
  private static let zones = [
    "UTC", "America/New_York", "Pacific/Kiritimati", "Pacific/Marquesas", "Europe/Berlin",
  ]

  /// The limits of the provider's times, and moments around the start of a day.
  private static let edges = try? [
    "1970-01-01T00:00:00Z", "1970-01-01T00:00:00+14:00", "2026-03-29T00:59:59.999999999Z",
    "2026-05-04T00:00:00Z", "2026-05-03T23:59:59.999999999Z", "2261-12-31T23:59:59.999999999Z",
    "2261-12-31T23:59:59-14:00",
  ].map { try moment($0).nanoseconds }

  private static func expectRoundTrip(
    _ times: [Int64?], _ calendar: AccountingCalendar, _ comment: Comment
  ) {
    let day =
      times[0].map { Int64(calendar.day(of: Instant(nanoseconds: $0)).number) }
      ?? StoredTask.undated
    let values = times.map { $0 ?? ObservationRow.unknown }
    let stored = StoredTimes(day: day, createdAt: values[0], endedAt: values[1], seenAt: values[2])
    #expect(stored.createdAt(day: day)?.nanoseconds == times[0], comment)
    #expect(stored.endedAt(day: day)?.nanoseconds == times[1], comment)
    #expect(stored.seenAt(day: day)?.nanoseconds == times[2], comment)
  }

  @Test(arguments: zones)
  func `all combinations of known and unknown times come back`(zone: String) throws {
    let calendar = try AccountingCalendar(timeZoneName: zone)
    let values: [Int64?] = try #require(Self.edges) + [nil]
    for created in values {
      for ended in values {
        for seen in values {
          Self.expectRoundTrip([created, ended, seen], calendar, "\([created, ended, seen])")
        }
      }
    }
  }

  @Test(arguments: [UInt64(241), 242, 243])
  func `random times come back`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let edges = try #require(Self.edges)
    let range = try #require(edges.min())...#require(edges.max())
    for number in 0..<3000 {
      let zone = Self.zones[number % Self.zones.count]
      let times = (0..<3).map { _ in
        Bool.random(using: &random) ? Int64.random(in: range, using: &random) : nil
      }
      Self.expectRoundTrip(
        times, try AccountingCalendar(timeZoneName: zone), "seed \(seed), number \(number)")
    }
  }

  @Test func `the wait is in whole seconds, and none where the end is before the creation`() {
    let day: Int64 = 20_000
    let start = day * StoredTimes.nanosecondsPerDay
    let wait = { (created: Int64, ended: Int64) in
      StoredTimes(day: day, createdAt: created, endedAt: ended, seenAt: ObservationRow.unknown)
        .waitSeconds
    }
    #expect(wait(start, start) == 0)
    #expect(wait(start, start + 1_999_999_999) == 1)
    #expect(wait(start + 1, start) == nil)
    #expect(wait(ObservationRow.unknown, start) == nil)
    #expect(wait(start, ObservationRow.unknown) == nil)
  }

  @Test(arguments: [
    ("UTC", "2026-05-04", Int64(1)), ("America/New_York", "2026-05-03", 25),
    ("Pacific/Kiritimati", "2026-05-04", 1),
  ])
  func `a task is stored under the accounting day of its zone with its own times`(
    zone: String, day: String, hours: Int64
  ) throws {
    let scenario = try LedgerScenario()
    let task = TaskText.task {
      ($0.createdAt, $0.startedAt) = ("2026-05-04T01:00:00Z", "")
      $0.endedAt = "2026-05-04T01:00:09.5Z"
    }
    try scenario.importing([SourceText("a.ndjson", [task.envelope])], timeZone: zone)
    #expect(
      try scenario.table("SELECT day, created_at, ended_at FROM v_task") == [
        [day, "2026-05-04T01:00:00.000000000Z", "2026-05-04T01:00:09.500000000Z"]
      ])
    #expect(
      try scenario.table("SELECT created_nanoseconds, ended_nanoseconds FROM task")
        == [["\(hours * 3_600_000_000_000)", "9500000000"]])
  }

  @Test func `a task of the day before 1970 keeps its time and is no task without one`() throws {
    let scenario = try LedgerScenario()
    let early = TaskText.task {
      ($0.createdAt, $0.startedAt) = ("1970-01-01T00:00:00+05:00", "")
      $0.endedAt = "1970-01-01T00:00:00Z"
    }
    let undated = TaskText.task { ($0.taskID, $0.createdAt) = (taskID(2), "") }
    try scenario.importing(early.envelope, undated.envelope)
    #expect(
      try scenario.table("SELECT created_at FROM v_task ORDER BY 1")
        == [["NULL"], ["1969-12-31T19:00:00.000000000Z"]])
    #expect(try scenario.opened().check().isClean)
  }
}
