extension PredictedAmount {
  /// The known quantiles and their normal scores, ascending.
  private var knots: (scores: [Double], amounts: [Double]) {
    let scores = [
      -NormalDistribution.score95, -NormalDistribution.score80, 0, NormalDistribution.score80,
      NormalDistribution.score95,
    ]
    var amounts = [
      interval95.lower, interval80.lower, median, interval80.upper, interval95.upper,
    ]
    // Equal quantiles are moved apart by less than any amount of money, so that slopes exist.
    for index in 1..<amounts.count {
      let previous = amounts[index - 1]
      amounts[index] = max(amounts[index], previous + 1e-12 * max(1, abs(amounts[index])))
    }
    return (scores, amounts)
  }

  /// The amount below which a share (0 to 1) of the outcomes lies.
  package func quantile(_ share: Double) -> Double {
    let score = NormalDistribution.score(of: min(max(share, 0), 1))
    let (scores, amounts) = knots
    let next = scores.firstIndex { score <= $0 } ?? scores.count - 1
    let low = max(0, min(next, scores.count - 1) - 1)
    let slope = (amounts[low + 1] - amounts[low]) / (scores[low + 1] - scores[low])
    return max(certain, amounts[low] + slope * (score - scores[low]))
  }

  /// The central interval of a level in percent.
  package func interval(level: Double) -> PredictionInterval {
    switch level {
    case 80: interval80
    case 95: interval95
    default:
      PredictionInterval(
        level: level, lower: quantile((1 - level / 100) / 2), upper: quantile((1 + level / 100) / 2)
      )
    }
  }

  /// The probability (0 to 1) that the amount ends above another.
  package func probability(ofExceeding amount: Double) -> Double {
    guard amount >= certain else { return 1 }
    let (scores, amounts) = knots
    let next = amounts.firstIndex { amount <= $0 } ?? amounts.count - 1
    let low = max(0, next - 1)
    let slope = (amounts[low + 1] - amounts[low]) / (scores[low + 1] - scores[low])
    let score = scores[low] + (amount - amounts[low]) / max(slope, 1e-12)
    return NormalDistribution.upperTail(min(max(score, -8), 8))
  }
}
