import Domain
import RateCards
import Testing

/// Requests are data: no number in them may stop the tool or make up an amount.
@Suite struct HostileQuantityTests {
  private static let tooLarge = "the amount is too large to compute exactly"
  private static let huge: Value = .decimal("1e18")

  static let tooLargeCases: [PriceCase] = [
    PriceCase(
      "a batch", "Qubico/flux1-schnell", "txt2img", ["batch_size": .decimal("1e18")], points: 0),
    PriceCase(
      "a batch in digits", "Qubico/flux1-schnell", "txt2img",
      ["batch_size": .word("999999999999999999")], points: 0),
    PriceCase("results", "seedream", "seedream-5-lite", outputs: Int.max, points: 0),
    PriceCase(
      "a length", "seedance", "seedance-2", ["duration": .decimal("1e18")],
      created: "2026-07-16", points: 0),
    PriceCase(
      "shots", "kling", "video_generation",
      ["version": "3.0", "multi_shots.duration.sum": .decimal("1e18")], created: "2026-03-01",
      points: 0),
    PriceCase(
      "a text", "Qubico/tts", "zero-shot", ["gen_text.length": .decimal("1e18")], points: 0),
    PriceCase(
      "tokens", "o1-preview", "chat_completion",
      ["usage.prompt_tokens": .decimal("1e18"), "usage.completion_tokens": .decimal("1e18")],
      points: 0),
    PriceCase(
      "reference images", "seedream", "seedream-5-pro", ["image_urls.count": .decimal("1e18")],
      points: 0),
  ]

  @Test(arguments: HostileQuantityTests.tooLargeCases)
  func `an amount beyond the range of points is unpriced`(_ item: PriceCase) throws {
    let charge = try item.builtInCharge
    #expect(charge.unpricedReason == Self.tooLarge)
    #expect(charge.expected == nil)
    #expect(charge.alternatives.isEmpty)
  }

  static let unreadable: [PriceCase] = [
    PriceCase(
      "a picture of 1e36 pixels", "Qubico/z-image", "txt2img",
      ["width": .decimal("1e18"), "height": .decimal("1e18")], points: 0),
    PriceCase(
      "less than none", "Qubico/flux1-schnell", "txt2img", ["batch_size": .number(-1)], points: 0),
    PriceCase("a negative length", "sora2", "sora2-video", ["duration": .number(-4)], points: 0),
    PriceCase("a length in words", "sora2", "sora2-video", ["duration": "long"], points: 0),
    PriceCase("a flag as a length", "sora2", "sora2-video", ["duration": true], points: 0),
    PriceCase(
      "a length beyond the exact range", "sora2", "sora2-video", ["duration": "1e400"], points: 0),
    PriceCase(
      "a length beyond the exact range in digits", "sora2", "sora2-video",
      ["duration": "99999999999999999999999999"], points: 0),
    PriceCase(
      "a negative width", "Qubico/z-image", "txt2img", ["width": .number(-1024)], points: 0),
  ]

  @Test(arguments: HostileQuantityTests.unreadable)
  func `a quantity that cannot be read is unpriced with a reason`(_ item: PriceCase) throws {
    let charge = try item.builtInCharge
    let reason = try #require(charge.unpricedReason)
    #expect(!reason.isEmpty)
    #expect(charge.expected == nil)
  }

  @Test func `a price that no account can hold is unpriced, so that sums hold`() throws {
    let charge = try BuiltIn.pricer.charge(
      "gpt-4o-mini", "chat_completion",
      ["usage.prompt_tokens": Self.huge, "usage.completion_tokens": Self.huge])
    #expect(charge.expected == nil, "two such tasks are beyond the range of points")
  }

  @Test func `factors of many decimals end in a reason, not in a trap`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster(
        """
        per: 7
        quantity: posters
        usd: 0.123456789012
        times: 1.00000000000000001
        markup: 0.00000000000000001%
        """))
    let charge = try pricer.poster(["posters": .decimal("0.999999999999999999")])
    #expect(charge.unpricedReason == Self.tooLarge)
  }

  @Test func `an alternative that cannot be computed does not make up an amount`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("quantity: posters\nusd: 0.0000001\nunconfirmed: { usd: 1000000 }"))
    let charge = try pricer.poster(["posters": .number(1_000_000_000_000)])
    #expect(charge.expected == nil || charge.expected == Points(1_000_000_000_000))
    #expect(charge.alternatives.isEmpty)
  }

  @Test(arguments: [UInt64](1...40))
  func `whatever the numbers, a charge has an amount of 0 or more or a reason`(
    _ seed: UInt64
  ) throws {
    var random = SeededNumbers(seed: seed)
    let tasks = [
      ("Qubico/z-image", "txt2img", ["width", "height", "batch_size"]),
      ("seedance", "seedance-2", ["duration", "video_urls.count"]),
      ("seedream", "seedream-5-pro", ["image_urls.count", "max_images"]),
      ("gpt-4o-mini", "chat_completion", ["usage.prompt_tokens", "usage.completion_tokens"]),
    ]
    for (model, taskType, names) in tasks {
      var fields: [String: Value] = [:]
      for name in names { fields[name] = random.next() }
      let charge = try BuiltIn.pricer.charge(model, taskType, fields, created: "2026-08-15")
      switch charge.outcome {
      case .expected(let points): #expect(points >= .zero)
      case .perLot(let lot): #expect(lot.lot > .zero)
      case .unpriced(let reason): #expect(!reason.isEmpty)
      }
    }
  }
}
