/// The median of the last few values of the same weekday.
struct WeekdayMedianExpert: ExpertState {
  static let width = 1

  /// How many values are used, at most 12.
  private let span: Int
  private var medians: WeekValues
  /// The latest values of each weekday, oldest overwritten first.
  private var recent: InlineArray<7, InlineArray<12, Double>>
  private var counts = InlineArray<7, Int>(repeating: 0)

  init(span: Int, start: WeekProfile) {
    self.span = min(span, 12)
    medians = InlineArray { max(start.level + start.differences[$0], 0) }
    recent = InlineArray { _ in InlineArray(repeating: 0) }
  }

  mutating func observe(_ value: Double, day: Int) {
    guard !value.isNaN else { return }
    let weekday = day % 7
    recent[weekday][counts[weekday] % span] = value
    counts[weekday] += 1
    let known = min(counts[weekday], span)
    // With fewer than three values the initial profile is better.
    guard known >= 3 else { return }
    medians[weekday] = median(of: recent[weekday], count: known)
  }

  private func median(of values: InlineArray<12, Double>, count: Int) -> Double {
    var sorted = values
    for index in 1..<count {
      let value = sorted[index]
      var place = index
      while place > 0, sorted[place - 1] > value {
        sorted[place] = sorted[place - 1]
        place -= 1
      }
      sorted[place] = value
    }
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  func draw(into paths: ExpertPaths, column: Int, steps: Int, after day: Int) {
    var weekday = (day + 1) % 7
    for step in 0..<steps {
      paths[step, column] = medians[weekday]
      weekday = weekday == 6 ? 0 : weekday + 1
    }
  }
}

/// A level per day of a cycle of one or two weeks; at rate 1 over a week, "same as last week".
struct PeriodicExpert: ExpertState {
  static let width = 1

  private let rate: Double
  private let period: Int
  private var levels: InlineArray<14, Double>
  private var counts = InlineArray<14, Double>(repeating: 0)

  init(rate: Double, period: Int, start: WeekProfile) {
    (self.rate, self.period) = (rate, period)
    levels = InlineArray { max(start.level + start.differences[$0 % 7], 0) }
  }

  mutating func observe(_ value: Double, day: Int) {
    guard !value.isNaN else { return }
    let place = day % period
    counts[place] += 1
    // The first values are averaged, so that the level does not rest on one of them.
    levels[place] += max(rate, 1 / (counts[place] + 0.7)) * (value - levels[place])
  }

  func draw(into paths: ExpertPaths, column: Int, steps: Int, after day: Int) {
    var place = (day + 1) % period
    for step in 0..<steps {
      paths[step, column] = levels[place]
      place = place == period - 1 ? 0 : place + 1
    }
  }
}
