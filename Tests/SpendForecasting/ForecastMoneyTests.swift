import Domain
import SpendForecasting
import Testing

@Suite struct ForecastMoneyTests {
  @Test(arguments: [(149_999.0, 100_000), (150_000, 200_000), (0, 0), (-50_001, -100_000)])
  func `a forecast is reported in whole cents`(_ amount: Double, _ points: Int64) {
    #expect(ForecastMoney.cents(amount) == Points(points))
  }

  @Test(
    arguments: [
      ([33_333.3, 33_333.3, 33_333.4], 100_000), ([250_000, 250_000], 500_000), ([], 0),
      ([1_149_999, 49_999, 1], 1_200_000), ([100_000], 300_000), ([100_000, 1], -500_000),
      // As many cents are missing as no loop over them would end with.
      ([1e20, 1e20, 1], 400_000_000_000_000_000), ([1, 1], 90_000_000_000_000_000),
    ] as [([Double], Int64)])
  func `parts in cents add up to the total`(_ parts: [Double], _ whole: Int64) {
    let cents = ForecastMoney.cents(parts, addingUpTo: Points(whole))
    #expect(cents.count == parts.count)
    #expect(cents.reduce(.zero, +) == Points(whole))
    #expect(cents.allSatisfy { $0.count % 100_000 == 0 })
  }
}
