import Forecasting
import Testing

@Suite struct CoherentPartsTests {
  private static func amount(_ mean: Double, width: Double) -> PredictedAmount {
    PredictedAmount(
      mean: mean, median: mean, lower80: mean - width / 2, upper80: mean + width / 2,
      lower95: mean - width, upper95: mean + width)
  }

  @Test(arguments: [60.0, 100, 130, 5, 0])
  func `Parts add up to the total, and none is negative`(_ total: Double) {
    let parts = [Self.amount(50, width: 10), Self.amount(30, width: 20), Self.amount(10, width: 1)]
    let coherent = coherent(parts: parts, withTotal: Self.amount(total, width: 30))
    #expect(abs(coherent.reduce(0) { $0 + $1.mean } - total) < 1e-9)
    #expect(coherent.allSatisfy { $0.mean >= 0 })
  }

  @Test func `The part that is least certain moves most`() {
    let parts = [Self.amount(50, width: 10), Self.amount(50, width: 20)]
    let coherent = coherent(parts: parts, withTotal: Self.amount(110, width: 30))
    #expect(coherent.map(\.mean) == [52, 58])
  }

  @Test func `Parts without any width share by their means`() {
    let parts = [
      PredictedAmount(mean: 30, median: 30, lower80: 30, upper80: 30, lower95: 30, upper95: 30),
      PredictedAmount(mean: 10, median: 10, lower80: 10, upper80: 10, lower95: 10, upper95: 10),
    ]
    #expect(coherent(parts: parts, withTotal: Self.amount(60, width: 5)).map(\.mean) == [45, 15])
  }
}
