/// Days like no other: a backfill, a bulk job, an invoice of several months.
///
/// Such a day says little about the next one, but moves everything that learns from it. It counts
/// as the largest other day around it until a second such day confirms it.
struct OneOffs {
  /// The values, with such days lowered.
  private(set) var bounded: [Double]
  /// Their places, ascending.
  private(set) var days: [Int] = []

  /// A one-off exceeds the median day with use around it this many times.
  ///
  /// Anything from 4 to 20 changes the same single one of 1,078 forecasts of real series: an
  /// ordinary burst has others like it.
  private static let leastFold = 5.0

  /// No other day of the series is within this many times of a one-off.
  private static let leastGap = 3.0

  /// How many days before and after it are around it.
  private static let reach = 60

  /// With fewer days of use around it nothing is usual.
  private static let leastDays = 7

  /// A holiday has its own rule.
  init(in values: [Double], except holidays: HolidayPlaces) {
    bounded = values
    for day in Self.lonely(in: values) where !holidays.contains(day) {
      guard let others = others(around: day),
        values[day] > Self.leastFold * others[others.count / 2]
      else { continue }
      bounded[day] = others[others.count - 1]
      days.append(day)
    }
    days.sort()
  }

  /// The amounts of the other days with use around one, or else in the whole series, ascending; nil
  /// if they are too few.
  private func others(around day: Int) -> [Double]? {
    let around = max(0, day - Self.reach)..<min(bounded.count, day + Self.reach + 1)
    for places in [around, bounded.indices] {
      let others = places.filter { $0 != day && bounded[$0] > 0 }.map { bounded[$0] }
      if others.count >= Self.leastDays { return others.sorted() }
    }
    return nil
  }

  /// The days whose value is far from that of any other, smallest first: it is lowered before a
  /// larger one is compared with it.
  private static func lonely(in values: [Double]) -> [Int] {
    let order = values.indices.filter { values[$0] > 0 }.sorted { values[$0] < values[$1] }
    return order.indices.dropFirst().filter { place in
      let value = values[order[place]]
      let next = place + 1 < order.count ? values[order[place + 1]] : .infinity
      return value > leastGap * values[order[place - 1]] && next > leastGap * value
    }.map { order[$0] }
  }
}
