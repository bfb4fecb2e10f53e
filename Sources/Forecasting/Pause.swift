/// The last days of a series without any use, when there have never been so many in a row.
package struct Pause: Hashable, Sendable {
  /// The number of last known days that are 0.
  package let days: Int
  /// The probability (0 to 1) that use goes on as before the pause.
  package let chance: Double

  /// A long weekend is no pause.
  static let leastDays = 4

  /// Fewer days of use are nothing to go on with.
  private static let leastHistory = 7

  /// The pause at the end of a series, and where it begins; nil if the last days are no pause.
  ///
  /// Use that has paused for `days` after never more than `longest` goes on with a probability of
  /// (longest + 4) / (days + 4): what is left of a gap whose length has a long tail. The 4 was read
  /// from series of shop items, repositories and model use: of 630 days in pauses, use returned to
  /// two thirds of its level from three days beyond the longest gap, to a third from ten, to a fifth
  /// from twenty to forty. It falls on to 0 on the sixtieth day, when use counts as ended.
  static func latest(in values: [Double]) -> (pause: Pause, firstDay: Int)? {
    var (run, longest, used, firstDay) = (0, 0, 0, 0)
    for (day, value) in values.enumerated() where !value.isNaN {
      if value == 0 {
        run += 1
      } else {
        (longest, run, firstDay) = (max(longest, run), 0, day + 1)
        used += 1
      }
    }
    guard run >= leastDays, run > longest, used >= leastHistory else { return nil }
    let remaining = max(0, 1 - Double(run) / Double(Forecaster.quietDays))
    let chance = Double(longest + 4) / Double(run + 4) * remaining
    return (Pause(days: run, chance: chance), firstDay)
  }
}
