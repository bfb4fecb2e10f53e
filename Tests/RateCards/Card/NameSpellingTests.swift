import Domain
import RateCards
import Testing

/// Names in cards are compared ignoring case and white space, and have a canonical spelling.
@Suite struct NameSpellingTests {
  @Test func `every name of the built-in card is written as it is stored and shown`() throws {
    let groups = try RateCard(reading: [.builtIn]).layers.flatMap(\.groups)
    #expect(groups.count > 100)
    for pattern in groups.flatMap({ $0.models + $0.taskTypes }) {
      #expect(ProviderName.canonical(pattern.text) == pattern.text)
    }
    // A card's text, before its names are normalized.
    let text = CardSource.builtIn.files.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
    for name in Set(groups.flatMap { $0.models.map(\.text) }) where name.contains("/") {
      #expect(text.contains(name), "\(name)")
    }
    #expect(text.contains("model: Wan\n"))
  }

  @Test(arguments: ["Kling", " KLING ", "kling\r"])
  func `a task of another spelling has its price and its SKU`(model: String) throws {
    let pricer = Pricer(card: try RateCard(reading: [.builtIn]))
    let charge = { (model: String, type: String) in
      pricer.charge(
        for: PricingInput(
          request: Request(
            model: model, taskType: type,
            fields: [
              Request.Field("version", .word("3.0")), Request.Field("mode", .word("std")),
              Request.Field("duration", .number(ExactDecimal(5))),
            ]),
          outputCount: nil, createdAt: Instant(seconds: 1_777_888_800)))
    }
    let usual = charge("kling", "video_generation")
    #expect(usual.expected == Points(5_000_000))
    #expect(charge(model, "Video_Generation") == usual)
  }

  @Test func `a card of another spelling prices the same tasks, and shows canonical spelling`()
    throws
  {
    let card = """
      rates:
        - { model: Studio, task_type: [Poster, poster-xl], unit: image, usd: 1 }
        - { model: STUDIO, task_type: banner, like: POSTER }
        - { model: hall, task_type: banner, like: Studio/Poster }

      """
    let pricer = try TestCard.pricer(card)
    #expect(try pricer.poster().expected == Points(10_000_000))
    #expect(try pricer.charge("hall", "BANNER").expected == Points(10_000_000))
    #expect(
      pricer.card.lines.map(\.sku)
        == ["studio/poster", "studio/poster-xl", "studio/banner", "hall/banner"])
  }

  @Test(
    arguments: [
      ("studio", "Studio", true), ("stu*", "STUDIO", true), ("STU*", "studio", true),
      ("*", "studio", true), ("studio", "studios", false), ("stud*", "stu*", true),
      ("stu*", "hall*", false), ("hall", "stu*", false),
    ] as [(String, String, Bool)])
  func `patterns overlap if some name matches both`(left: String, right: String, overlap: Bool) {
    #expect(NamePattern(left).overlaps(NamePattern(right)) == overlap)
    #expect(NamePattern(right).overlaps(NamePattern(left)) == overlap)
  }
}
