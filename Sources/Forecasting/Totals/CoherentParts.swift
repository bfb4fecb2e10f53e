/// Predictions of parts, moved so that their means add up to the prediction of the whole.
///
/// What is missing is shared out by the parts' variances, so that the least certain part moves
/// most (minimum trace reconciliation with a diagonal covariance, Wickramasuriya et al. 2019); no
/// mean goes below what is certain of its part. Bounds move with their mean.
package func coherent(
  parts: [PredictedAmount], withTotal total: PredictedAmount
) -> [PredictedAmount] {
  var means = parts.map(\.mean)
  // 80 % of a normal distribution is 2.56 standard deviations wide.
  let variances = parts.map { part in
    let deviation = (part.interval80.upper - part.interval80.lower) / 2.56
    return deviation * deviation
  }
  // Each round either shares all out or pins one more part at its least, so the rounds end.
  for _ in parts {
    let missing = total.mean - means.reduce(0, +)
    let movable = parts.indices.filter { missing > 0 || means[$0] > parts[$0].certain }
    guard !movable.isEmpty, missing != 0 else { break }
    let weights = shares(of: movable, variances: variances, means: parts.map(\.mean))
    for (part, weight) in zip(movable, weights) {
      means[part] = max(parts[part].certain, means[part] + missing * weight)
    }
  }
  return zip(parts, means).map { $0.moved(toMean: $1) }
}

/// Shares that add up to 1: by variance, else by mean, else equal.
private func shares(of parts: [Int], variances: [Double], means: [Double]) -> [Double] {
  for weights in [variances, means] {
    let sum = parts.reduce(0) { $0 + weights[$1] }
    if sum > 0 { return parts.map { weights[$0] / sum } }
  }
  return parts.map { _ in 1 / Double(parts.count) }
}
