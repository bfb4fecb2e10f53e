import Foundation

/// What each expert's errors have been on windows that are over, the older the lighter.
///
/// A window is judged only when its last day is known, so weights never look ahead.
struct ExpertLosses {
  /// What remains of a loss after a day.
  private static let memory = 0.99
  /// So many windows' worth of belief that all experts are equal.
  private static let prior = 10.0

  /// The days of a window, from the length of the series.
  let window: Int
  private let firstOrigin: Int
  private var daily: [Double]
  /// Of sums over the window's first week.
  private var total: [Double]
  /// The discounted number of windows judged.
  private(set) var judged = 0.0

  init(experts: Int, days: Int) {
    window = min(14, max(2, days / 4))
    firstOrigin = min(21, days / 3)
    daily = [Double](repeating: 0, count: experts)
    total = daily
  }

  /// Judges the paths that began after `origin`, whose days `actual` are now all known.
  mutating func judge(
    origin: Int, paths: UnsafeMutableBufferPointer<Double>, stride: Int,
    actual: UnsafeBufferPointer<Double>
  ) {
    guard origin >= firstOrigin else { return }
    let known = Double(actual.count { !$0.isNaN })
    judged = judged * Self.memory + (known > 0 ? 1 : 0)
    let knownOfWeek = Double(actual.prefix(7).count { !$0.isNaN })
    let scale = known > 0 ? 1 / known : 0
    for expert in daily.indices {
      var (sizes, sum, week) = (0.0, 0.0, 0.0)
      for step in actual.indices where !actual[step].isNaN {
        let error = actual[step] - paths[expert * stride + step]
        sizes += abs(error)
        sum += error
        if step < 7 { week += error }
      }
      // A daily path should be near each day, and near the sum of the window too.
      daily[expert] = daily[expert] * Self.memory + (0.7 * sizes + 0.3 * abs(sum)) * scale
      total[expert] = total[expert] * Self.memory + abs(week) / max(knownOfWeek, 1)
    }
  }

  /// Experts by their loss on days, best first, equal ones in the order of the grid.
  func best(_ count: Int) -> [Int] {
    guard judged > 0 else { return Array(daily.indices) }
    var order: [Int] = []
    order.reserveCapacity(count + 1)
    for expert in daily.indices {
      let loss = daily[expert]
      var place = order.count
      while place > 0, daily[order[place - 1]] > loss { place -= 1 }
      guard place < count else { continue }
      order.insert(expert, at: place)
      if order.count > count { order.removeLast() }
    }
    return order
  }

  /// Weights of some experts for the daily path; they need not add up to 1.
  func dailyWeights(of experts: [Int]) -> [Double] {
    let mean = daily.reduce(0, +) / Double(daily.count)
    return experts.map { exp(evidence(loss: daily[$0], mean: mean, power: 10)) }
  }

  /// Weights of all experts for the path of sums; they add up to 1.
  ///
  /// An expert has to be good at sums and at days: one that hit sums by luck is not believed.
  func totalWeights() -> [Double] {
    let means = (
      daily: daily.reduce(0, +) / Double(daily.count),
      total: total.reduce(0, +) / Double(total.count)
    )
    let weights = daily.indices.map { expert in
      exp(
        evidence(loss: total[expert], mean: means.total, power: 14)
          + evidence(loss: daily[expert], mean: means.daily, power: 10))
    }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// The logarithm of a weight; a power of the loss that grows as windows are judged.
  private func evidence(loss: Double, mean: Double, power: Double) -> Double {
    guard judged > 0, mean > 0 else { return 0 }
    let sharpness = power * judged / (judged + Self.prior)
    return -sharpness * log(loss / mean + 1e-3)
  }
}
