import Domain
import RateCards
import Testing

/// Prices per million tokens by kind, rounded once, and prices per thousand characters.
@Suite struct TokenPriceTests {
  private static func chat(
    _ name: String, _ model: String, input: Int64, output: Int64, points: Int64
  ) -> PriceCase {
    PriceCase(
      name, model, "chat_completion",
      ["usage.prompt_tokens": .number(input), "usage.completion_tokens": .number(output)],
      points: points)
  }

  static let rounding: [PriceCase] = [
    chat("66.375 points", "gpt-4o-mini", input: 19, output: 10, points: 66),
    chat("a half goes up", "gpt-4o-mini", input: 4, output: 0, points: 5),
    chat("a half of output goes up", "gpt-4o-mini", input: 0, output: 1, points: 5),
    chat("less than a half goes down", "gpt-4o-mini", input: 2, output: 0, points: 2),
    chat("more than a half goes up", "gpt-4o-mini", input: 1, output: 1, points: 6),
    chat("two halves make a whole", "gpt-4o-mini", input: 4, output: 1, points: 9),
    chat("nothing costs nothing", "gpt-4o-mini", input: 0, output: 0, points: 0),
  ]

  @Test(arguments: TokenPriceTests.rounding)
  func `both kinds of tokens are added before the one rounding, half up`(
    _ item: PriceCase
  ) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  static let million: Int64 = 1_000_000
  static let models: [PriceCase] = [
    chat("in", "gpt-4o-mini", input: million, output: 0, points: 1_125_000),
    chat("out", "gpt-4o-mini", input: 0, output: million, points: 4_500_000),
    chat("snapshot", "gpt-4o-mini-2024-07-18", input: million, output: 0, points: 1_125_000),
    chat("in", "gpt-4o", input: million, output: 0, points: 18_750_000),
    chat("out", "gpt-4o-2024-08-06", input: 0, output: million, points: 75_000_000),
    chat("both", "o1-mini", input: million, output: million, points: 112_500_000),
    chat("both", "o1-preview", input: million, output: million, points: 562_500_000),
    chat("both", "o3-mini", input: million, output: million, points: 41_250_000),
    chat("both", "claude-3-opus-20240229", input: million, output: million, points: 675_000_000),
    chat("both", "claude-3-5-haiku-20241022", input: million, output: million, points: 45_000_000),
    chat(
      "both", "claude-3-5-sonnet-20241022", input: million, output: million, points: 135_000_000),
    chat("both", "claude-sonnet-4", input: million, output: million, points: 135_000_000),
    chat("both", "deepseek-reasoner", input: million, output: million, points: 27_500_000),
    chat(
      "both", "uncensored-small-32k-20240717", input: million, output: million, points: 6_250_000),
  ]

  @Test(arguments: TokenPriceTests.models)
  func `a million tokens cost the published price`(_ item: PriceCase) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  static let gizmo: [PriceCase] = [
    chat("a short talk", "gpt-4-gizmo-g-abc", input: 100, output: 50, points: 50_000),
    chat("no token at all", "gpt-4-gizmo-g-abc", input: 0, output: 0, points: 50_000),
    chat("exactly the minimum", "gpt-4-gizmo-g-abc", input: 2_000, output: 0, points: 50_000),
    chat("one token more", "gpt-4-gizmo-g-abc", input: 2_001, output: 0, points: 50_025),
    chat("a long talk", "gpt-4-gizmo-g-x", input: 100_000, output: 10_000, points: 3_500_000),
  ]

  @Test(arguments: TokenPriceTests.gizmo)
  func `a call of a GPT costs at least half a cent`(_ item: PriceCase) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  private static let text = "usage.input_tokens_details.text_tokens"
  private static let cached = "usage.input_tokens_details.cached_tokens"
  private static let cachedText = "usage.input_tokens_details.cached_text_tokens"
  private static let image = "usage.input_tokens_details.image_tokens"
  private static let cachedImage = "usage.input_tokens_details.cached_image_tokens"
  private static let output = "usage.output_tokens"

  static let images: [PriceCase] = [
    PriceCase(
      "five kinds", "gpt-image-1", "image_generation",
      [text: 1000, cachedText: 800, image: 2000, cachedImage: 400, output: 4160],
      points: 1_929_000),
    PriceCase(
      "no image, nothing cached", "gpt-image-1", "image_generation", [text: 100, output: 1000],
      points: 405_000),
    PriceCase(
      "a sum of cached tokens", "gpt-image-1.5", "image_generation",
      [text: 1000, cached: 800, image: 2000, output: 4000], points: 1_500_000),
    PriceCase(
      "cheaper output", "gpt-image-2", "image_generation",
      [text: 1000, cached: 800, image: 2000, output: 4000], points: 1_420_000),
  ]

  @Test(arguments: TokenPriceTests.images)
  func `an image costs the sum over its kinds of tokens`(_ item: PriceCase) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  static let speech: [PriceCase] = [
    PriceCase("1,000", "Qubico/tts", "zero-shot", ["gen_text.length": 1000], points: 250_000),
    PriceCase("1,500", "Qubico/tts", "zero-shot", ["gen_text.length": 1500], points: 375_000),
    PriceCase("one", "Qubico/tts", "zero-shot", ["gen_text.length": 1], points: 250),
    PriceCase("10,000", "Qubico/tts", "zero-shot", ["gen_text.length": 10_000], points: 2_500_000),
  ]

  @Test(arguments: TokenPriceTests.speech)
  func `speech costs its characters, in parts of a thousand`(_ item: PriceCase) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  @Test func `without its tokens a completion has no price`() throws {
    let charge = try BuiltIn.pricer.charge("gpt-4o-mini", "chat_completion")
    #expect(
      charge.unpricedReason
        == "the number of tokens is not known: the request lacks usage.prompt_tokens "
        + "or usage.input_tokens")
  }
}
