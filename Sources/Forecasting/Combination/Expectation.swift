/// What is expected of the days to come, from one path or from two that contradict each other.
enum Expectation: Hashable, Sendable {
  case path(Outlook)
  /// The last days have left the path: they may stay where they are or return to where they were.
  case shifted(usual: Outlook, moved: Outlook, former: Outlook, LevelShift)
  /// The days before the last ones had left the path, which may still follow them.
  case returned(usual: Outlook, former: Outlook)
  /// Use has paused: it goes on as before with some probability, and else not at all.
  case paused(former: Outlook, Pause)

  var horizon: Int {
    switch self {
    case .path(let outlook), .shifted(let outlook, _, _, _), .returned(let outlook, _),
      .paused(let outlook, _):
      outlook.horizon
    }
  }

  var levelShift: LevelShift? {
    if case .shifted(_, _, _, let shift) = self { shift } else { nil }
  }

  var pause: Pause? {
    if case .paused(_, let pause) = self { pause } else { nil }
  }

  func amount(step: Int) -> PredictedAmount { combined { $0.amount(step: step) } }

  /// The sum of some days, each at its own price ratio.
  func sum(steps: Range<Int>, ratios: ArraySlice<Double>) -> PredictedAmount {
    combined { $0.sum(steps: steps, ratios: ratios) }
  }

  private func combined(_ amount: (Outlook) -> PredictedAmount) -> PredictedAmount {
    switch self {
    case .path(let outlook): amount(outlook)
    case .shifted(let usual, let moved, let former, _):
      amount(usual).midway(to: amount(moved)).covering(amount(former))
    case .returned(let usual, let former): amount(usual).midway(to: amount(former))
    case .paused(let former, let pause): amount(former).occurring(withChance: pause.chance)
    }
  }
}

/// One path ahead with the errors of its past.
struct Outlook: Hashable, Sendable {
  /// Each day's median, and its part of a sum.
  let medians: [Double]
  let means: [Double]
  let errors: PathErrors
  /// The days between the last one learned from and the first one expected.
  private var lead = 0

  init(medians: [Double], means: [Double], errors: PathErrors) {
    (self.medians, self.means, self.errors) = (medians, means, errors)
  }

  var horizon: Int { means.count - lead }

  /// The same path, without its first days.
  func ahead(by days: Int) -> Outlook {
    var later = self
    later.lead += days
    return later
  }

  func amount(step: Int) -> PredictedAmount {
    let step = lead + step
    return errors.amount(mean: means[step], median: medians[step], step: step)
  }

  func sum(steps: Range<Int>, ratios: ArraySlice<Double>) -> PredictedAmount {
    let means = means[lead + steps.lowerBound..<lead + steps.upperBound]
    let quantity = means.reduce(0, +)
    let money = zip(means, ratios).reduce(0) { $0 + $1.0 * $1.1 }
    let ratio = quantity > 0 ? money / quantity : ratios.reduce(0, +) / Double(steps.count)
    return errors.amount(mean: quantity, days: steps.count, lead: means.startIndex)
      .scaled(by: ratio)
  }
}

extension PredictedAmount {
  /// Halfway between two predictions, with an interval that covers both.
  func midway(to other: PredictedAmount) -> PredictedAmount {
    let wide = covering(other)
    return PredictedAmount(
      mean: (mean + other.mean) / 2, median: (median + other.median) / 2,
      lower80: wide.interval80.lower, upper80: wide.interval80.upper,
      lower95: wide.interval95.lower, upper95: wide.interval95.upper)
  }

  /// The same expectation, with an interval that covers that of another.
  func covering(_ other: PredictedAmount) -> PredictedAmount {
    PredictedAmount(
      mean: mean, median: median, lower80: min(interval80.lower, other.interval80.lower),
      upper80: max(interval80.upper, other.interval80.upper),
      lower95: min(interval95.lower, other.interval95.lower),
      upper95: max(interval95.upper, other.interval95.upper))
  }

  /// This amount with some probability (0 to 1), and else nothing.
  func occurring(withChance chance: Double) -> PredictedAmount {
    func bound(_ share: Double) -> Double {
      let nothing = 1 - chance
      return share <= nothing ? 0 : max(0, quantile((share - nothing) / chance))
    }
    return PredictedAmount(
      mean: mean * chance, median: bound(0.5), lower80: bound(0.1), upper80: bound(0.9),
      lower95: bound(0.025), upper95: bound(0.975))
  }
}
