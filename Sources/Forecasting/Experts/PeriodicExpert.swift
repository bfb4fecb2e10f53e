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
    // The first values are averaged, so that one of them is not the whole level.
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
