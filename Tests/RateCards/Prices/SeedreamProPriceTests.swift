import Domain
import RateCards
import Testing

/// A rate per image and a surcharge for each reference image beyond the first.
@Suite struct SeedreamProPriceTests {
  private static let pro = "seedream-5-pro"
  private static let free = "seedream-5-pro-less-restriction"

  static let cases: [PriceCase] = [
    PriceCase("1K", "seedream", pro, ["size": "1K"], points: 680_000),
    PriceCase("2K costs twice as much", "seedream", pro, ["size": "2K"], points: 1_360_000),
    PriceCase("a task without a size is a 1K image", "seedream", pro, points: 680_000),
    PriceCase("no reference image", "seedream", pro, ["image_urls.count": 0], points: 680_000),
    PriceCase("the first is free", "seedream", pro, ["image_urls.count": 1], points: 680_000),
    PriceCase("the second is not", "seedream", pro, ["image_urls.count": 2], points: 710_000),
    PriceCase("ten", "seedream", pro, ["image_urls.count": 10], points: 950_000),
    PriceCase(
      "the surcharge comes once, whatever the images", "seedream", pro, ["image_urls.count": 3],
      outputs: 2, points: 1_420_000),
    PriceCase("less restriction, 1K", "seedream", free, ["size": "1K"], points: 850_000),
    PriceCase("less restriction, 2K", "seedream", free, ["size": "2K"], points: 1_700_000),
    PriceCase(
      "the surcharge bears no markup", "seedream", free, ["size": "2K", "image_urls.count": 3],
      points: 1_760_000),
  ]

  @Test(arguments: SeedreamProPriceTests.cases)
  func `reference images beyond the first are added to the price of the images`(
    _ item: PriceCase
  ) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  @Test func `a 3K image has no pro price`() throws {
    let charge = try BuiltIn.pricer.charge("seedream", Self.pro, ["size": "3K"])
    #expect(
      charge.unpricedReason
        == "nearest is seedream/seedream-5-pro size=1K: size is 3K, a rate exists for 1K, 2K")
  }
}
