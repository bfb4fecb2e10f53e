import Domain
import RateCards
import Testing

/// A rate × the images that came back, a step for 3K, a markup for less restriction.
@Suite struct SeedreamPriceTests {
  private static let lite = "seedream-5-lite"
  private static let free = "seedream-5-lite-less-restriction"

  static let cases: [PriceCase] = [
    PriceCase("a 2K image", "seedream", lite, ["size": "2K"], outputs: 1, points: 280_000),
    PriceCase("a task without a size is a 2K image", "seedream", lite, points: 280_000),
    PriceCase("the size may be in lower case", "seedream", lite, ["size": "2k"], points: 280_000),
    PriceCase("a 3K image costs one and a half", "seedream", lite, ["size": "3K"], points: 420_000),
    PriceCase("four images", "seedream", lite, ["size": "2K"], outputs: 4, points: 1_120_000),
    PriceCase(
      "fifteen 3K images", "seedream", lite, ["size": "3K"], outputs: 15, points: 6_300_000),
    PriceCase(
      "images that came back count, not those asked for", "seedream", lite,
      ["sequential_image_generation": "auto", "max_images": 15], outputs: 3, points: 840_000),
    PriceCase(
      "a pending task without a sequence is one image", "seedream", lite,
      ["sequential_image_generation": "disabled", "max_images": 15], points: 280_000),
    PriceCase("less restriction, 2K", "seedream", free, ["size": "2K"], points: 350_000),
    PriceCase("less restriction, 3K", "seedream", free, ["size": "3K"], points: 525_000),
    PriceCase(
      "less restriction, four 3K images", "seedream", free, ["size": "3K"], outputs: 4,
      points: 2_100_000),
    PriceCase(
      "a secondary price of later in the year does not end the published one", "seedream", lite,
      ["size": "2K"], outputs: 1, created: "2026-11-20T08:00:00Z", points: 280_000),
  ]

  @Test(arguments: SeedreamPriceTests.cases)
  func `a task costs the images that came back at the price of their size`(
    _ item: PriceCase
  ) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  @Test func `a size that has no price is not taken for another`() throws {
    let charge = try BuiltIn.pricer.charge("seedream", Self.lite, ["size": "4K"])
    #expect(
      charge.unpricedReason
        == "nearest is seedream/seedream-5-lite size=2K: size is 4K, a rate exists for 2K, 3K")
  }

  @Test func `an open number of images is known by the whole images that were booked`() throws {
    let fields: [String: Value] = ["sequential_image_generation": "auto", "max_images": 15]
    let lot = try #require(try BuiltIn.pricer.charge("seedream", Self.lite, fields).lotPrice)
    #expect(lot.lot == Ratio(280_000))
    #expect(lot.impliedUnits(billed: Points(280_000)) == Ratio(1))
    #expect(lot.impliedUnits(billed: Points(1_120_000)) == Ratio(4))
    #expect(lot.impliedUnits(billed: Points(4_200_000)) == Ratio(15))
    #expect(lot.impliedUnits(billed: Points(4_480_000)) == nil, "16 images were not allowed")
    #expect(lot.impliedUnits(billed: Points(280_001)) == nil)
    #expect(lot.impliedUnits(billed: Points(420_000)) == nil)
    #expect(lot.impliedUnits(billed: .zero) == nil)
  }

  @Test func `the step and the markup are in the price of one of many images`() throws {
    let fields: [String: Value] = ["size": "3K", "sequential_image_generation": "auto"]
    let lot = try #require(try BuiltIn.pricer.charge("seedream", Self.free, fields).lotPrice)
    #expect(lot.lot == Ratio(525_000))
    #expect(lot.leastUnits == Ratio(1))
    #expect(lot.mostUnits == nil, "without max_images no upper bound is known")
  }

  static let unconfirmed: [PriceCase] = [
    PriceCase("2K", "seedream", lite, ["size": "2K"], points: 520_000),
    PriceCase("3K costs the same", "seedream", lite, ["size": "3K"], points: 520_000),
    PriceCase("per image", "seedream", lite, outputs: 4, points: 2_080_000),
    PriceCase("the markup holds for it too", "seedream", free, ["size": "3K"], points: 650_000),
  ]

  @Test(arguments: SeedreamPriceTests.unconfirmed)
  func `the unconfirmed flat price is an alternative to the published one`(_ item: PriceCase) throws
  {
    let alternatives = try item.builtInCharge.alternatives
    #expect(alternatives.map(\.points) == [Points(item.points)])
    #expect(
      alternatives.map(\.label) == [
        "the unconfirmed 0.052 USD per image (two public clients, medium certainty, seen 2026-07-19)"
      ])
  }
}
