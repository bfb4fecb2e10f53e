import Domain
import RateCards
import Testing

/// A rate × the images requested, or the images returned.
@Suite struct ImagePriceTests {
  static let flux: [PriceCase] = [
    PriceCase("one schnell image", "Qubico/flux1-schnell", "txt2img", points: 15_000),
    PriceCase(
      "a batch of four", "Qubico/flux1-schnell", "txt2img", ["batch_size": 4], points: 60_000),
    PriceCase(
      "the size does not matter", "Qubico/flux1-schnell", "txt2img",
      ["width": 512, "height": 512], points: 15_000),
    PriceCase(
      "image to image, the last nanosecond of 2025", "Qubico/flux1-schnell", "img2img",
      created: "2025-12-31T23:59:59.999999999Z", points: 20_000),
    PriceCase(
      "image to image, the first moment of 2026", "Qubico/flux1-schnell", "img2img",
      created: "2026-01-01T00:00:00Z", points: 15_000),
    PriceCase(
      "an old batch of two", "Qubico/flux1-schnell", "img2img", ["batch_size": 2],
      created: "2025-03-01", points: 40_000),
    PriceCase(
      "dev is flat, whatever the batch", "Qubico/flux1-dev", "txt2img", ["batch_size": 4],
      points: 150_000),
    PriceCase("dev from an image", "Qubico/flux1-dev", "img2img", points: 150_000),
    PriceCase("kontext", "Qubico/flux1-dev-advanced", "kontext", outputs: 1, points: 200_000),
    PriceCase("a LoRA", "Qubico/flux1-dev-advanced", "img2img-lora", points: 200_000),
    PriceCase("inpainting", "Qubico/flux1-dev-advanced", "fill-inpaint", points: 200_000),
  ]

  @Test(arguments: ImagePriceTests.flux)
  func `only schnell multiplies with the batch`(_ item: PriceCase) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  @Test func `a price that client code still quotes is an alternative to the newer one`() throws {
    let charge = try BuiltIn.pricer.charge(
      "Qubico/flux1-schnell", "img2img", created: "2026-08-01")
    #expect(charge.alternatives.map(\.points) == [Points(20_000), Points(20_000)])
    #expect(
      charge.alternatives.map(\.label) == [
        "the unconfirmed 0.002 USD per image (public client code, medium certainty, seen 2026-07-01)",
        "the rate in force until 2026-01-01, 0.002 USD per image",
      ])
  }

  static let counted: [PriceCase] = [
    PriceCase("Gemini 2.5, one", "gemini", "gemini-2.5-flash-image", points: 300_000),
    PriceCase(
      "Gemini 2.5, four", "gemini", "gemini-2.5-flash-image", ["num_images": 4],
      points: 1_200_000),
    PriceCase("Nano Banana Pro is 1K", "gemini", "nano-banana-pro", points: 1_050_000),
    PriceCase(
      "Nano Banana Pro, 2K", "gemini", "nano-banana-pro", ["resolution": "2K"],
      points: 1_050_000),
    PriceCase(
      "Nano Banana Pro, 4K", "gemini", "nano-banana-pro", ["resolution": "4K"],
      points: 1_800_000),
    PriceCase("Nano Banana 2 is 1K", "gemini", "nano-banana-2", points: 600_000),
    PriceCase(
      "Nano Banana 2, 2K, twice", "gemini", "nano-banana-2",
      ["resolution": "2K", "num_images": 2], points: 1_600_000),
    PriceCase(
      "Nano Banana 2, 4K with a search", "gemini", "nano-banana-2",
      ["resolution": "4K", "enable_web_search": true], points: 1_200_000),
    PriceCase("Nano Banana 2.1 is 1K", "gemini", "nano-banana-2.1", points: 300_000),
    PriceCase(
      "Nano Banana 2.1, 2k", "gemini", "nano-banana-2.1", ["resolution": "2k"],
      points: 400_000),
    PriceCase(
      "Nano Banana 2.1, 4K", "gemini", "nano-banana-2.1", ["resolution": "4K"],
      points: 900_000),
    PriceCase(
      "MiniMax bills what it returned", "minimax", "image-01", ["n": 9], outputs: 7,
      points: 700_000),
    PriceCase("MiniMax before the end", "minimax", "image-01", ["n": 9], points: 900_000),
    PriceCase(
      "a preview of GPT image is flat per image", "gpt-image-2-preview", "image_generation",
      ["usage.output_tokens": 4000], outputs: 2, points: 2_000_000),
  ]

  @Test(arguments: ImagePriceTests.counted)
  func `images are counted as the provider counts them`(_ item: PriceCase) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }
}
