import Domain
import RateCards
import Testing

/// A table over resolution × seconds, with reductions seen but not announced.
@Suite struct SeedancePriceTests {
  private static func video(
    _ name: String, _ taskType: String, _ resolution: String?, seconds: Int64?,
    _ created: String, points: Int64
  ) -> PriceCase {
    var fields: [String: Value] = [:]
    fields["resolution"] = resolution.map { Value.word($0) }
    fields["duration"] = seconds.map { Value.number($0) }
    return PriceCase(name, "seedance", taskType, fields, created: created, points: points)
  }

  static let cases: [PriceCase] = [
    video("480p", "seedance-2", "480p", seconds: 5, "2026-07-16", points: 5_000_000),
    video("720p", "seedance-2", "720p", seconds: 10, "2026-07-16", points: 20_000_000),
    video("1080p", "seedance-2", "1080p", seconds: 5, "2026-09-26", points: 25_000_000),
    video("nothing given", "seedance-2", nil, seconds: nil, "2026-07-16", points: 5_000_000),
    video("fast 480p", "seedance-2-fast", "480p", seconds: 5, "2026-07-31", points: 4_000_000),
    video("reduced", "seedance-2-fast", "480p", seconds: 5, "2026-08-01", points: 2_400_000),
    video("fast 720p", "seedance-2-fast", "720p", seconds: 5, "2026-07-31", points: 8_000_000),
    video("reduced", "seedance-2-fast", "720p", seconds: 5, "2026-08-01", points: 4_800_000),
    video("mini 480p", "seedance-2-mini", "480p", seconds: 10, "2026-08-31", points: 7_000_000),
    video("reduced", "seedance-2-mini", "480p", seconds: 10, "2026-09-01", points: 4_200_000),
    video("mini is 720p", "seedance-2-mini", nil, seconds: 10, "2026-08-31", points: 15_000_000),
    video("reduced", "seedance-2-mini", "720p", seconds: 10, "2026-09-01", points: 8_400_000),
    video("2.5 480p", "seedance-2.5", "480p", seconds: 10, "2026-08-15", points: 15_000_000),
    video("2.5 is 720p", "seedance-2.5", nil, seconds: nil, "2026-08-15", points: 17_500_000),
    video("2.5 1080p", "seedance-2.5", "1080p", seconds: 10, "2026-08-15", points: 80_000_000),
  ]

  @Test(arguments: SeedancePriceTests.cases)
  func `a video costs its seconds at the price of its resolution`(_ item: PriceCase) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  static let previews: [PriceCase] = [
    video("own price", "seedance-2-preview", nil, seconds: 5, "2026-02-27", points: 7_500_000),
    video(
      "own fast price", "seedance-2-fast-preview", nil, seconds: 5, "2026-02-15",
      points: 4_000_000),
    video(
      "vip is 720p", "seedance-2-preview-vip", nil, seconds: 5, "2026-03-15",
      points: 10_000_000),
    video(
      "vip at 1080p", "seedance-2-preview-vip", "1080p", seconds: 5, "2026-07-15",
      points: 25_000_000),
    video(
      "fast vip", "seedance-2-fast-preview-vip", nil, seconds: 5, "2026-03-15",
      points: 8_000_000),
    video(
      "fast vip follows the reduction", "seedance-2-fast-preview-vip", "480p", seconds: 5,
      "2026-09-15", points: 2_400_000),
  ]

  @Test(arguments: SeedancePriceTests.previews)
  func `a deprecated name costs what it cost or what its successor costs`(
    _ item: PriceCase
  ) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  @Test func `fast has no 1080p`() throws {
    let charge = try BuiltIn.pricer.charge(
      "seedance", "seedance-2-fast", ["resolution": "1080p"], created: "2026-09-15")
    #expect(
      charge.unpricedReason
        == "nearest is seedance/seedance-2-fast resolution=480p: "
        + "resolution is 1080p, a rate exists for 480p, 720p")
  }

  @Test func `input videos make the seconds unknown, but not fewer than the output`() throws {
    let charge = try BuiltIn.pricer.charge(
      "seedance", "seedance-2", ["resolution": "720p", "duration": 5, "video_urls.count": 2],
      created: "2026-07-16")
    let lot = try #require(charge.lotPrice)
    #expect(lot.lot == Ratio(2_000_000))
    #expect(lot.impliedUnits(billed: Points(10_000_000)) == Ratio(5))
    #expect(lot.impliedUnits(billed: Points(26_000_000)) == Ratio(13))
    #expect(lot.impliedUnits(billed: Points(120_000_000)) == Ratio(60))
    #expect(lot.impliedUnits(billed: Points(8_000_000)) == nil, "the output alone has 5 seconds")
    #expect(lot.impliedUnits(billed: Points(122_000_000)) == nil, "60 seconds are the limit")
    #expect(lot.impliedUnits(billed: Points(11_000_000)) == nil)
  }
}
