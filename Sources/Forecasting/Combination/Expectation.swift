import Domain

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
  /// The day of the first step.
  private let firstDay: CalendarDay
  /// Each day's median, and its part of a sum.
  private let medians: [Double]
  private let means: [Double]
  private let errors: PathErrors
  /// The days between the last one learned from and the first one expected.
  private var lead = 0

  init(firstDay: CalendarDay, medians: [Double], means: [Double], errors: PathErrors) {
    (self.firstDay, self.medians, self.means) = (firstDay, medians, means)
    self.errors = errors
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
      .reachingLower(by: YearEnd.reach(firstDay + step...firstDay + step))
  }

  /// The sum of some days, each at its own price ratio.
  func sum(steps: Range<Int>, ratios: ArraySlice<Double>) -> PredictedAmount {
    let means = means[lead + steps.lowerBound..<lead + steps.upperBound]
    let span = firstDay + means.startIndex...firstDay + (means.endIndex - 1)
    let quantity = means.reduce(0, +)
    let money = zip(means, ratios).reduce(0) { $0 + $1.0 * $1.1 }
    let ratio = quantity > 0 ? money / quantity : ratios.reduce(0, +) / Double(steps.count)
    return errors.amount(mean: quantity, days: steps.count, lead: means.startIndex)
      .reachingLower(by: YearEnd.reach(span))
      .scaled(by: ratio)
  }
}

/// The days around Christmas and New Year, when many a series is lower than its path.
enum YearEnd {
  /// How much farther the lower bounds of these days reach.
  ///
  /// On real series the months from 10 and 20 December ended below their 80 % intervals in 24 and
  /// 40 % of the cases, instead of 10. Chosen by the pinball of both on one half of the sources it
  /// lowers that of the other half, either way round, with and without a calendar of holidays.
  private static let more = 0.75

  /// The factor of the distance from the median to the lower bounds, by the share of these days.
  static func reach(_ days: ClosedRange<CalendarDay>) -> Double {
    let numbers = days.lowerBound.number...days.upperBound.number
    let count = numbers.count { contains(CalendarDay(number: $0)) }
    return 1 + more * Double(count) / Double(numbers.count)
  }

  /// From 21 December to 2 January.
  private static func contains(_ day: CalendarDay) -> Bool {
    let (_, month, dayOfMonth) = day.date
    return month == 12 && dayOfMonth >= 21 || month == 1 && dayOfMonth <= 2
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

  /// The same amount, with lower bounds this many times as far from the median.
  func reachingLower(by factor: Double) -> PredictedAmount {
    guard factor > 1 else { return self }
    func lowered(_ bound: Double) -> Double { max(certain, median - (median - bound) * factor) }
    return PredictedAmount(
      mean: mean, median: median, lower80: lowered(interval80.lower), upper80: interval80.upper,
      lower95: lowered(interval95.lower), upper95: interval95.upper, certain: certain,
      chance: chance)
  }

  /// This amount with some probability (0 to 1), and else nothing.
  func occurring(withChance chance: Double) -> PredictedAmount {
    func bound(_ share: Double) -> Double {
      let nothing = 1 - chance
      return share <= nothing ? 0 : max(0, quantile((share - nothing) / chance))
    }
    return PredictedAmount(
      mean: mean * chance, median: bound(0.5), lower80: bound(0.1), upper80: bound(0.9),
      lower95: bound(0.025), upper95: bound(0.975), chance: chance)
  }
}
