import Domain

/// The holidays of a series and of the days after it, by the place of a day in the series.
///
/// The experts never see a holiday: it is an unknown day for them. What is expected of one is the
/// path times a factor, learned from the earlier holidays of the series itself.
struct HolidayPlaces: Sendable {
  /// A number per name; -1 on ordinary days.
  ///
  /// Empty if the series has no holiday to learn from or to forecast.
  private let names: [Int]
  /// The weekday of the first place, 0 for Monday.
  private let firstWeekday: Int

  /// Experts see the first two weeks with their holidays, or they would start without a profile.
  static let start = 14
  /// A shorter series has nothing to compare a holiday with.
  private static let leastDays = 35
  /// A holiday this early teaches nothing either.
  private static let settled = 28

  /// - Parameters:
  ///   - calendar: the holidays' names by day.
  ///   - firstDay: the day of the first place.
  ///   - days: how many days the series has.
  ///   - horizon: how many days after them are forecast.
  init(_ calendar: [CalendarDay: String], firstDay: CalendarDay, days: Int, horizon: Int) {
    firstWeekday = firstDay.weekday
    let places = calendar.isEmpty ? [] : (0..<days + horizon).map { calendar[firstDay + $0] }
    guard days >= Self.leastDays, places.dropFirst(Self.settled).contains(where: { $0 != nil })
    else {
      names = []
      return
    }
    var numbers: [String: Int] = [:]
    names = places.map { name in
      guard let name else { return -1 }
      let number = numbers[name] ?? numbers.count
      numbers[name] = number
      return number
    }
  }

  var isEmpty: Bool { names.isEmpty }

  func contains(_ place: Int) -> Bool { names.indices.contains(place) && names[place] >= 0 }

  fileprivate func name(_ place: Int) -> Int { names[place] }

  fileprivate func isSunday(_ place: Int) -> Bool { (firstWeekday + place) % 7 == 6 }

  /// The values with holidays unknown.
  func hidden(in values: [Double]) -> [Double] {
    guard !isEmpty else { return values }
    return values.enumerated().map { contains($0) ? .nan : $1 }
  }

  /// The same as experts see them: not those of the first two weeks.
  func unseen(in values: [Double]) -> [Double] {
    guard !isEmpty else { return values }
    return Array(values.prefix(Self.start)) + hidden(in: values).dropFirst(Self.start)
  }
}

/// What the holidays of a series have been, relative to the paths drawn before them.
struct HolidayFactors {
  /// How much the prior counts, an earlier holiday of the same name, and one of another name.
  ///
  /// From a prototype in another language; on real series with the calendars of four countries all
  /// of 17 other choices, from a fifth of a weight to twice it, differ by half a percent at most.
  private static let prior = 1.5
  private static let sameName = 3.0
  private static let otherName = 0.5
  /// One wild holiday must not become the rule.
  private static let most = 3.0

  private let places: HolidayPlaces
  private var past: [(place: Int, ratio: Double)] = []

  /// - Parameters:
  ///   - places: the holidays.
  ///   - paths: what was expected of them as of ordinary days.
  ///   - actual: what they were.
  init(_ places: HolidayPlaces, paths: PastPaths, actual: UnsafeBufferPointer<Double>) {
    self.places = places
    for place in HolidayPlaces.start + 1..<max(actual.count, HolidayPlaces.start + 1)
    where places.contains(place) && !actual[place].isNaN {
      let expected = paths.median[place - 1, 0]
      guard expected > 1e-6 else { continue }
      past.append((place, min(actual[place] / expected, Self.most)))
    }
  }

  /// The factor of a holiday, as known on an earlier day: the mean of earlier holidays, with the
  /// ratio of Sunday to the holiday's own weekday as prior.
  func factor(of place: Int, knownAt origin: Int, path: UnsafeMutableBufferPointer<Double>)
    -> Double
  {
    var (sum, weight) = (Self.prior * prior(of: place, origin: origin, path: path), Self.prior)
    for (earlier, ratio) in past where earlier <= origin {
      let trust =
        places.name(earlier) == places.name(place) ? Self.sameName : Self.otherName
      sum += trust * ratio
      weight += trust
    }
    return sum / weight
  }

  /// Sunday relative to the holiday's own weekday; 1 if Sunday is no quieter, or unknown.
  private func prior(
    of place: Int, origin: Int, path: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    let own = path[place - origin - 1]
    let sunday = (0..<min(7, path.count)).first { places.isSunday(origin + 1 + $0) }
    guard let sunday, own > 1e-9, path[sunday] < own else { return 1 }
    return path[sunday] / own
  }

  /// Applies the factors to the steps of a daily path and of its path of sums.
  func apply(
    to median: UnsafeMutableBufferPointer<Double>, _ mean: UnsafeMutableBufferPointer<Double>?,
    after origin: Int
  ) {
    let holidays = median.indices.filter { places.contains(origin + 1 + $0) }
    // All factors come from the path before any is applied: its Sunday may be a holiday too.
    let factors = holidays.map { factor(of: origin + 1 + $0, knownAt: origin, path: median) }
    for (step, factor) in zip(holidays, factors) {
      median[step] *= factor
      mean?[step] *= factor
    }
  }
}

extension PastPaths {
  /// Applies what was known of holidays on each day to the paths drawn on it.
  mutating func expectHolidays(_ places: HolidayPlaces, actual: UnsafeBufferPointer<Double>) {
    guard !places.isEmpty else { return }
    let factors = HolidayFactors(places, paths: self, actual: actual)
    for day in HolidayPlaces.start..<max(days - 1, HolidayPlaces.start) {
      let isFull = day >= firstOrigin && (days - 1 - day) % stride == 0
      let steps = isFull ? min(Self.steps, days - 1 - day) : 1
      factors.apply(
        to: UnsafeMutableBufferPointer(rebasing: median[day][..<steps]), isFull ? mean[day] : nil,
        after: day)
    }
    futureMedian.withUnsafeMutableBufferPointer { median in
      futureMean.withUnsafeMutableBufferPointer { mean in
        factors.apply(to: median, mean, after: days - 1)
      }
    }
  }
}
