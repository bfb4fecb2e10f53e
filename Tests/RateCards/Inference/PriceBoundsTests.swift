import Domain
import RateCards
import TestSupport
import Testing
import Traffic

@Suite struct PriceBoundsTests {
  private static func bounds(
    _ billed: Int64, _ quantity: Ratio, _ rounding: RoundingRule = .halfUp
  ) throws -> PriceBounds {
    try #require(PriceBounds(billed: Points(billed), quantity: quantity, rounding: rounding))
  }

  @Test(arguments: [
    ["280000", "1", "1", "0.028"], ["1400000", "5", "1", "0.028"], ["2600000", "5", "5", "0.26"],
    ["1234567", "1", "1", "0.1234567"], ["0", "3", "1", "0"], ["3", "3", "1000000", "0.1"],
  ])
  func `the simplest price of a lot explains the bill`(texts: [String]) throws {
    let numbers = try texts.prefix(3).map { try #require(Int64($0)) }
    let bounds = try Self.bounds(numbers[0], Ratio(numbers[1]))
    #expect(bounds.simplestUSD(per: Ratio(numbers[2]))?.description == texts[3])
  }

  @Test func `many roundings together reveal the price`() throws {
    // 1.125 points per token, as 0.1125 USD per million.
    var common = try Self.bounds(1, Ratio(1))
    for tokens in [7, 333, 12_345, 999_983] as [Int64] {
      let billed = Int64(Ratio(1125 * Int128(tokens), over: 1000).rounded(.halfUp))
      common = try #require(common.intersection(try Self.bounds(billed, Ratio(tokens))))
    }
    #expect(common.simplestUSD(per: Ratio(1_000_000))?.description == "0.1125")
  }

  @Test(arguments: RoundingRule.allCases, 0..<40)
  func `a price is within the bounds of the amount it gives, and no other rounding is`(
    rounding: RoundingRule, seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    let price = Ratio(Int128(Int64.random(in: 1...9_999_999, using: &random)), over: 1000)
    let quantity = Ratio(Int64.random(in: 1...500, using: &random))
    let billed = Int64(try price.times(quantity).rounded(rounding))
    #expect(try Self.bounds(billed, quantity, rounding).contains(price), "seed \(seed)")
    #expect(try !Self.bounds(billed + 1, quantity, rounding).contains(price), "seed \(seed)")
    #expect(
      try Self.bounds(billed, quantity, rounding)
        .intersection(Self.bounds(billed + 1, quantity, rounding)) == nil, "seed \(seed)")
  }

  @Test func `nothing says nothing about a price`() {
    #expect(PriceBounds(billed: Points(1), quantity: .zero, rounding: .halfUp) == nil)
  }
}
