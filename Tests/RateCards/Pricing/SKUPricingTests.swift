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
