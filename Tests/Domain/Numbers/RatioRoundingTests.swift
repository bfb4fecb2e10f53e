import Domain
import TestSupport
import Testing
import Traffic

@Suite struct RatioRoundingTests {
  struct Rounding: Sendable {
    let value: String
    let halfUp: Int128
    let up: Int128
    let down: Int128

    init(_ value: String, halfUp: Int128, up: Int128, down: Int128) {
      (self.value, self.halfUp, self.up, self.down) = (value, halfUp, up, down)
    }
  }

  @Test(arguments: [
    Rounding("0", halfUp: 0, up: 0, down: 0),
    Rounding("7", halfUp: 7, up: 7, down: 7),
    Rounding("-7", halfUp: -7, up: -7, down: -7),
    Rounding("0.5", halfUp: 1, up: 1, down: 0),
    Rounding("-0.5", halfUp: -1, up: 0, down: -1),
    Rounding("1.5", halfUp: 2, up: 2, down: 1),
    Rounding("2.5", halfUp: 3, up: 3, down: 2),
    Rounding("-2.5", halfUp: -3, up: -2, down: -3),
    Rounding("1/3", halfUp: 0, up: 1, down: 0),
    Rounding("-1/3", halfUp: 0, up: 0, down: -1),
    Rounding("2/3", halfUp: 1, up: 1, down: 0),
    Rounding("-2/3", halfUp: -1, up: 0, down: -1),
    Rounding("0.49999", halfUp: 0, up: 1, down: 0),
    Rounding("0.50001", halfUp: 1, up: 1, down: 0),
    Rounding("280000.0001", halfUp: 280_000, up: 280_001, down: 280_000),
  ])
  func `a value rounds to whole points by the rule`(rounding: Rounding) throws {
    let ratio = try #require(Ratio(text: rounding.value))
    #expect(ratio.rounded(.halfUp) == rounding.halfUp)
    #expect(ratio.rounded(.up) == rounding.up)
    #expect(ratio.rounded(.down) == rounding.down)
  }

  @Test func `the rules are spelled as cards spell them`() {
    #expect(RoundingRule.allCases.map(\.rawValue) == ["half up", "up", "down"])
  }

  @Test func `a value that fills 128 bits rounds without overflow`() {
    let ratio = Ratio(Int128.max, over: 2)
    #expect(ratio.rounded(.down) == Int128.max / 2)
    #expect(ratio.rounded(.up) == Int128.max / 2 + 1)
    #expect(ratio.rounded(.halfUp) == Int128.max / 2 + 1)
  }

  @Test(arguments: [1, 10, 100, 1_000, 10_000] as [UInt64])
  func `rounding moves a value by less than one point, and half up by a half at most`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    let half = Ratio(1, over: 2)
    for _ in 0..<200 {
      let ratio = Ratio(
        Int128.random(in: -1_000_000...1_000_000, using: &random),
        over: Int128.random(in: 1...1_000, using: &random))
      let below = try ratio.minus(Ratio(ratio.rounded(.down), over: 1))
      let above = try Ratio(ratio.rounded(.up), over: 1).minus(ratio)
      let moved = try ratio.minus(Ratio(ratio.rounded(.halfUp), over: 1))
      #expect(!below.isNegative && below < .one, "\(ratio)")
      #expect(!above.isNegative && above < .one, "\(ratio)")
      #expect(!(half < moved) && !(moved < Ratio(-1, over: 2)), "\(ratio)")
    }
  }

  @Test(arguments: [3, 33, 333] as [UInt64])
  func `half up treats a value and its negative alike`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let numerator = Int128.random(in: 0...10_000, using: &random)
      let denominator = Int128.random(in: 1...20, using: &random)
      let positive = Ratio(numerator, over: denominator).rounded(.halfUp)
      let negative = Ratio(-numerator, over: denominator).rounded(.halfUp)
      #expect(positive == -negative, "\(numerator)/\(denominator)")
    }
  }
}
