import Forecasting
import Testing

@Suite struct PredictedAmountTests {
  private static let amount = PredictedAmount(
    mean: 110, median: 100, lower80: 80, upper80: 140, lower95: 70, upper95: 180)

  @Test(arguments: [
    (0.025, 70.0), (0.1, 80), (0.5, 100), (0.9, 140), (0.975, 180),
    // Half of a normal score between the middle and 0.9 is the share 0.739 …
    (0.739_168, 120),
  ])
  func `Quantiles are interpolated in normal scores`(_ share: Double, _ amount: Double) {
    #expect(abs(Self.amount.quantile(share) - amount) < 1e-2)
    #expect(abs(Self.amount.probability(ofExceeding: amount) - (1 - share)) < 1e-4)
  }

  @Test func `What is already spent cannot be undone`() {
    let month = Self.amount.adding(500)
    #expect(month.probability(ofExceeding: 499) == 1)
    #expect(month.quantile(0.000_001) >= 500)
    #expect(abs(month.probability(ofExceeding: 600) - 0.5) < 1e-9)
  }

  @Test(arguments: [0, 30, 1000])
  func `What a day has spent is taken from what it adds to the later ones, and from no more`(
    spent: Double
  ) {
    let later = Self.amount
    let all = later.scaled(by: 1.5).adding(20)
    let rest = later.preceded(byRestOf: all, after: spent)
    #expect(rest.mean == max(later.mean, all.mean - spent))
    #expect(rest.median == max(later.median, all.median - spent))
    #expect(
      rest.interval80.lower == max(later.interval80.lower, all.interval80.lower - spent))
    #expect(
      rest.interval95.upper == max(later.interval95.upper, all.interval95.upper - spent))
    #expect(later.preceded(byRestOf: later, after: 0) == later)
  }

  @Test func `A level between the known ones lies between them`() {
    let interval = Self.amount.interval(level: 90)
    #expect((70...80).contains(interval.lower) && (140...180).contains(interval.upper))
  }

  @Test func `A certain amount never exceeds anything above it`() {
    let fixed = PredictedAmount(certain: 50)
    #expect(fixed.probability(ofExceeding: 49) == 1)
    #expect(fixed.probability(ofExceeding: 51) < 1e-9)
  }
}
