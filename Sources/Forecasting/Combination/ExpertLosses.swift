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
  /// Windows that begin earlier are not judged: the experts know too little yet.
  let firstOrigin: Int
  private let experts: Int
  private var daily: [Lanes]
  /// Of sums over the window's first week.
  private var total: [Lanes]
  /// The discounted number of windows judged.
  private(set) var judged = 0.0

  init(experts: Int, days: Int) {
    self.experts = experts
    window = min(14, max(2, days / 4))
    firstOrigin = min(21, days / 3)
    daily = [Lanes](repeating: .zero, count: (experts + 3) / 4)
    total = daily
  }

  /// Judges paths whose days `actual` are now all known.
  mutating func judge(_ paths: ExpertPaths, actual: UnsafeBufferPointer<Double>) {
    let known = Double(actual.count { !$0.isNaN })
    judged = judged * Self.memory + (known > 0 ? 1 : 0)
    let knownOfWeek = Double(actual.prefix(7).count { !$0.isNaN })
    let scale = known > 0 ? 1 / known : 0
    for four in daily.indices {
      var (sizes, sum, week) = (Lanes.zero, Lanes.zero, Lanes.zero)
      for step in actual.indices where !actual[step].isNaN {
        let errors = actual[step] - paths.lanes(step: step, column: 4 * four)
        sizes += errors.sizes
        sum += errors
        if step < 7 { week += errors }
      }
      // A daily path should be near each day, and near the sum of the window too.
      daily[four] = daily[four] * Self.memory + (0.7 * sizes + 0.3 * sum.sizes) * scale
      total[four] = total[four] * Self.memory + week.sizes / max(knownOfWeek, 1)
    }
  }

  /// Losses expert by expert.
  private func each<Result>(
    _ losses: [Lanes], _ body: (UnsafeBufferPointer<Double>) -> Result
  ) -> Result {
    losses.withUnsafeBytes { bytes in
      body(UnsafeBufferPointer(rebasing: bytes.bindMemory(to: Double.self)[..<experts]))
    }
  }

  /// Experts by their loss on days, best first, equal ones in the order of the grid.
  func best(_ count: Int) -> [Int] {
    guard judged > 0 else { return Array(0..<experts) }
    return each(daily) { losses in
      [Int](unsafeUninitializedCapacity: count) { order, ranked in
        for expert in losses.indices {
          if ranked < count {
            ranked += 1
          } else if losses[order[count - 1]] <= losses[expert] {
            continue
          }
          var place = ranked - 1
          while place > 0, losses[order[place - 1]] > losses[expert] {
            order[place] = order[place - 1]
            place -= 1
          }
          order[place] = expert
        }
      }
    }
  }

  /// Weights of some experts for the daily path; they need not add up to 1.
  func dailyWeights(of chosen: [Int]) -> [Double] {
    each(daily) { daily in
      let mean = daily.reduce(0, +) / Double(experts)
      return chosen.map { exp(evidence(loss: daily[$0], mean: mean, power: 10)) }
    }
  }

  /// Weights of all experts for the path of sums; they add up to 1.
  ///
  /// An expert has to be good at sums and at days: one that hit sums by luck is not believed.
  func totalWeights() -> [Double] {
    each(daily) { daily in
      each(total) { total in
        let means = (
          daily: daily.reduce(0, +) / Double(experts), total: total.reduce(0, +) / Double(experts)
        )
        let weights = daily.indices.map { expert in
          exp(
            evidence(loss: total[expert], mean: means.total, power: 14)
              + evidence(loss: daily[expert], mean: means.daily, power: 10))
        }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
      }
    }
  }

  /// The logarithm of a weight; a power of the loss that grows as windows are judged.
  private func evidence(loss: Double, mean: Double, power: Double) -> Double {
    guard judged > 0, mean > 0 else { return 0 }
    let sharpness = power * judged / (judged + Self.prior)
    return -sharpness * log(loss / mean + 1e-3)
  }
}
