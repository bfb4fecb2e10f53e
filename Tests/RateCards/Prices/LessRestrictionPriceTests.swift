import Domain
import RateCards
import Testing

/// Seedance with less restriction: first +25 %, then +10 % on what the plain type costs.
@Suite struct LessRestrictionPriceTests {
  private static let plain = "seedance-2-less-restriction"
  private static let fast = "seedance-2-fast-less-restriction"
  private static let mini = "seedance-2-mini-less-restriction"

  private static func video(
    _ name: String, _ taskType: String, _ resolution: String, seconds: Int64, _ created: String,
    points: Int64
  ) -> PriceCase {
    PriceCase(
      name, "seedance", taskType,
      ["resolution": .word(resolution), "duration": .number(seconds)], created: created,
      points: points)
  }

  private static let lastMoment = "2026-06-30T23:59:59.999999999Z"

  static let cases: [PriceCase] = [
    video("+25 %, 480p", plain, "480p", seconds: 8, lastMoment, points: 10_000_000),
    video("+25 %, 720p", plain, "720p", seconds: 4, lastMoment, points: 10_000_000),
    video("+25 %, 1080p", plain, "1080p", seconds: 4, lastMoment, points: 25_000_000),
    video("+10 %, 480p", plain, "480p", seconds: 10, "2026-08-01", points: 11_000_000),
    video("+10 %, 720p", plain, "720p", seconds: 10, "2026-08-01", points: 22_000_000),
    video("+10 %, 1080p", plain, "1080p", seconds: 10, "2026-08-01", points: 55_000_000),
    video("fast, +25 %, 480p", fast, "480p", seconds: 10, lastMoment, points: 10_000_000),
    video("fast, +25 %, 720p", fast, "720p", seconds: 10, lastMoment, points: 20_000_000),
    video("fast, +10 %, 480p", fast, "480p", seconds: 10, "2026-08-01", points: 8_800_000),
    video("fast, +10 %, 720p", fast, "720p", seconds: 10, "2026-08-01", points: 17_600_000),
    video("fast, promotion, 480p", fast, "480p", seconds: 10, "2026-08-25", points: 7_000_000),
    video("fast, promotion, 720p", fast, "720p", seconds: 10, "2026-08-25", points: 14_100_000),
    video("fast, reduced, 480p", fast, "480p", seconds: 10, "2026-09-22", points: 5_300_000),
    video("fast, reduced, 720p", fast, "720p", seconds: 10, "2026-09-22", points: 10_600_000),
    video("mini, 480p", mini, "480p", seconds: 10, "2026-08-24", points: 7_700_000),
    video("mini, 720p", mini, "720p", seconds: 10, "2026-08-24", points: 15_400_000),
    video("mini, reduced, 480p", mini, "480p", seconds: 10, "2026-08-25", points: 4_600_000),
    video("mini, reduced, 720p", mini, "720p", seconds: 10, "2026-08-25", points: 9_200_000),
  ]

  @Test(arguments: LessRestrictionPriceTests.cases)
  func `a quarter more became a tenth more, rounded to tenths of a cent`(
    _ item: PriceCase
  ) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  @Test(arguments: [(12_500_000, false), (11_000_000, true), (11_500_000, false)])
  func `in the July in which the page said both, a bill shows which of them held`(
    booked: Int64, isAfter: Bool
  ) throws {
    let charge = try BuiltIn.pricer.charge(
      "seedance", Self.plain, ["resolution": "480p", "duration": 10], created: "2026-07-15")
    let explaining = charge.explaining(Points(booked))
    #expect(explaining.expected == Points(isAfter ? 11_000_000 : 12_500_000))
    #expect(explaining.formula?.uncertainChange?.isAfter == isAfter)
  }

  static let version25: [PriceCase] = [
    PriceCase(
      "480p", "seedance", "seedance-2.5-less-restriction",
      ["resolution": "480p", "duration": 10], points: 16_500_000),
    PriceCase(
      "720p", "seedance", "seedance-2.5-less-restriction",
      ["resolution": "720p", "duration": 10], points: 38_500_000),
    PriceCase(
      "1080p", "seedance", "seedance-2.5-less-restriction",
      ["resolution": "1080p", "duration": 10], points: 88_000_000),
  ]

  @Test(arguments: LessRestrictionPriceTests.version25)
  func `version 2.5 always cost a tenth more`(_ item: PriceCase) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  @Test func `without a creation time the markup is not known`() throws {
    let charge = try BuiltIn.pricer.charge("seedance", Self.plain, ["resolution": "480p"])
    #expect(
      charge.unpricedReason
        == "the creation time is unknown, and the price of its rate has changed")
  }

  @Test func `the other markup is an alternative to the one in force`() throws {
    let charge = try BuiltIn.pricer.charge(
      "seedance", Self.plain, ["resolution": "1080p", "duration": 10], created: "2026-08-15")
    #expect(charge.expected == Points(55_000_000))
    #expect(charge.alternatives.map(\.points) == [Points(62_500_000)])
    #expect(
      charge.alternatives.map(\.label) == ["the markup in force until 2026-08-01, +25 %"])
  }
}
