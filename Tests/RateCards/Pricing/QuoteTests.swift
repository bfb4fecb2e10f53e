import Domain
import RateCards
import Testing

/// The price of a request that has not been sent.
@Suite struct QuoteTests {
  private static func quote(
    _ model: String, _ taskType: String, _ fields: [String: Value] = [:],
    by pricer: Pricer? = nil
  ) throws -> Quote {
    let request = Request(
      model: model, taskType: taskType,
      fields: fields.map { Request.Field($0.key, $0.value.field) })
    return try (pricer ?? BuiltIn.pricer).quote(for: request, at: moment("2026-11-15"))
  }

  @Test func `a price that follows from the request is exact`() throws {
    let quote = try Self.quote("seedream", "seedream-5-lite", ["size": "3K"])
    #expect(quote.price == .exact(Points(420_000)))
    #expect(quote.sku.description == "seedream/seedream-5-lite size=3K")
    #expect(quote.steps.last?.result == "420000 points = 0.042 USD")
  }

  @Test func `a quantity with limits gives the least and the most`() throws {
    let images = try Self.quote(
      "seedream", "seedream-5-lite",
      ["sequential_image_generation": "auto", "max_images": 15])
    #expect(
      images.price
        == .perLot(
          texts: ["0.028 USD per image"], least: Points(280_000), most: Points(4_200_000)))
    let sound = try Self.quote("Qubico/mmaudio", "video2audio")
    #expect(
      sound.price
        == .perLot(
          texts: ["0.0005 USD per second"], least: Points(5_000), most: Points(150_000)))
  }

  @Test func `the limits of input videos bound what they add, to the tenth of a second`() throws {
    let quote = try BuiltIn.pricer.quote(
      for: Request(
        model: "seedance", taskType: "seedance-2",
        fields: [
          Request.Field("resolution", .word("720p")), Request.Field("duration", .word("5")),
          Request.Field("video_urls.count", .number(ExactDecimal(1))),
        ]), at: try #require(Timestamp("2026-11-01T00:00:00Z")?.instant))
    #expect(
      quote.price
        == .perLot(
          texts: ["0.2 USD per second"], least: Points(10_000_000), most: Points(25_400_000)))
  }

  @Test func `a quantity without limits gives only the price of one`() throws {
    let quote = try Self.quote("kling", "motion_control", ["mode": "std"])
    #expect(
      quote.price
        == .perLot(texts: ["0.065 USD per started second"], least: nil, most: nil))
  }

  @Test func `what is counted only afterwards is priced per lot of each measure`() throws {
    let quote = try Self.quote("gpt-4o-mini", "chat_completion")
    #expect(
      quote.price
        == .perLot(
          texts: [
            "input 0.1125 USD per 1000000 tokens", "output 0.45 USD per 1000000 tokens",
          ], least: nil, most: nil))
  }

  @Test func `a price that is reported beside the published one is named, with what it makes`()
    throws
  {
    let pricer = try TestCard.pricer(
      TestCard.poster(
        """
        quantity: { unknown: [1, 3] }
        prices:
          - { when: { size: A3 }, usd: 1, unconfirmed: { usd: 2, source: a friend, seen: 2026-07-19 } }
          - when: { size: A4 }
            usd: 1
            unconfirmed:
              - { usd: 3, seen: [2026-07-19, 2026-08-01] }
              - { usd: 4, checked: 2026-08-02 }
        """))
    let open = try Self.quote("studio", "poster", ["size": "A3"], by: pricer)
    #expect(
      open.reported.map(\.description) == ["2 USD per image, a friend, seen 2026-07-19"])
    #expect(open.reported.map(\.total) == [nil])
    #expect(
      try Self.quote("studio", "poster", ["size": "A4"], by: pricer).reported.map(\.description)
        == [
          "3 USD per image, no source, seen 2026-07-19 to 2026-08-01",
          "4 USD per image, no source, checked 2026-08-02",
        ])
    let images = try Self.quote(
      "seedream", "seedream-5-lite", ["sequential_image_generation": "disabled"])
    #expect(images.reported.map(\.total) == [Points(520_000)])
  }

  @Test func `what has no rate is unpriced, never 0`() throws {
    #expect(
      try Self.quote("atelier", "statue").price
        == .unpriced(reason: "no rate for model atelier"))
  }

  @Test func `a quote is never below the minimum`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("quantity: { unknown: [1, 10] }\nusd: 1\nminimum: 5"))
    #expect(
      try Self.quote("studio", "poster", by: pricer).price
        == .perLot(
          texts: ["1 USD per image"], least: Points(50_000_000), most: Points(100_000_000)))
  }
}
