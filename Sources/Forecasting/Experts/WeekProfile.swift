/// Seven values, one per weekday, counted from the first day of the series.
typealias WeekValues = InlineArray<7, Double>

/// The level and the weekday profiles with which the experts begin: those of the first four weeks.
///
/// A weekday's mean is shrunk towards the level by count / (count + 0.7), since it stands on at
/// most four values.
struct WeekProfile {
  private(set) var level = 0.0
  /// What a weekday has more than the level.
  private(set) var differences = WeekValues(repeating: 0)
  /// How many times the level a weekday has.
  private(set) var factors = WeekValues(repeating: 1)

  /// Missing values are not a number.
  init(of values: UnsafeBufferPointer<Double>) {
    var sums = WeekValues(repeating: 0)
    var counts = WeekValues(repeating: 0)
    var (total, known) = (0.0, 0.0)
    for day in 0..<min(values.count, 28) where !values[day].isNaN {
      total += values[day]
      known += 1
      sums[day % 7] += values[day]
      counts[day % 7] += 1
    }
    level = total / max(known, 1)
    for weekday in 0..<7 where counts[weekday] > 0 {
      let trust = counts[weekday] / (counts[weekday] + 0.7)
      let mean = sums[weekday] / counts[weekday]
      differences[weekday] = trust * (mean - level)
      factors[weekday] = level > 0 ? 1 + trust * (mean / level - 1) : 1
    }
  }
}
