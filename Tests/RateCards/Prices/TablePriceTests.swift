import Domain
import RateCards
import Testing

/// Tables over several request fields, whose cells follow no formula.
@Suite struct TablePriceTests {
  private static func hailuo(
    _ model: String, _ resolution: String, _ seconds: Int64, points: Int64
  ) -> PriceCase {
    PriceCase(
      "\(model) \(resolution) \(seconds) s", "hailuo", "video_generation",
      ["model": .word(model), "resolution": .word(resolution), "duration": .number(seconds)],
      points: points)
  }

  static let videos: [PriceCase] = [
    PriceCase(
      "the first text model", "hailuo", "video_generation", ["model": "t2v-01"],
      points: 2_000_000),
    PriceCase(
      "the first picture model", "hailuo", "video_generation",
      ["model": "i2v-01", "expand_prompt": true], points: 2_000_000),
    PriceCase(
      "a given person", "hailuo", "video_generation", ["model": "s2v-01"], points: 3_000_000),
    hailuo("v2.3", "768p", 6, points: 2_300_000),
    hailuo("v2.3", "768p", 10, points: 4_500_000),
    hailuo("v2.3", "1080p", 6, points: 4_000_000),
    hailuo("v2.3-fast", "768P", 6, points: 1_600_000),
    hailuo("v2.3-fast", "768p", 10, points: 2_600_000),
    hailuo("v2.3-fast", "1080p", 6, points: 2_600_000),
    PriceCase("Luma without a length", "luma", "video_generation", points: 2_000_000),
    PriceCase(
      "Luma, the newer model", "luma", "video_generation",
      ["model_name": "ray-v2", "duration": 5], points: 2_000_000),
    PriceCase(
      "Luma, long", "luma", "video_generation", ["model_name": "ray-v2", "duration": 9],
      points: 4_000_000),
    PriceCase(
      "Luma, long as client code writes it", "luma", "video_generation",
      ["model_name": "ray-v1", "duration": "10s"], points: 4_000_000),
  ]

  private static func journey(
    _ taskType: String, _ mode: String, index: Value? = nil, points: Int64
  ) -> PriceCase {
    var fields: [String: Value] = ["process_mode": .word(mode)]
    fields["index"] = index
    return PriceCase("\(mode) \(taskType)", "midjourney", taskType, fields, points: points)
  }

  static let journeys: [PriceCase] = [
    journey("imagine", "relax", points: 300_000),
    journey("imagine", "fast", points: 700_000),
    journey("imagine", "turbo", points: 1_600_000),
    PriceCase("no mode is fast", "midjourney", "imagine", outputs: 4, points: 700_000),
    journey("variation", "relax", points: 300_000),
    journey("reroll", "fast", points: 700_000),
    journey("outpaint", "turbo", points: 1_400_000),
    journey("blend", "turbo", points: 1_400_000),
    journey("upscale", "turbo", index: 1, points: 100_000),
    journey("upscale", "relax", index: "4", points: 100_000),
    journey("upscale", "relax", index: "2x", points: 450_000),
    journey("upscale", "fast", index: "2x", points: 900_000),
    journey("upscale", "turbo", index: "2x", points: 2_000_000),
    journey("upscale", "relax", index: "4x", points: 1_350_000),
    journey("upscale", "fast", index: "4x", points: 2_700_000),
    journey("upscale", "turbo", index: "4x", points: 6_000_000),
    journey("describe", "turbo", points: 100_000),
    journey("seed", "relax", points: 50_000),
  ]

  @Test(arguments: TablePriceTests.videos + TablePriceTests.journeys)
  func `a task costs the cell of its fields`(_ item: PriceCase) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  @Test func `an empty cell has no price`() throws {
    let charge = try BuiltIn.pricer.charge(
      "hailuo", "video_generation",
      ["model": "v2.3", "resolution": "1080p", "duration": 10])
    #expect(charge.expected == nil)
    #expect(charge.unpricedReason != nil)
  }

  @Test func `the doubled price of a relaxed task beyond the quota is an alternative`() throws {
    let charge = try BuiltIn.pricer.charge(
      "midjourney", "imagine", ["process_mode": "relax"], created: "2025-06-01")
    #expect(charge.alternatives.map(\.points) == [Points(150_000), Points(600_000)])
  }
}
