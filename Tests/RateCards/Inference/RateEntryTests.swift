import Domain
import RateCards
import TestSupport
import Testing

/// An inferred rate is a card: it is read, passes the lint, and prices later tasks.
@Suite struct RateEntryTests {
  private static let today = CalendarDay(number: 20_607)
  private static let from = Instant(seconds: 1_779_000_000)

  private static func text(of sku: SKU, usd: String, card: RateCard) throws -> String? {
    RateEntry(
      of: sku, prices: [(try #require(Ratio(text: usd)), from)],
      source: "inferred from 37 billed tasks", checked: today, card: card
    )?.text
  }

  /// Every SKU of the built-in card that one measure prices, as its tasks would name it.
  private static func skus() throws -> [(SKU, Rate)] {
    try RateCard(reading: [.builtIn]).layers[0].groups
      .filter { $0.measures.count == 1 }
      .flatMap { group in
        group.rates.compactMap { rate in
          guard let model = group.models.first, let type = group.taskTypes.first, model.isExact,
            type.isExact, rate.period.contains(from)
          else { return nil }
          let fields = rate.conditions.map { condition in
            let word =
              if case .oneOf(let words) = condition.test { words[0] } else { condition.testText }
            return Request.Field(condition.field, .word(word))
          }
          return (SKU(model: model.text, taskType: type.text, fields: fields), rate)
        }
      }
  }

  @Test func `every rate of the built-in card can be written, read, linted and used`() throws {
    let builtIn = try RateCard(reading: [.builtIn])
    let skus = try Self.skus()
    #expect(skus.count > 50)
    for (sku, _) in skus {
      let entry = try #require(
        try Self.text(of: sku, usd: "0.0123", card: builtIn), "\(sku)")
      let source = CardSource(
        name: "inferred", files: [CardFile(name: "i.yaml", bytes: Array("rates:\n\(entry)".utf8))])
      let own = try RateCard(reading: [source])
      let card = RateCard(layers: own.layers + builtIn.layers)
      #expect(CardLint(card: own, today: Self.today).issues == [], "\(sku)\n\(entry)")
      let unit = card.layers[0].groups[0].measures[0]
      let quantities = BilledQuantities(entries: [.init(name: unit.name, value: unit.per.ratio)])
      let price = try Pricer(card: card).price(of: sku, quantities: quantities, at: Self.from).get()
      let minimum = card.layers[0].groups[0].minimum ?? .zero
      #expect(Ratio(price.count) == max(Ratio(123_000), minimum), "\(sku)\n\(entry)")
    }
  }

  @Test func `before its first moment the card below decides`() throws {
    let builtIn = try RateCard(reading: [.builtIn])
    let sku = SKU(
      model: "seedream", taskType: "seedream-5-lite", fields: [.init("size", .word("2K"))])
    let entry = try #require(try Self.text(of: sku, usd: "0.05", card: builtIn))
    let source = CardSource(
      name: "inferred", files: [CardFile(name: "i.yaml", bytes: Array("rates:\n\(entry)".utf8))])
    let pricer = Pricer(card: try RateCard(reading: [source, .builtIn]))
    let one = BilledQuantities(entries: [.init(name: "image", value: .one)])
    let before = Self.from.adding(seconds: -1)
    #expect(try pricer.price(of: sku, quantities: one, at: before).get() == Points(280_000))
    #expect(try pricer.price(of: sku, quantities: one, at: Self.from).get() == Points(500_000))
  }

  @Test(arguments: [
    "a: b", "\" # x", "- x", "null", "{x}", "one\ntwo", "\u{202E}x", "\u{1B}[31m", "模型", "a'b",
    "&a", "%x", "@x", "2026-01-01", "\u{85}", "\\", " x ",
  ])
  func `a hostile name is quoted, and read back as it was`(name: String) throws {
    let card = try RateCard(reading: [
      CardSource(
        name: "own",
        files: [
          CardFile(
            name: "own.yaml",
            bytes: Array("- { model: \"*\", task_type: \"*\", unit: image, usd: 1 }".utf8))
        ])
    ])
    let sku = SKU(model: name, taskType: name)
    let entry = try #require(try Self.text(of: sku, usd: "0.5", card: card))
    let read = try RateCard(reading: [
      CardSource(name: "i", files: [CardFile(name: "i", bytes: Array("rates:\n\(entry)".utf8))])
    ])
    #expect(read.layers[0].groups[0].models.map(\.text) == [ProviderName.canonical(name)])
  }

  @Test func `a name that a card takes for a pattern gets no rate`() throws {
    let card = try RateCard(reading: [
      CardSource(
        name: "own",
        files: [
          CardFile(
            name: "own.yaml",
            bytes: Array("- { model: \"*\", task_type: \"*\", unit: image, usd: 1 }".utf8))
        ])
    ])
    #expect(try Self.text(of: SKU(model: "a*", taskType: "b"), usd: "0.5", card: card) == nil)
  }
}
