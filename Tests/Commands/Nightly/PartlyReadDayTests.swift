import Foundation
import TestSupport
import Testing

/// A day of which only a part was read is unusual for that alone, which is no news.
@Suite struct PartlyReadDayTests {
  /// Tasks of the 30 days up to 2026-05-30, ten or eleven a day, and of 2026-05-31.
  private static func log(lastDay: Int) -> String {
    let counts = (1...30).map { (day: $0, tasks: 10 + $0 % 2) } + [(day: 31, tasks: lastDay)]
    return counts.flatMap { day, tasks in
      (0..<tasks).map { number in
        TaskText.task {
          let minute = "2026-05-\(day < 10 ? "0" : "")\(day)T10:\(number + 10)"
          $0.taskID = "\(day)-\(number)"
          ($0.createdAt, $0.startedAt, $0.endedAt) = ("\(minute):00Z", "", "\(minute):09Z")
        }.envelope
      }
    }.joined(separator: "\n")
  }

  private static func night(_ text: String) throws -> Tool.Result {
    let tool = try Tool()
    try tool.folder.write(text, to: "inbox/a.ndjson")
    return try tool.run("nightly", "--inbox", "inbox", asOf: "2026-06-01T02:10:00Z")
  }

  @Test func `a day with few tasks is unusual if all of it was read, and not if it was not`() throws
  {
    let log = Self.log(lastDay: 2)
    let whole = try Self.night(log)
    #expect(
      whole.errors.contains("\nunusual: model seedream: tasks 2.0, expected "), "\(whole.errors)")
    let part = try Self.night(log + "\n" + String(TaskText().envelope.dropLast(40)) + "\n{}")
    #expect(part.status == 65)
    #expect(!part.errors.contains("\nunusual: "), "\(part.errors)")
  }

  @Test(arguments: [(limit: 500, isUnusual: true), (limit: 1, isUnusual: false)])
  func `a day whose tasks are to be asked for on the next night is not unusual yet`(
    limit: Int, isUnusual: Bool
  ) throws {
    var provider = StandInScenario(
      rows: StandInScenario.rows(3, fromSeconds: FetchingTool.now - 40_000))
    for row in provider.rows {
      provider.tasks[row.taskID] =
        TaskText.task {
          $0.taskID = row.taskID
          $0.createdAt = TaskScenario.time(row.createdSeconds)
          ($0.startedAt, $0.endedAt) = ("", TaskScenario.time(row.createdSeconds + 9))
        }.bare
    }
    let scenario = try NightlyScenario(provider)
    try scenario.folder.write(Self.log(lastDay: 2), to: "inbox/a.ndjson")
    let night = try scenario.night(
      environment: ["PILEDGER_FETCH_TASKS_A_NIGHT": "\(limit)"])
    #expect(try scenario.fetching.askedIDs.count == min(limit, 3))
    #expect(night.errors.contains("\nunusual: ") == isUnusual, "\(night.errors)")
  }
}
