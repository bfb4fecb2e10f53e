package import Domain
import Forecasting
package import RateCards
package import Reconciliation
import SpendForecasting

/// Compares a day with what its own past predicts, per model and per API key.
package struct AnomalyDetector {
  /// With fewer days, there isn't enough history to compare with.
  private static let leastDays = 21
  /// One false alarm in twenty nights is acceptable, whatever the number of models and keys.
  private static let falseAlarmsPerNight = 0.05
  /// Below this share of a typical day's spend, a deviation isn't worth a line.
  private static let leastShare = 0.01
  /// A failure rate is flagged only from this many failures on.
  private static let leastFailures = 3.0

  private let day: CalendarDay
  private var measures: [Anomaly.Subject: DayMeasures] = [:]

  /// Prepares the day; all other days are valued at its prices, so a dated rate change isn't news.
  package init?(
    of day: CalendarDay, history: SpendHistory, keys: SpendHistory?, pricer: Pricer,
    isLedgersCard: Bool
  ) {
    self.day = day
    guard let last = history.lastKnownDay, day <= last else { return nil }
    var prices = PriceRatios(
      charges: history.charges, pricer: pricer, isLedgersCard: isLedgersCard)
    for spent in history.lines where spent.day <= day {
      let ratio = spent.day < day ? prices.ratio(of: spent, on: day) : 1
      let amount = AnomalyDetector.amount(of: spent.line) * ratio
      add(spent, amount: amount, to: .total, first: history.firstDay)
      let model = spent.line.pricing.sku.model
      add(spent, amount: amount, to: .model(model), first: history.firstDay)
    }
    guard let keys, let last = keys.lastKnownDay, day <= last else { return }
    for spent in keys.lines where spent.day <= day {
      let name = spent.line.apiKeyID ?? "none"
      add(
        spent, amount: AnomalyDetector.amount(of: spent.line), to: .key(name),
        first: keys.firstDay)
    }
  }

  private static func amount(of line: LedgerLine) -> Double {
    ForecastMoney.amount(line.forecastAmount * line.tasks)
  }

  private mutating func add(
    _ spent: SpendHistory.Line, amount: Double, to subject: Anomaly.Subject, first: CalendarDay?
  ) {
    guard let first else { return }
    measures[subject, default: DayMeasures(firstDay: first, lastDay: day)]
      .add(spent, amount: amount)
  }

  /// The flags by subject, one per cause.
  package func anomalies() -> [Anomaly] {
    let subjects = measures.keys.sorted { $0.order < $1.order }
    let tests = subjects.count * Anomaly.Measure.allCases.count
    guard tests > 0 else { return [] }
    let level = 100 * (1 - Self.falseAlarmsPerNight / Double(tests))
    let flags = subjects.flatMap { subject in
      Anomaly.Measure.allCases.compactMap { flag(subject, $0, level: level) }
    }
    return AnomalyCauses.merged(flags)
  }

  private func flag(
    _ subject: Anomaly.Subject, _ measure: Anomaly.Measure, level: Double
  ) -> Anomaly? {
    guard let own = measures[subject], let (observed, past) = own.values(of: measure),
      past.knownCount >= Self.leastDays
    else { return nil }
    let predicted: PredictedAmount?
    if measure == .failureRate {
      predicted = own.lastFailures >= Self.leastFailures ? own.failurePrediction : nil
    } else {
      predicted = Forecaster.forecast(past, days: 1).days.first
    }
    guard let predicted,
      let anomaly = Anomaly(
        subject, measure, observed: observed, predicted: predicted, level: level,
        knownDays: min(past.knownCount, measure == .failureRate ? 28 : .max)),
      isWorthALine(anomaly, of: own)
    else { return nil }
    return anomaly
  }

  /// Whether the amount behind a deviation matters compared with a typical day.
  private func isWorthALine(_ anomaly: Anomaly, of own: DayMeasures) -> Bool {
    guard let total = measures[.total]?.values(of: .spend),
      let usual = Baseline.runRate.path(after: total.past, days: 1)?.first
    else { return true }
    let deviation = abs(anomaly.observed - anomaly.expected)
    let price = own.values(of: .meanPrice)?.observed ?? 0
    let money =
      switch anomaly.measure {
      case .spend: deviation
      case .tasks: deviation * price
      case .meanPrice: deviation * own.lastTasks
      case .failureRate: deviation / 100 * own.lastTasks * price
      }
    return anomaly.measure == .failureRate || money >= Self.leastShare * usual
  }
}

extension Anomaly.Subject {
  /// The total first, then models, then keys, each by name.
  fileprivate var order: (Int, String) {
    switch self {
    case .total: (0, "")
    case .model(let name): (1, name)
    case .key(let name): (2, name)
    }
  }
}

/// The measures of one subject by day, up to the day under examination.
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

  /// Adds a line, with its amount at the day's prices.
  mutating func add(_ spent: SpendHistory.Line, amount: Double) {
    let (line, index) = (spent.line, spent.day.number - firstDay.number)
    guard tasks.indices.contains(index) else { return }
    tasks[index] += Double(line.tasks)
    spend[index] += amount
    if line.status.isWithoutResult { failures[index] += Double(line.tasks) }
  }

  /// The value of the last day, and the series before it; nil if the day has no value.
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

  /// The expected failures of the last day, based on the failure rate of the 28 days before it.
  ///
  /// The rate varies from day to day as much beyond chance as it has in the past. It starts from
  /// one failure in a hundred tasks, so that a clean past still allows for failures.
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

  /// The number of tasks on the last day.
  var lastTasks: Double { tasks.last ?? 0 }
  var lastFailures: Double { failures.last ?? 0 }
}
