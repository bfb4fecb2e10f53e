import Foundation
import TestSupport
import Testing

/// A history of many pages is read in parts, and each that is complete is never read again.
@Suite struct LargeAccountFetchTests {
  /// Two days, 20 rows an hour: 96 pages of 10.
  private static let rows = StandInScenario.rows(960, fromSeconds: start).map { row in
    var row = row
    row.createdSeconds = start + (row.id - 1) * 180
    return row
  }
  private static let start = FetchingTool.now - 2 * FetchingTool.daySeconds

  private static func ends(_ fetching: FetchingTool) throws -> [Int] {
    try fetching.standIn.requests.compactMap { $0.query["end_time"].flatMap { Int($0) } }
  }

  @Test func `a first fetch of many pages comes in parts, and every row is there once`() throws {
    let fetching = try FetchingTool(StandInScenario(rows: Self.rows, pageRows: 10))
    let result = try fetching.fetch()
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains(" history rows (960 new, 0 changed), "))
    #expect(try fetching.historyIDs() == Array(1...960))
    #expect(try Set(Self.ends(fetching)).count == 10)
    // One request tells how many pages there are, one when the rows begin.
    #expect(try fetching.standIn.historyPages.prefix(3) == [1, 96, 1])
  }

  @Test func `a first fetch that is killed goes on with the part in which it stopped`() throws {
    let slow = StandInScenario.Fault(.slow(milliseconds: 15_000), page: 7)
    let fetching = try FetchingTool(
      StandInScenario(rows: Self.rows, pageRows: 10, faults: [slow]))
    let process = try fetching.tool.start(
      ["fetch", "--tasks", "none"], environment: fetching.environment)
    // The seventh page of the first part waits.
    try fetching.wait { try fetching.standIn.historyPages.last == 7 }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let before = try fetching.standIn.historyPages.count
    #expect(try fetching.fetch().status == 0)
    #expect(try fetching.historyIDs() == Array(1...960))
    #expect(before == 2 + 7)
  }

  @Test func `what was complete before a cut is not read again but for the days of the look-back`()
    throws
  {
    // A year, 4 rows a day: 146 pages of 10.
    let first = FetchingTool.now - 365 * FetchingTool.daySeconds
    let rows = (0..<1460).map { number in
      StandInScenario.Row(id: number + 1, createdSeconds: first + number * 21_600)
    }
    let fetching = try FetchingTool(StandInScenario(rows: rows, pageRows: 10))
    let process = try fetching.tool.start(
      ["fetch", "--tasks", "none"], environment: fetching.environment)
    try fetching.wait { try fetching.standIn.historyPages.count > 80 }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let before = try fetching.standIn.historyPages.count
    #expect(try fetching.fetch().status == 0)
    #expect(try fetching.historyIDs() == Array(1...1460))
    let again = try fetching.standIn.historyPages.count - before
    // All pages, two passes for parts with a check for more, less what was there.
    #expect(again < 130, "\(before) and then \(again) pages")
  }

  @Test(arguments: [1, -1])
  func `a count that is always off by one is recognized, and what came is complete`(
    excess: Int
  ) throws {
    var scenario = StandInScenario(rows: FetchingTool.rows(25), pageRows: 10)
    scenario.totalExcess = excess
    let fetching = try FetchingTool(scenario)
    let result = try fetching.fetch()
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.isEmpty)
    #expect(try fetching.historyIDs() == Array(1...25))
    #expect(
      try fetching.rows("SELECT value FROM setting WHERE name LIKE 'history_complete_until:%'")
        == ["2026-06-01T00:00:00Z"])
    let verbose = try fetching.tool.run(
      "fetch", "--tasks", "none", "--verbose", environment: fetching.environment)
    #expect(
      verbose.errors.contains(
        "the provider's count of history rows is always 1 too \(excess > 0 ? "high" : "low")"))
  }

  @Test func `a row that is missing in a second of its own is still a gap`() throws {
    // The count is right everywhere, and one row never comes.
    let fault = StandInScenario.Fault(.total(26), times: 1000)
    let fetching = try FetchingTool(
      StandInScenario(rows: FetchingTool.rows(25), pageRows: 10, faults: [fault]))
    #expect(try fetching.fetch().status == 13)
  }
}
