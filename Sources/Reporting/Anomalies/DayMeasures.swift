import Domain
import Forecasting
import Reconciliation

/// The measures of one subject by day, up to the day that is looked at.
struct DayMeasures {
  private var tasks: [Double]
  private var failures: [Double]
  private var spend: [Double]
  private let firstDay: CalendarDay

  init(firstDay: CalendarDay, lastDay: CalendarDay) {
    self.firstDay = firstDay
    tasks = [Double](repeating: 0, count: lastDay.number - firstDay.number + 1)
    (failures, spend) = (tasks, tasks)
  }

  /// Takes a line in, with its amount at the day's prices.
  mutating func add(_ spent: SpendHistory.Line, amount: Double) {
    let (line, index) = (spent.line, spent.day.number - firstDay.number)
    guard tasks.indices.contains(index) else { return }
    tasks[index] += Double(line.tasks)
    spend[index] += amount
    if line.status.isWithoutResult { failures[index] += Double(line.tasks) }
  }

  /// The value of the last day, and the series before it; nil where the day has none.
  func values(
    of measure: Anomaly.Measure
  ) -> (observed: Double, past: DailySeries)? {
    let values: [Double?] = tasks.indices.map { day in
      switch measure {
      case .tasks: max(0, tasks[day])
      case .spend: max(0, spend[day])
      case .meanPrice: succeeded(day) > 0 ? max(0, spend[day]) / succeeded(day) : nil
      case .failureRate: tasks[day] > 0 ? failures[day] / tasks[day] * 100 : nil
      }
    }
    guard let observed = values.last ?? nil else { return nil }
    return (observed, DailySeries(firstDay: firstDay, values: Array(values.dropLast())))
  }

  private func succeeded(_ day: Int) -> Double { tasks[day] - failures[day] }

  /// The failures expected of the last day: the share of the last 28 days before it, which varies
  /// from day to day as much more than chance as it has.
  ///
  /// The share begins at one failure in a hundred tasks, so that a clean past forbids no failure.
  var failurePrediction: PredictedAmount? {
    let past = tasks.indices.dropLast().suffix(28).filter { tasks[$0] > 0 }
    guard let last = tasks.last, last > 0, !past.isEmpty else { return nil }
    let all = past.reduce(0) { $0 + tasks[$1] }
    let share = min((past.reduce(0) { $0 + failures[$1] } + 1) / (all + 100), 0.999)
    let chi = past.reduce(0) { sum, day in
      let expected = tasks[day] * share
      return sum + (failures[day] - expected) * (failures[day] - expected)
        / (expected * (1 - share))
    }
    let excess = max(1, chi / Double(max(past.count - 1, 1)))
    let deviation = (share * (1 - share) / last * excess).squareRoot() * 100
    let middle = share * 100
    return PredictedAmount(
      mean: middle, median: middle, lower80: middle - 1.2816 * deviation,
      upper80: middle + 1.2816 * deviation, lower95: middle - 1.96 * deviation,
      upper95: middle + 1.96 * deviation)
  }

  /// How many tasks the last day had.
  var lastTasks: Double { tasks.last ?? 0 }
  var lastFailures: Double { failures.last ?? 0 }
}
