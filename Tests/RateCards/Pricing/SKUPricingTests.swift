import Domain
import RateCards
import Testing

/// What a SKU costs in quantities that are known already.
@Suite struct SKUPricingTests {
  private static func sku(_ fields: [(String, String)]) -> SKU {
    SKU(
      model: "seedream", taskType: "seedream-5-lite",
      fields: fields.map { Request.Field($0.0, .word($0.1)) })
  }

  private static func images(_ count: Int64?) -> BilledQuantities {
    BilledQuantities(
      entries: count.map { [BilledQuantities.Entry(name: "image", value: Ratio($0))] } ?? [])
  }

  /// The points, or why there are none.
  private static func price(_ sku: SKU, _ quantities: BilledQuantities) throws -> String {
    let result = try BuiltIn.pricer.price(
      of: sku, quantities: quantities, at: moment("2026-06-01"))
    switch result {
    case .success(let points): return "\(points.count)"
    case .failure(let error): return error.description
    }
  }

  @Test func `a SKU costs its quantities at its rate`() throws {
    #expect(try Self.price(Self.sku([("size", "3K")]), Self.images(2)) == "840000")
  }

  @Test func `what the SKU or its quantities do not determine leaves no price`() throws {
    #expect(
      try Self.price(Self.sku([]), Self.images(2))
        == "the card's price depends on size, the SKU does not")
    #expect(
      try Self.price(Self.sku([("size", "3K")]), Self.images(nil))
        == "the number of images is not known")
    #expect(
      try Self.price(Self.sku([("size", "9K")]), Self.images(1))
        == "nearest is seedream/seedream-5-lite size=2K: size is 9K, a rate exists for 2K, 3K")
  }

  /// A film that costs more with sound, but only in its second version.
  private static let film = """
    - model: studio
      task_type: film
      unit: second
      quantity: duration
      defaults: { mode: std, sound: false }
      prices:
        - { when: { version: 1, mode: std }, usd: 0.1 }
        - { when: { version: 1, mode: pro }, usd: 0.2 }
        - { when: { version: 2, sound: false }, usd: 0.3 }
        - { when: { version: 2, sound: true }, usd: 0.4 }
        - { when: { version: 3, sound: false }, usd: 0.5 }
        - { when: { version: 3, sound: true }, usd: 0.5 }
        - { when: { version: 4 }, usd: 0.6 }
        - { when: { version: 4, sound: true }, usd: 0.7 }
        - { when: { version: 5 }, usd: 0.8, until: 2026-05-01 }
        - { when: { version: 5, sound: true }, usd: 0.9, from: 2026-05-01 }
    """

  /// Fields of a SKU, and its price of one second or the reason that there is none.
  static let films: [([String: String], String)] = [
    (["version": "1", "mode": "pro"], "2000000"),
    (["version": "1"], "the card's price depends on mode, the SKU does not"),
    (["version": "2", "sound": "true"], "4000000"),
    (["version": "2"], "the card's price depends on sound, the SKU does not"),
    (["version": "3"], "5000000"),
    (["version": "4"], "the card's price depends on sound, the SKU does not"),
    (["version": "4", "sound": "false"], "6000000"),
    (["version": "5"], "9000000"),
  ]

  @Test(arguments: SKUPricingTests.films)
  func `a field that no remaining rate needs is not asked for`(
    _ fields: [String: String], _ expected: String
  ) throws {
    let sku = SKU(
      model: "studio", taskType: "film",
      fields: fields.sorted { $0.key < $1.key }.map { Request.Field($0.key, .word($0.value)) })
    let second = BilledQuantities(entries: [.init(name: "second", value: .one)])
    let result = try TestCard.pricer(Self.film)
      .price(of: sku, quantities: second, at: moment("2026-06-01"))
    switch result {
    case .success(let points): #expect("\(points.count)" == expected)
    case .failure(let error): #expect(error.description == expected)
    }
  }

  @Test func `a rate of a lower layer that always loses decides nothing`() throws {
    let upper = TestCard.source(
      Self.film.replacing("usd: 0.5", with: "usd: 1.5"), name: "upper", file: "upper.yaml")
    let card = try RateCard(reading: [upper, TestCard.source(Self.film)])
    let sku = SKU(
      model: "studio", taskType: "film", fields: [Request.Field("version", .word("3"))])
    let second = BilledQuantities(entries: [.init(name: "second", value: .one)])
    let price = try Pricer(card: card)
      .price(of: sku, quantities: second, at: moment("2026-06-01")).get()
    #expect(price == Points(15_000_000))
  }

  /// Widths of square pictures with their points, one for each step over the number of pixels.
  static let sizes: [(Int64, Int64)] = [
    (512, 20_000), (1024, 40_000), (1200, 60_000), (2048, 80_000),
  ]

  @Test(arguments: SKUPricingTests.sizes)
  func `a SKU of a range costs what its tasks cost, or says why not`(
    _ width: Int64, _ points: Int64
  ) throws {
    let charge = try BuiltIn.pricer.charge(
      "Qubico/z-image", "txt2img", ["width": .number(width), "height": .number(width)])
    #expect(charge.expected == Points(points))
    let result = try BuiltIn.pricer.price(
      of: charge.sku, quantities: charge.quantities, at: moment("2025-12-24"))
    switch result {
    case .success(let found): #expect(found == Points(points))
    case .failure(let error): #expect(!error.description.isEmpty)
    }
  }

  @Test func `a quantity that was not in the response is filled in from the booking`() throws {
    let charge = try BuiltIn.pricer.charge("Qubico/mmaudio", "video2audio")
    let formula = try #require(charge.formula)
    let implied = charge.quantities.implied(by: formula, billed: Points(40_000))
    #expect(implied?["second"] == Ratio(8))
    #expect(charge.quantities.implied(by: formula, billed: Points(40_001)) == nil)
    let known = Self.images(3)
    #expect(known.implied(by: formula, billed: Points(1)) == known)
  }
}
