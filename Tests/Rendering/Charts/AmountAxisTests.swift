import Domain
import Reconciliation
import Rendering
import TestSupport
import Testing
import Traffic

@Suite struct AmountAxisTests {
  @Test(arguments: [
    (["16.856"], ["0", "5", "10", "15", "20"]),
    (["286.1805"], ["0", "100", "200", "300"]),
    (["0.099"], ["0.00", "0.02", "0.04", "0.06", "0.08", "0.10"]),
    (["12345.6"], ["0", "5,000", "10,000", "15,000"]),
    (["3", "-1.5"], ["-2", "-1", "0", "1", "2", "3"]),
    (["-0.3"], ["-0.3", "-0.2", "-0.1", "0.0"]),
    ([], ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
  ])
  func `ticks are at round amounts and cover every amount`(
    usd: [String], labels: [String]
  ) throws {
    let amounts = try usd.map { text in
      try #require(ExactDecimal(text).flatMap { Points(exactUSD: $0) })
    }
    let axis = AmountAxis(containing: amounts)
    #expect(axis.ticks.map(axis.label) == labels)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `an axis holds 0 and every amount, and has from two to twelve ticks`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let most = Int64(1) << Int64.random(in: 0..<55, using: &random)
      let amounts = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        Points(Int64.random(in: -most...most, using: &random))
      }
      let axis = AmountAxis(containing: amounts)
      #expect((2...12).contains(axis.ticks.count), "\(amounts)")
      #expect(axis.ticks.contains(.zero), "\(amounts)")
      for amount in amounts { #expect((0...1).contains(axis.share(of: amount)), "\(amounts)") }
    }
  }
}
