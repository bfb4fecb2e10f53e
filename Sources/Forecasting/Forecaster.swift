import Dispatch
import Domain
import Synchronization

/// Forecasts a daily series by many simple experts, weighted by their past errors.
///
/// Experts have no fitted parameters. Each is run through the history once and makes a forecast on
/// every past day; completed windows determine its weight. The weighted median of the best is the
/// daily path, the weighted mean of all the path of sums; the errors of all past paths, none of
/// which knew a later day, yield the prediction intervals.
package enum Forecaster {
  /// With fewer known days a ledger gets no forecast: not even a full week was seen.
  package static let leastDays = 7

  /// Beyond a year, forecasts of this kind are meaningless.
  package static let longestHorizon = 366

  /// After this many days without spend, use has ended rather than become rare.
  static let quietDays = 60

  /// Older days say nothing about next month.
  static let longestHistory = 730

  /// Forecasts the days after the last one of a series.
  package static func forecast(_ series: DailySeries, days horizon: Int) -> Forecast {
    let values = relevant(series.values)
    let oneOffs = OneOffs(in: values)
    let lastDay = series.lastDay
    return Forecast(
      origin: lastDay, knownDays: values.count { !$0.isNaN },
      boundedDays: oneOffs.days.map { lastDay + ($0 + 1 - values.count) },
      expectation: expectation(oneOffs.bounded, lastDay: lastDay, horizon: horizon))
  }

  private static func expectation(
    _ values: [Double], lastDay: CalendarDay, horizon: Int
  ) -> Expectation {
    let known = values.filter { !$0.isNaN }
    let mean = known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
    guard values.count >= 3, mean > 0 else {
      let flat = [Double](repeating: max(mean, 0), count: horizon)
      return .path(Outlook(medians: flat, means: flat, errors: .unknown))
    }
    if let typicalDay = typicalDay(ofStopped: values) {
      let none = [Double](repeating: 0, count: horizon)
      return .path(
        Outlook(medians: none, means: none, errors: .stopped(typicalDay: typicalDay)))
    }
    // In units of the mean, so that a series in cents and one in dollars have the same forecast.
    let relative = values.map { $0 / mean }
    if let (pause, firstDay) = Pause.latest(in: relative) {
      let lead = values.count - firstDay
      let former = outlook(Array(relative[..<firstDay]), unit: mean, horizon: lead + horizon)
      return .paused(former: former.ahead(by: lead), pause)
    }
    return expectation(relative, unit: mean, lastDay: lastDay, horizon: horizon)
  }

  private static func expectation(
    _ values: [Double], unit: Double, lastDay: CalendarDay, horizon: Int
  ) -> Expectation {
    let (usual, change) = values.withUnsafeBufferPointer { actual in
      let paths = PastPaths(of: actual, horizon: horizon)
      let scale = ErrorScale(of: paths, actual: actual)
      return (
        Outlook(paths, scale, actual: actual, unit: unit),
        LevelWatch(paths: paths, actual: actual, scale: scale).change(lastDay: lastDay)
      )
    }
    func outlook(_ values: [Double]) -> Outlook {
      Self.outlook(values, unit: unit, horizon: horizon)
    }
    switch change {
    case nil: return .path(usual)
    case .lasting(let shift):
      let former = without(values.count - shift.days..<values.count, in: values)
      return .shifted(
        usual: usual, moved: outlook(shift.relevelled(values)), former: outlook(former), shift)
    case .passed(let days):
      return .returned(usual: usual, former: outlook(without(days, in: values)))
    }
  }

  /// The values with some days unknown.
  private static func without(_ days: Range<Int>, in values: [Double]) -> [Double] {
    values.enumerated().map { days.contains($0) ? .nan : $1 }
  }

  private static func outlook(_ values: [Double], unit: Double, horizon: Int) -> Outlook {
    values.withUnsafeBufferPointer { actual in
      let paths = PastPaths(of: actual, horizon: horizon)
      let scale = ErrorScale(of: paths, actual: actual)
      return Outlook(paths, scale, actual: actual, unit: unit)
    }
  }

  /// The median of nonzero days, if all known days of the last two months were 0; nil if use goes
  /// on, or fewer than seven of these days are known.
  private static func typicalDay(ofStopped values: [Double]) -> Double? {
    let latest = values.suffix(quietDays).filter { !$0.isNaN }
    guard latest.count >= leastDays, latest.allSatisfy({ $0 == 0 }) else { return nil }
    let former = values.filter { $0 > 0 }.sorted()
    let middle = former.count / 2
    guard !former.isEmpty else { return nil }
    return former.count % 2 == 1 ? former[middle] : (former[middle - 1] + former[middle]) / 2
  }

  /// The days from the first task on, at most two years, nan for unknown ones.
  private static func relevant(_ values: [Double?]) -> [Double] {
    let begun = values.drop { ($0 ?? 0) == 0 }
    return begun.suffix(longestHistory).map { $0 ?? .nan }
  }
}

extension Outlook {
  /// The path from the last day on, with the errors of the paths before it.
  fileprivate init(
    _ paths: PastPaths, _ scale: ErrorScale, actual: UnsafeBufferPointer<Double>, unit: Double
  ) {
    let days = DayErrors(of: paths, actual: actual, scale: scale)
    let sums = SumErrors(of: paths, actual: actual, scale: scale, weeks: days.weeks)
    self.init(
      medians: paths.futureMedian.map { $0 * unit }, means: paths.futureMean.map { $0 * unit },
      errors: .learnt(days: days.scaled(by: unit), sums: sums.scaled(by: unit)))
  }
}

extension Forecaster {
  /// Forecasts several series on all cores; the forecasts are in the order of the series.
  package static func forecasts(_ asked: [(series: DailySeries, days: Int)]) -> [Forecast] {
    let found = Mutex([Forecast?](repeating: nil, count: asked.count))
    DispatchQueue.concurrentPerform(iterations: asked.count) { index in
      let forecast = forecast(asked[index].series, days: asked[index].days)
      found.withLock { $0[index] = forecast }
    }
    return found.withLock { $0.compactMap(\.self) }
  }
}

/// Predictions of parts, shifted so that their means add up to the prediction of the total.
///
/// The difference is distributed by the parts' variances, so that the least certain part moves most
/// (minimum trace reconciliation with a diagonal covariance, Wickramasuriya et al. 2019); no mean
/// goes below the certain amount of its part. Bounds move with their mean.
package func coherent(
  parts: [PredictedAmount], withTotal total: PredictedAmount
) -> [PredictedAmount] {
  var means = parts.map(\.mean)
  // 80 % of a normal distribution is 2.56 standard deviations wide.
  let variances = parts.map { part in
    let deviation = (part.interval80.upper - part.interval80.lower) / 2.56
    return deviation * deviation
  }
  // Each round either distributes everything or pins another part at its minimum, so the loop ends.
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

/// Shares that add up to 1: by variance, or else by mean, or else equal.
private func shares(of parts: [Int], variances: [Double], means: [Double]) -> [Double] {
  for weights in [variances, means] {
    let sum = parts.reduce(0) { $0 + weights[$1] }
    if sum > 0 { return parts.map { weights[$0] / sum } }
  }
  return parts.map { _ in 1 / Double(parts.count) }
}
