import Domain
import RateCards
import Testing

/// Steps over the number of pixels, where a megapixel is 2^20 pixels, × a batch.
@Suite struct ZImagePriceTests {
  private static func image(
    _ name: String, _ width: Int64, _ height: Int64, points: Int64
  ) -> PriceCase {
    PriceCase(
      name, "Qubico/z-image", "txt2img", ["width": .number(width), "height": .number(height)],
      points: points)
  }

  static let steps: [PriceCase] = [
    image("a single pixel", 1, 1, points: 20_000),
    image("half a megapixel exactly", 1024, 512, points: 20_000),
    image("half a megapixel and one pixel", 174_763, 3, points: 40_000),
    image("a megapixel exactly", 1024, 1024, points: 40_000),
    image("a megapixel exactly, wide", 2048, 512, points: 40_000),
    image("a megapixel and one pixel", 61_681, 17, points: 60_000),
    image("a million pixels are less than a megapixel", 1000, 1000, points: 40_000),
    image("one and a half megapixels exactly", 1536, 1024, points: 60_000),
    image("one and a half megapixels and one pixel", 314_573, 5, points: 80_000),
    image("four megapixels", 2048, 2048, points: 80_000),
  ]

  @Test(arguments: ZImagePriceTests.steps)
  func `a picture costs the step of its number of pixels`(_ item: PriceCase) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  static let cases: [PriceCase] = [
    PriceCase("without a size it is 1024 x 1024", "Qubico/z-image", "txt2img", points: 40_000),
    PriceCase(
      "without a height it is 1024 high", "Qubico/z-image", "txt2img", ["width": 512],
      points: 20_000),
    PriceCase(
      "sizes as texts", "Qubico/z-image", "txt2img", ["width": "1536", "height": "1024"],
      points: 60_000),
    PriceCase(
      "a batch of three small ones", "Qubico/z-image", "txt2img",
      ["width": 512, "height": 512, "batch_size": 3], points: 60_000),
    PriceCase(
      "the batch does not move the step", "Qubico/z-image", "txt2img",
      ["width": 1024, "height": 1024, "batch_size": 4], points: 160_000),
  ]

  @Test(arguments: ZImagePriceTests.cases)
  func `a batch costs its pictures, each in its step`(_ item: PriceCase) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }
}
