import Domain
import RateCards
import Testing

/// A table over version, mode and sound for videos of five seconds; ten cost twice as much.
@Suite struct KlingPriceTests {
  /// A row of the table, with the points of five and of ten seconds.
  struct Row: Sendable, CustomTestStringConvertible {
    let version: String
    let mode: String
    let five: Int64
    let ten: Int64

    var testDescription: String { "version \(version), mode \(mode)" }
  }

  static let table = [
    Row(version: "1.5", mode: "std", five: 2_600_000, ten: 5_200_000),
    Row(version: "1.6", mode: "pro", five: 4_600_000, ten: 9_200_000),
    Row(version: "2.1", mode: "std", five: 2_600_000, ten: 5_200_000),
    Row(version: "2.1", mode: "pro", five: 4_600_000, ten: 9_200_000),
    Row(version: "2.0", mode: "pro", five: 9_600_000, ten: 19_200_000),
    Row(version: "2.1-master", mode: "pro", five: 9_600_000, ten: 19_200_000),
    Row(version: "2.5", mode: "std", five: 2_000_000, ten: 4_000_000),
    Row(version: "2.5", mode: "pro", five: 3_300_000, ten: 6_600_000),
    Row(version: "2.6", mode: "std", five: 2_000_000, ten: 4_000_000),
    Row(version: "2.6", mode: "pro", five: 3_300_000, ten: 6_600_000),
  ]

  @Test(arguments: KlingPriceTests.table)
  func `ten seconds cost two times five seconds`(_ row: Row) throws {
    let price = { (seconds: Int64) in
      try BuiltIn.pricer.charge(
        "kling", "video_generation",
        ["version": .word(row.version), "mode": .word(row.mode), "duration": .number(seconds)]
      ).expected?.count
    }
    #expect(try price(5) == row.five)
    #expect(try price(10) == row.ten)
  }

  static let cases: [PriceCase] = [
    PriceCase(
      "nothing given is 5 silent seconds of version 2.6 standard", "kling", "video_generation",
      created: "2025-12-01", points: 2_000_000),
    PriceCase(
      "only the length given", "kling", "video_generation", ["duration": 10],
      created: "2026-05-01", points: 4_000_000),
    PriceCase(
      "only the mode given", "kling", "video_generation", ["mode": "pro"], created: "2026-05-01",
      points: 3_300_000),
    PriceCase(
      "nothing given was 5 seconds of version 1.6 standard", "kling", "video_generation",
      created: "2025-11-30T23:59:59Z", points: 2_600_000),
    PriceCase(
      "only the mode given, of the time of version 1.6", "kling", "video_generation",
      ["mode": "pro"], created: "2025-03-15", points: 4_600_000),
    PriceCase(
      "sound doubles five seconds", "kling", "video_generation",
      ["version": "2.6", "mode": "pro", "enable_audio": true], points: 6_600_000),
    PriceCase(
      "sound doubles ten seconds", "kling", "video_generation",
      ["version": "2.6", "mode": "pro", "duration": 10, "enable_audio": true],
      points: 13_200_000),
    PriceCase(
      "the length may be a text", "kling", "video_generation",
      ["version": "2.5", "mode": "std", "duration": "10"], points: 4_000_000),
    PriceCase("turbo, nothing given", "kling-turbo", "video_generation", points: 2_800_000),
    PriceCase(
      "turbo, ten seconds", "kling-turbo", "video_generation", ["duration": 10],
      points: 5_600_000),
    PriceCase(
      "turbo of version 3, standard, per second", "kling-turbo", "video_generation",
      ["version": "3.0-turbo", "mode": "std", "duration": 7], points: 9_100_000),
    PriceCase(
      "turbo of version 3, professional", "kling-turbo", "video_generation",
      ["version": "3.0-turbo", "mode": "pro", "duration": 10], points: 19_000_000),
    PriceCase(
      "O1 without resolution and length", "kling", "omni_video_generation", ["version": "o1"],
      points: 3_900_000),
    PriceCase(
      "O1, ten seconds at 720p", "kling", "omni_video_generation",
      ["version": "o1", "duration": 10], points: 7_800_000),
    PriceCase(
      "O1, five seconds at 1080p", "kling", "omni_video_generation",
      ["version": "o1", "resolution": "1080p"], points: 5_200_000),
    PriceCase(
      "O1, ten seconds at 1080p", "kling", "omni_video_generation",
      ["version": "O1", "resolution": "1080p", "duration": 10], points: 10_400_000),
  ]

  @Test(arguments: KlingPriceTests.cases)
  func `fields that were omitted have the values of the provider`(_ item: PriceCase) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  static let unpriced: [PriceCase] = [
    PriceCase(
      "sound in standard mode", "kling", "video_generation", ["enable_audio": true],
      created: "2026-07-01", points: 0),
    PriceCase(
      "version 2.0 in standard mode", "kling", "video_generation", ["version": "2.0"], points: 0),
    PriceCase(
      "turbo of seven seconds", "kling-turbo", "video_generation", ["duration": 7], points: 0),
    PriceCase(
      "O1 of seven seconds", "kling", "omni_video_generation", ["version": "o1", "duration": 7],
      points: 0),
    PriceCase("a version to come", "kling", "video_generation", ["version": "4.0"], points: 0),
  ]

  @Test func `without a version its default depends on the creation time`() throws {
    let charge = try BuiltIn.pricer.charge("kling", "video_generation", ["duration": 5])
    #expect(
      charge.unpricedReason
        == "the creation time is unknown, and the price of its rate has changed")
  }

  @Test(arguments: KlingPriceTests.unpriced)
  func `what is not in the table has no price`(_ item: PriceCase) throws {
    let charge = try item.builtInCharge
    #expect(charge.expected == nil)
    let reason = try #require(charge.unpricedReason)
    #expect(reason.hasPrefix("nearest ") && reason.contains(" \(item.model)/"))
  }
}
