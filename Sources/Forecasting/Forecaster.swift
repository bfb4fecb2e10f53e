import Dispatch
package import Domain
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
  ///
  /// `holidays` are the names of past and coming holidays; those of the same name are expected to
  /// be alike.
  package static func forecast(
    _ series: DailySeries, days horizon: Int, holidays: [CalendarDay: String] = [:]
  ) -> Forecast {
    let values = relevant(series.values)
    let lastDay = series.lastDay
    let places = HolidayPlaces(
      holidays, firstDay: lastDay + (1 - values.count), days: values.count, horizon: horizon)
    let oneOffs = OneOffs(in: values, except: places)
    return Forecast(
      origin: lastDay, knownDays: values.count { !$0.isNaN },
      boundedDays: oneOffs.days.map { lastDay + ($0 + 1 - values.count) },
      expectation: expectation(
        oneOffs.bounded, lastDay: lastDay, horizon: horizon, holidays: places))
  }

  private static func expectation(
    _ values: [Double], lastDay: CalendarDay, horizon: Int, holidays: HolidayPlaces
  ) -> Expectation {
    let known = values.filter { !$0.isNaN }
    let mean = known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
    guard values.count >= 3, mean > 0 else {
      let flat = [Double](repeating: max(mean, 0), count: horizon)
      return .path(
        Outlook(firstDay: lastDay + 1, medians: flat, means: flat, errors: .unknown))
    }
    if let typicalDay = typicalDay(ofStopped: values) {
      let none = [Double](repeating: 0, count: horizon)
      return .path(
        Outlook(
          firstDay: lastDay + 1, medians: none, means: none,
          errors: .stopped(typicalDay: typicalDay)))
    }
    // In units of the mean, so that a series in cents and one in dollars have the same forecast.
    let relative = values.map { $0 / mean }
    if let (pause, firstDay) = Pause.latest(in: holidays.hidden(in: relative)) {
      let lead = values.count - firstDay
      let former = PathDrawing(
        firstDay: lastDay + (1 - lead), holidays: holidays, unit: mean, horizon: lead + horizon
      ).outlook(Array(relative[..<firstDay]))
      return .paused(former: former.ahead(by: lead), pause)
    }
    return PathDrawing(
      firstDay: lastDay + 1, holidays: holidays, unit: mean, horizon: horizon
    ).expectation(relative)
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

extension Forecaster {
  /// Forecasts several series on all cores; the forecasts are in the order of the series.
  package static func forecasts(
    _ asked: [(series: DailySeries, days: Int)], holidays: [CalendarDay: String] = [:]
  ) -> [Forecast] {
    let found = Mutex([Forecast?](repeating: nil, count: asked.count))
    DispatchQueue.concurrentPerform(iterations: asked.count) { index in
      let forecast = forecast(
        asked[index].series, days: asked[index].days, holidays: holidays)
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
