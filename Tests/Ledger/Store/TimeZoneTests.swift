import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

@Suite struct TimeZoneTests {
  @Test(arguments: [
    ("UTC", "2026-05-03T23:59:59.999999999Z", "2026-05-03"),
    ("UTC", "2026-05-04T00:00:00Z", "2026-05-04"),
    ("Europe/Berlin", "2026-05-03T21:59:59.999999999Z", "2026-05-03"),
    ("Europe/Berlin", "2026-05-03T22:00:00Z", "2026-05-04"),
    ("Europe/Berlin", "2026-01-31T22:59:59Z", "2026-01-31"),
    ("Europe/Berlin", "2026-01-31T23:00:00Z", "2026-02-01"),
    ("America/New_York", "2026-05-04T03:59:59Z", "2026-05-03"),
    ("America/New_York", "2026-05-04T04:00:00Z", "2026-05-04"),
    ("Asia/Kolkata", "2026-05-03T18:29:59Z", "2026-05-03"),
    ("Asia/Kolkata", "2026-05-03T18:30:00Z", "2026-05-04"),
  ])
  func `an accounting day begins at midnight of the ledger's time zone`(
    zone: String, time: String, day: String
  ) throws {
    let calendar = try AccountingCalendar(timeZoneName: zone)
    #expect(calendar.day(of: try moment(time)).description == day)
  }

  @Test(arguments: [
    ("2026-03-28T22:59:59Z", "2026-03-28"), ("2026-03-28T23:00:00Z", "2026-03-29"),
    ("2026-03-29T01:30:00Z", "2026-03-29"), ("2026-03-29T21:59:59Z", "2026-03-29"),
    ("2026-03-29T22:00:00Z", "2026-03-30"), ("2026-10-24T21:59:59Z", "2026-10-24"),
    ("2026-10-24T22:00:00Z", "2026-10-25"), ("2026-10-25T00:30:00Z", "2026-10-25"),
    ("2026-10-25T22:59:59Z", "2026-10-25"), ("2026-10-25T23:00:00Z", "2026-10-26"),
  ])
  func `the days of the change of clocks have 23 and 25 hours in Berlin`(
    time: String, day: String
  ) throws {
    let calendar = try AccountingCalendar(timeZoneName: "Europe/Berlin")
    #expect(calendar.day(of: try moment(time)).description == day)
  }

  @Test(arguments: [
    ("UTC", "2026-05-03", "2026-05-03T23:59:59.999999999Z"),
    ("Europe/Berlin", "2026-05-03", "2026-05-03T21:59:59.999999999Z"),
    ("Europe/Berlin", "2026-03-29", "2026-03-29T21:59:59.999999999Z"),
    ("Europe/Berlin", "2026-10-25", "2026-10-25T22:59:59.999999999Z"),
    ("America/New_York", "2026-05-03", "2026-05-04T03:59:59.999999999Z"),
  ])
  func `a day is complete at its last moment, not earlier`(
    zone: String, text: String, end: String
  ) throws {
    let calendar = try AccountingCalendar(timeZoneName: zone)
    let day = try #require(CalendarDay(text))
    let last = calendar.end(of: day)
    #expect(last.description == end)
    #expect(calendar.day(of: last) == day)
    let moments = [-1, 0, 1].map { Instant(nanoseconds: last.nanoseconds + $0) }
    #expect(moments.map(calendar.lastCompleteDay) == [day + -1, day, day])
  }

  @Test func `tasks, rows and periods go by the ledger's days`() throws {
    let scenario = try LedgerScenario()
    let times = ["2026-05-03T21:59:59Z", "2026-05-03T22:00:00Z", "2026-05-04T21:59:59Z"]
    let records = times.enumerated().map { number, time in
      TaskText.task { ($0.taskID, $0.createdAt) = (taskID(number), time) }.envelope
    }
    try scenario.importing([SourceText("a.ndjson", records)], timeZone: "Europe/Berlin")
    #expect(
      try scenario.table("SELECT day, created_at FROM v_task ORDER BY task_id") == [
        ["2026-05-03", "2026-05-03T21:59:59.000000000Z"],
        ["2026-05-04", "2026-05-03T22:00:00.000000000Z"],
        ["2026-05-04", "2026-05-04T21:59:59.000000000Z"],
      ])
    let day = try #require(CalendarDay("2026-05-04"))
    let rows = try scenario.opened().reader(
      in: ReportPeriod(since: day, until: day), asOf: try moment(LedgerScenario.now)
    ).lines()
    #expect(rows.map(\.tasks) == [2])
    #expect(rows.map(\.day) == [day])
  }

  @Test func `a ledger keeps UTC unless it is given another zone when created`() throws {
    let scenario = try LedgerScenario()
    _ = try scenario.opened(.readWrite)
    #expect(try scenario.opened().calendar.timeZoneName == "UTC")
    #expect(try scenario.opened(timeZone: "UTC").calendar.timeZoneName == "UTC")
  }

  @Test(arguments: [LedgerStore.Access.readOnly, LedgerStore.Access.readWrite])
  func `a ledger keeps its time zone for good`(access: LedgerStore.Access) throws {
    let scenario = try LedgerScenario()
    _ = try scenario.opened(.readWrite, timeZone: "Europe/Berlin")
    #expect(try scenario.opened(access).calendar.timeZoneName == "Europe/Berlin")
    let differs = LedgerError.timeZoneDiffers(ledger: "Europe/Berlin", asked: "UTC")
    #expect(throws: differs) { _ = try scenario.opened(access, timeZone: "UTC") }
    #expect(try scenario.opened(access).calendar.timeZoneName == "Europe/Berlin")
  }

  @Test func `an unknown time zone is refused`() throws {
    let scenario = try LedgerScenario()
    #expect(throws: LedgerError.unknownTimeZone("Mars/Olympus")) {
      _ = try AccountingCalendar(timeZoneName: "Mars/Olympus")
    }
    #expect(throws: LedgerError.unknownTimeZone("Mars/Olympus")) {
      _ = try scenario.opened(.readWrite, timeZone: "Mars/Olympus")
    }
  }
}
