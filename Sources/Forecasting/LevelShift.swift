package import Domain

/// The last days of a series, when all of them lie far above or far below what was expected before
/// them: a launch, a stop, a promotion.
package struct LevelShift: Hashable, Sendable {
  package let firstDay: CalendarDay
  /// How many of the last days are at the new level, unknown ones among them included.
  package let days: Int
  /// The new level relative to the one expected; 0 after a stop.
  package let ratio: Double

  /// The history is moved at most this many times up or down.
  private static let mostFold = 50.0

  /// Up, it is moved at most this many times as far as the days with use lie above those of the
  /// four weeks before: after a lull the path is so low that its ratio says little.
  private static let mostOfUse = 1.5

  /// The history as it would have been at the new level.
  func relevelled(_ values: [Double]) -> [Double] {
    let (history, latest) = (values.dropLast(days), values.suffix(days))
    var most = Self.mostFold
    if let now = meanUse(latest), let before = meanUse(history.suffix(28)) {
      most = min(most, max(1, Self.mostOfUse * now / before))
    }
    let factor = min(max(ratio, 1 / Self.mostFold), most)
    return history.map { $0 * factor } + latest
  }

  /// The mean of the days with use.
  private func meanUse(_ values: ArraySlice<Double>) -> Double? {
    let used = values.filter { $0 > 0 }
    return used.isEmpty ? nil : used.reduce(0, +) / Double(used.count)
  }
}

/// What the last days say about the level of a series.
enum LevelChange: Hashable {
  /// They are at another level.
  case lasting(LevelShift)
  /// So were the days at these places, but no longer the last days.
  case passed(Range<Int>)
}

/// Compares the last days with the paths drawn before them.
struct LevelWatch {
  /// With fewer days a burst looks the same; with more the experts have followed by themselves.
  private static let lengths = 4...13

  /// A change that passed longer ago no longer moves the path.
  private static let longestReturn = 7

  /// How many of the last days need a path.
  static let days = lengths.upperBound + longestReturn

  /// A day is far from its path by more errors than this, of the size they had before the path.
  private static let leastErrors = 2.0

  /// How many times as high or as low as its path a day has to be, too.
  ///
  /// On real series a fold of 1.4 costs 0.7 % of the accuracy over 30 days, since small shifts
  /// return, 1.5 costs 0.4 %, and 2 nothing; but with 2 a use that has halved is seen in two weeks.
  private static let leastFold = 1.5

  /// On a weekday with less than this share of a mean day, no change can be seen.
  private static let idleShare = 0.1

  /// Before the experts have settled, every path is wrong.
  private static let leastHistory = 28

  let paths: PastPaths
  let actual: UnsafeBufferPointer<Double>
  let scale: ErrorScale

  /// The longest run of days far from the path drawn before it; nil if there is none.
  func change(lastDay: CalendarDay) -> LevelChange? {
    for since in 0...Self.longestReturn {
      let end = actual.count - since
      for days in Self.lengths.reversed() where end - days > Self.leastHistory {
        guard let ratio = ratio(of: end - days..<end), isBack(from: end, origin: end - days - 1)
        else { continue }
        guard since == 0 else { return .passed(end - days..<end) }
        return .lasting(LevelShift(firstDay: lastDay + (1 - days), days: days, ratio: ratio))
      }
    }
    return nil
  }

  /// The level of some days relative to the path drawn before them, if all are far on one side.
  private func ratio(of days: Range<Int>) -> Double? {
    var (sum, expected, above, below) = (0.0, 0.0, 0, 0)
    for day in days {
      switch position(of: day, after: days.lowerBound - 1) {
      case .near: return nil
      case .above: above += 1
      case .below: below += 1
      case .untold: continue
      }
      sum += actual[day]
      expected += paths.median[days.lowerBound - 1, day - days.lowerBound]
    }
    // Idle weekdays are the fewer: on rare use they would be nearly all.
    let told = max(above, below)
    guard min(above, below) == 0, told >= Self.lengths.lowerBound, 2 * told > days.count
    else { return nil }
    return sum / max(expected, 1e-9)
  }

  /// Whether all later days are near the path again.
  private func isBack(from end: Int, origin: Int) -> Bool {
    (end..<actual.count).allSatisfy {
      switch position(of: $0, after: origin) {
      case .near, .untold: true
      case .above, .below: false
      }
    }
  }

  private enum Position { case near, above, below, untold }

  /// Where a day lies relative to the path drawn on an earlier one.
  private func position(of day: Int, after origin: Int) -> Position {
    let path = paths.median[origin]
    let (value, middle) = (actual[day], path[day - origin - 1])
    let week = path[..<min(7, actual.count - 1 - origin)]
    let idle = Self.idleShare * week.reduce(0, +) / Double(week.count)
    guard !value.isNaN, max(value, middle) > idle else { return .untold }
    let difference = abs(value - middle)
    let (low, high) = (min(value, middle), max(value, middle))
    guard difference > Self.leastErrors * scale[origin], high > Self.leastFold * low
    else { return .near }
    return value > middle ? .above : .below
  }
}
