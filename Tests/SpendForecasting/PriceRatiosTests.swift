import Domain
import RateCards
import Reconciliation
import SpendForecasting
import Testing

/// What a later price makes of tasks, by what their cost comes from.
@Suite struct PriceRatiosTests {
  /// A verdict and status with the price of a task, and how a price that halves changes it.
  static let cases: [(Verdict, TaskStatus, Int64, Double)] = [
    (.matched, .completed, 280_000, 0.5), (.penalty, .failed, 14_000, 1),
    (.ownAccount, .completed, 28_000, 1),
  ]

  @Test(arguments: PriceRatiosTests.cases)
  func `a price that halves leaves penalties and own accounts alone`(
    verdict: Verdict, status: TaskStatus, points: Int64, expected: Double
  ) throws {
    let change = SpendSample.lastKnownDay
    let sample = try SpendSample(days: 30, imageChange: change, noise: 0)
    let image = try #require(
      sample.history.lines.first { $0.line.pricing.sku.taskType == "image" }?.line)
    let line = LedgerLine(
      day: image.day, pricing: image.pricing, status: status, verdict: verdict,
      billed: Points(points), price: Points(points))
    let history = SpendHistory([line], lastKnownDay: change)
    var prices = PriceRatios(
      charges: history.charges, pricer: sample.pricer, isLedgersCard: true)
    #expect(prices.ratio(of: try #require(history.lines.first), on: change) == expected)
  }
}
