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
    video("promotion", "seedance-2-fast", "480p", seconds: 5, "2026-08-25", points: 3_200_000),
    video("reduced", "seedance-2-fast", "480p", seconds: 5, "2026-09-22", points: 2_400_000),
    video("fast 720p", "seedance-2-fast", "720p", seconds: 5, "2026-07-31", points: 8_000_000),
    video("promotion", "seedance-2-fast", "720p", seconds: 5, "2026-08-25", points: 6_400_000),
    video("reduced", "seedance-2-fast", "720p", seconds: 5, "2026-09-22", points: 4_800_000),
    video("mini 480p", "seedance-2-mini", "480p", seconds: 10, "2026-08-01", points: 7_000_000),
    video("reduced", "seedance-2-mini", "480p", seconds: 10, "2026-08-25", points: 4_200_000),
    video("mini is 720p", "seedance-2-mini", nil, seconds: 10, "2026-06-30", points: 15_000_000),
    video("mini 720p", "seedance-2-mini", "720p", seconds: 10, "2026-08-01", points: 14_000_000),
    video("reduced", "seedance-2-mini", "720p", seconds: 10, "2026-08-25", points: 8_400_000),
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
      "2026-09-22", points: 2_400_000),
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

  /// Moments around 2026-09-07 06:00 UTC, when a promotion ended, with amounts for ten seconds that
  /// each may have been billed.
  @Test(
    arguments: [
      ("2026-09-07T05:59:59.999999999Z", [6_400_000], [8_000_000, 4_800_000]),
      ("2026-09-07T06:00:00Z", [8_000_000, 4_800_000], [6_400_000]),
      ("2026-09-21T23:59:59Z", [8_000_000, 4_800_000], [6_400_000]),
      ("2026-09-22T00:00:00Z", [4_800_000], [6_400_000, 8_000_000]),
    ] as [(String, [Int64], [Int64])])
  func `a promotion ends within a day, and until the next sighting either price may hold`(
    created: String, fitting: [Int64], others: [Int64]
  ) throws {
    let charge = try BuiltIn.pricer.charge(
      "seedance", "seedance-2-fast", ["resolution": "480p", "duration": 10], created: created)
    for points in fitting {
      #expect(charge.explaining(Points(points)).expected == Points(points))
    }
    for points in others {
      #expect(charge.explaining(Points(points)).expected != Points(points))
    }
  }

  @Test func `input videos without billed seconds add up to half of 15.4, by halves`() throws {
    let charge = try BuiltIn.pricer.charge(
      "seedance", "seedance-2", ["resolution": "720p", "duration": 5, "video_urls.count": 2],
      created: "2026-09-16")
    let lot = try #require(charge.lotPrice)
    #expect(lot.lot == Ratio(1_000_000))
    #expect(lot.impliedUnits(billed: Points(10_000_000)) == Ratio(5))
    #expect(lot.impliedUnits(billed: Points(11_000_000))?.description == "5.5")
    #expect(lot.impliedUnits(billed: Points(25_000_000))?.description == "12.5")
    #expect(lot.impliedUnits(billed: Points(9_000_000)) == nil, "the output alone has 5 seconds")
    #expect(lot.impliedUnits(billed: Points(26_000_000)) == nil, "12.7 seconds are the limit")
    #expect(lot.impliedUnits(billed: Points(10_500_000)) == nil)
  }

  /// Amounts booked on 2026-08-24 and 25 for input videos whose billed seconds stand in the logs.
  @Test(
    arguments: [
      ("seedance-2-fast", 4, 3_840_000), ("seedance-2-fast", 10, 9_600_000),
      ("seedance-2-fast-less-restriction", 10, 10_500_000),
      ("seedance-2-mini-less-restriction", 10, 6_900_000),
    ] as [(String, Int64, Int64)])
  func `input videos count half, to the point`(
    taskType: String, seconds: Int64, points: Int64
  ) throws {
    for created in ["2026-08-24T12:00:00Z", "2026-08-25T12:00:00Z"] {
      let charge = try BuiltIn.pricer.charge(
        "seedance", taskType,
        [
          "resolution": "480p", "duration": .number(seconds), "video_urls.count": 1,
          "logs.reference_seconds": .number(seconds),
        ], created: created)
      #expect(charge.explaining(Points(points)).expected == Points(points))
    }
  }
}
