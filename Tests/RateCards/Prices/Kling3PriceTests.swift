import Domain
import RateCards
import Testing

/// A table over resolution and sound per second, in two periods.
@Suite struct Kling3PriceTests {
  /// A cell of the table, with the points of five seconds before and after the reduction.
  struct Cell: Sendable, CustomTestStringConvertible {
    let mode: String
    let resolution: String
    let hasSound: Bool
    let before: Int64
    let after: Int64

    var testDescription: String { "\(resolution), \(hasSound ? "with sound" : "silent")" }

    func charge(_ taskType: String, created: String) throws -> Charge {
      let isOmni = taskType == "omni_video_generation"
      let size: Value = .word(isOmni ? resolution : mode)
      return try BuiltIn.pricer.charge(
        "kling", taskType,
        [
          "version": "3.0", isOmni ? "resolution" : "mode": size, "duration": 5,
          "enable_audio": .flag(hasSound),
        ], created: created)
    }
  }

  static let table = [
    Cell(
      mode: "std", resolution: "720p", hasSound: false, before: 7_500_000, after: 5_000_000),
    Cell(mode: "std", resolution: "720p", hasSound: true, before: 10_000_000, after: 7_500_000),
    Cell(
      mode: "pro", resolution: "1080p", hasSound: false, before: 10_000_000, after: 7_500_000),
    Cell(
      mode: "pro", resolution: "1080p", hasSound: true, before: 15_000_000, after: 10_000_000),
  ]
  static let taskTypes = ["video_generation", "omni_video_generation"]

  @Test(arguments: Kling3PriceTests.table, Kling3PriceTests.taskTypes)
  func `the last nanosecond before the reduction still has the old price`(
    _ cell: Cell, _ taskType: String
  ) throws {
    let charge = try cell.charge(taskType, created: "2026-02-13T04:17:29.999999999Z")
    #expect(charge.expected?.count == cell.before)
    #expect(charge.formula?.period == "until 2026-02-14")
    #expect(charge.formula?.uncertainChange == nil)
  }

  @Test(arguments: Kling3PriceTests.table, Kling3PriceTests.taskTypes)
  func `for the rest of that day it is unknown which price was in force`(
    _ cell: Cell, _ taskType: String
  ) throws {
    for created in ["2026-02-13T04:17:30Z", "2026-02-13T23:59:59.999999999Z"] {
      let charge = try cell.charge(taskType, created: created)
      for points in [cell.before, cell.after] {
        #expect(charge.explaining(Points(points)).expected == Points(points))
      }
    }
  }

  @Test(arguments: Kling3PriceTests.table, Kling3PriceTests.taskTypes)
  func `the next day has the new price`(_ cell: Cell, _ taskType: String) throws {
    let charge = try cell.charge(taskType, created: "2026-02-14T00:00:00Z")
    #expect(charge.expected?.count == cell.after)
    #expect(charge.formula?.period == "from between 2026-02-13T04:17:30Z and 2026-02-14")
    #expect(charge.afterChange.isEmpty)
  }

  static let lengths: [PriceCase] = [
    PriceCase(
      "the shots replace the length, be it shorter", "kling", "video_generation",
      ["version": "3.0", "duration": 5, "multi_shots.duration.sum": 12], created: "2026-03-01",
      points: 12_000_000),
    PriceCase(
      "the shots replace the length, be it longer", "kling", "omni_video_generation",
      ["version": "3.0", "duration": 15, "multi_shots.duration.sum": 6], created: "2026-03-01",
      points: 6_000_000),
    PriceCase(
      "shots may have parts of seconds", "kling", "video_generation",
      ["version": "3.0", "multi_shots.duration.sum": .decimal("7.5")], created: "2026-03-01",
      points: 7_500_000),
    PriceCase(
      "without mode, sound and length it is 5 silent seconds at 720p", "kling", "video_generation",
      ["version": "3.0"], created: "2026-03-01", points: 5_000_000),
    PriceCase(
      "the version may be a number", "kling", "omni_video_generation", ["version": 3],
      created: "2026-03-01", points: 5_000_000),
    PriceCase(
      "fifteen seconds at 1080p with sound", "kling", "video_generation",
      ["version": "3.0", "mode": "pro", "duration": 15, "enable_audio": true],
      created: "2026-03-01", points: 30_000_000),
  ]

  @Test(arguments: Kling3PriceTests.lengths)
  func `the sum of the shots beats the length of the video`(_ item: PriceCase) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  @Test func `a task without a creation time has no price, since it changed`() throws {
    let charge = try BuiltIn.pricer.charge("kling", "video_generation", ["version": "3.0"])
    #expect(
      charge.unpricedReason
        == "the creation time is unknown, and the price of its rate has changed")
  }

  @Test func `the price of the other period is an alternative to the one in force`() throws {
    let cell = Kling3PriceTests.table[0]
    let after = try cell.charge("video_generation", created: "2026-03-01").alternatives
    #expect(
      after.map(\.label) == ["the rate in force until 2026-02-14, 0.15 USD per second"])
    #expect(after.map(\.points) == [Points(7_500_000)])
    let before = try cell.charge("video_generation", created: "2026-02-10").alternatives
    #expect(
      before.map(\.label) == [
        "the rate in force from between 2026-02-13T04:17:30Z and 2026-02-14, 0.1 USD per second"
      ])
    #expect(before.map(\.points) == [Points(5_000_000)])
  }
}
