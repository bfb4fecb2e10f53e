/// A forecast that needs no method: what a method has to be better than.
package enum Baseline: CaseIterable, Hashable, Sendable {
  /// Each day as the same weekday of the last known week.
  case sameAsLastWeek
  /// Each day as the mean of the last 30 known days.
  case runRate

  /// The values of the days after a series; nil when nothing is known.
  package func path(after series: DailySeries, days: Int) -> [Double]? {
    switch self {
    case .sameAsLastWeek: lastWeek(of: series).map { week in (0..<days).map { week[$0 % 7] } }
    case .runRate: mean(of: series).map { [Double](repeating: $0, count: days) }
    }
  }

  /// An unknown day is taken from an earlier week, or is the mean when no week has it.
  private func lastWeek(of series: DailySeries) -> [Double]? {
    guard let mean = mean(of: series) else { return nil }
    let values = series.values
    return (0..<7).map { weekday in
      stride(from: values.count - 7 + weekday, through: 0, by: -7).lazy
        .compactMap { $0 < values.count ? values[$0] : nil }.first ?? mean
    }
  }

  private func mean(of series: DailySeries) -> Double? {
    let latest = series.values.reversed().lazy.compactMap { $0 }.prefix(30)
    let count = latest.reduce(0) { count, _ in count + 1 }
    return count == 0 ? nil : latest.reduce(0, +) / Double(count)
  }
}
