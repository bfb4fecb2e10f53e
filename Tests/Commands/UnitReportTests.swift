import Foundation
import TestSupport
import Testing

/// What results really cost, on a handful of tasks that can be added up by hand.
@Suite struct UnitReportTests {
  private static func id(_ number: Int) -> String { "00000000-0000-4000-8000-00000000000\(number)" }

  private static let tasks = [
    TaskText.task { $0.taskID = id(1) },
    TaskText.task {
      ($0.taskID, $0.consume) = (id(2), 560_000)
      $0.output = #"{"image_urls":["https://img.example/1.png","https://img.example/2.png"]}"#
    },
    TaskText.task {
      ($0.taskID, $0.status, $0.output, $0.errorCode) = (id(3), "failed", "null", 10_000)
    },
    TaskText.task {
      ($0.taskID, $0.taskType, $0.consume) = (id(4), "seedream-5-lite-less-restriction", 525_000)
      $0.input = #"{"size":"3K"}"#
    },
    TaskText.task {
      ($0.taskID, $0.status, $0.output, $0.errorCode) = (id(5), "failed", "null", 10_000)
      ($0.createdAt, $0.endedAt, $0.consume) = ("2026-05-04T11:00:00Z", "2026-05-04T11:00:05Z", 0)
    },
    TaskText.task {
      $0.taskID = id(6)
      ($0.createdAt, $0.endedAt) = ("2026-05-04T11:30:00Z", "2026-05-04T11:30:05Z")
    },
    TaskText.task {
      ($0.taskID, $0.model, $0.taskType) = (id(7), "kling", "video_generation")
      $0.input = #"{"version":"3.0","mode":"std","enable_audio":true,"duration":10}"#
      ($0.output, $0.consume) = (#"{"video":"https://v.example/1.mp4"}"#, 15_000_000)
    },
  ]

  private static func report(_ kind: String) throws -> [String] {
    let tool = try Tool()
    try tool.run("import", "-", input: tasks.map { $0.envelope + "\n" }.joined())
    let result = try tool.run("report", kind, "-f", "csv")
    #expect(result.status == 0)
    return result.output.split(separator: "\n").dropFirst().map(String.init)
  }

  @Test func `a delivered image costs its share of the failures too`() throws {
    #expect(
      try Self.report("units") == [
        "kling,video_generation,1,1,0,15000000,1.5000000,0,0.0000000,1.50,10,second,0.15",
        "seedream,seedream-5-lite,5,3,0,1400000,0.1400000,280000,0.0280000,0.0466667,4,image,0.035",
        "seedream,seedream-5-lite-less-restriction,1,1,0,525000,0.0525000,0,0.0000000,0.0525,1,"
          + "image,0.0525",
      ])
  }

  @Test func `a task without a known booking does not make a unit cheaper`() throws {
    let tool = try Tool()
    let metered = TaskText.task { $0.taskID = Self.id(1) }
    let unmetered = TaskText.task {
      $0.taskID = Self.id(2)
      $0.meta = #"{"created_at":"2026-05-04T10:00:00Z","ended_at":"2026-05-04T10:00:09Z"}"#
    }
    try tool.run("import", "-", input: metered.envelope + "\n" + unmetered.envelope)
    let report = try tool.run("report", "units", "-f", "csv").output.split(separator: "\n")
    #expect(
      report.last
        == "seedream,seedream-5-lite,1,1,1,280000,0.0280000,0,0.0000000,0.028,1,image,0.028")
  }

  @Test func `failures are listed by error code, with what was not returned`() throws {
    #expect(
      try Self.report("failures") == [
        "seedream,seedream-5-lite,10000,failed,2,40.0,1,0,280000,0.0280000"
      ])
  }

  @Test func `a retry chain costs what its tasks cost together`() throws {
    // What failed until 10:00:09.5 is retried at 11:00:00, and again at 11:30.
    #expect(
      try Self.report("retries") == [
        "seedream,seedream-5-lite,1,1,3,3,0,560000,0.0560000,280000,0.0280000"
      ])
  }

  @Test func `premiums follow from the factors of the card`() throws {
    #expect(
      try Self.report("premiums") == [
        "kling,video_generation,enable_audio=true instead of false,1,10,second,15000000,1.5000000,"
          + "5000000,0.5000000",
        "seedream,seedream-5-lite-less-restriction,markup 25 %,1,1,image,525000,0.0525000,105000,"
          + "0.0105000",
        "seedream,seedream-5-lite-less-restriction,multiplier 1.5 size=3K,1,1,image,525000,0.0525000,"
          + "175000,0.0175000",
      ])
  }

  @Test(arguments: ["1.6", "2.5"])
  func `a field that the version does not charge for hides none of its premiums`(
    version: String
  ) throws {
    let tool = try Tool()
    let film = TaskText.task {
      ($0.model, $0.taskType, $0.consume) = ("kling", "video_generation", 4_600_000)
      $0.input = #"{"version":"\#(version)","mode":"pro","duration":5}"#
    }
    try tool.run("import", "-", input: film.envelope)
    let result = try tool.run("report", "premiums", "-f", "csv")
    #expect(result.output.contains("\nkling,video_generation,mode=pro instead of std,1,"))
  }

  @Test(arguments: ["units", "failures", "retries", "premiums"])
  func `from files it is the same as from a ledger`(kind: String) throws {
    let tool = try Tool()
    try tool.folder.write(
      Self.tasks.map { $0.envelope + "\n" }.joined(), to: "tasks.ndjson")
    let result = try tool.run("report", kind, "-f", "csv", "tasks.ndjson")
    #expect(result.status == 0)
    let rows = result.output.split(separator: "\n").dropFirst().map(String.init)
    #expect(try rows == Self.report(kind))
  }

  @Test(arguments: ["units", "failures", "retries", "premiums"])
  func `a ledger without tasks has nothing to report`(kind: String) throws {
    let tool = try Tool()
    try tool.run("import", "-", input: HistoryText.page { $0.id = 1 })
    let result = try tool.run("report", kind, "-f", "csv")
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").count == 1)
  }
}
