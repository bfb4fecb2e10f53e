package import Domain

/// A ledger that has received no tasks for longer than its rhythm explains, or none of an account.
package struct StaleFeed: Hashable, Sendable {
  /// The name of its finding.
  package static let kind = "stale_feed"

  /// The account whose tasks are missing; nil if all are.
  package let account: String?
  /// The last day with tasks.
  package let lastDay: CalendarDay
  /// The days without tasks since.
  package let silentDays: Int
  /// The days up to the last one that were examined, and how many of them had tasks.
  package let windowDays: Int
  package let activeDays: Int
  /// The median billed amount of the days with tasks.
  package let usual: Points

  /// What to report about a ledger after a complete day; nil if it is not stale.
  ///
  /// - Parameters:
  ///   - billed: what each day with tasks was billed; none is later than now.
  ///   - account: whose tasks these are; nil for all.
  ///   - last: the last complete day.
  package init?(
    _ billed: [CalendarDay: Points], of account: String? = nil, through last: CalendarDay
  ) {
    guard let rhythm = FeedRhythm(billed.keys.sorted()), rhythm.isNews(silenceThrough: last) else {
      return nil
    }
    self.account = account
    lastDay = rhythm.lastDay
    silentDays = last.number - rhythm.lastDay.number
    (windowDays, activeDays) = (rhythm.windowDays, rhythm.activeDays)
    let first = rhythm.lastDay + (1 - rhythm.windowDays)
    usual = Points.median(billed.filter { $0.key >= first }.values.sorted()) ?? .zero
  }

  /// Whether a period includes days without tasks.
  package func concerns(_ period: ReportPeriod) -> Bool {
    period.until.map { $0 > lastDay } ?? true
  }

  /// `no tasks have arrived since 2026-04-09, for 2 days; …`.
  package var sentence: String {
    "no tasks \(account.map { "of account \(VisibleText.line($0, limit: 80)) " } ?? "")have arrived since \(lastDay), for \(silentDays) \(silentDays == 1 ? "day" : "days")"
      + "; before that, \(activeDays) of \(windowDays) days had tasks, usually for "
      + "\(usual.usdText) USD a day"
  }

  /// What a night remembers of it: the same as long as nothing arrives.
  package var finding: NightFinding {
    NightFinding(
      key: FindingKey(
        kind: StaleFeed.kind, sku: "",
        detail: "no task \(account.map { "of \($0) " } ?? "")since \(lastDay)", day: nil),
      tasks: 0, amount: .zero)
  }
}

extension Points {
  /// The median of sorted amounts, the mean of the middle two rounded down; nil if empty.
  static func median(_ sorted: [Points]) -> Points? {
    guard !sorted.isEmpty else { return nil }
    let upper = sorted[sorted.count / 2]
    guard sorted.count.isMultiple(of: 2) else { return upper }
    let lower = sorted[sorted.count / 2 - 1]
    return Points(lower.count + (upper.count - lower.count) / 2)
  }
}

/// The rhythm of a ledger's days with tasks, which decides when silence is news.
///
/// An account that rests on weekends is silent two days a week, and one with a weekly task six; for
/// an account that works every day, the second silent day is suspicious. So each weekday has its
/// own share of days with tasks, and silence is judged by its probability given these.
package struct FeedRhythm: Hashable, Sendable {
  /// The days up to the last one with tasks that count: eight weeks.
  package static let longestWindow = 56
  /// Fewer days do not show a rhythm.
  package static let leastWindow = 14
  /// Silence is news below a probability of 1 in 5,000: once in years for an account that works at
  /// random, and after two days for one that works every day.
  private static let newsChance = 0.0002

  /// The last day with tasks.
  package let lastDay: CalendarDay
  /// The number of days examined, up to the last one with tasks.
  package let windowDays: Int
  /// How many of them had tasks.
  package let activeDays: Int
  /// The share of days with tasks (0 to 1), by weekday from Monday on.
  private let shares: [Double]
  /// The lowest probability of any pause within the window.
  private let pauseChance: Double

  /// The rhythm of the sorted days with tasks; nil if there are too few.
  package init?(_ days: [CalendarDay]) {
    guard let first = days.first, let last = days.last,
      case let start = max(first, last + (1 - FeedRhythm.longestWindow)),
      case let window = last.number - start.number + 1, window >= FeedRhythm.leastWindow
    else { return nil }
    let active = Set(days.filter { $0 >= start })
    (lastDay, windowDays, activeDays) = (last, window, active.count)
    let all = (start.number...last.number).map { CalendarDay(number: $0) }
    let shares = FeedRhythm.shares(of: active, in: all)
    self.shares = shares
    var (least, chance) = (1.0, 1.0)
    for day in all {
      chance = active.contains(day) ? 1 : chance * (1 - shares[day.weekday])
      least = min(least, chance)
    }
    pauseChance = least
  }

  /// Weekdays that mostly have tasks share one figure, and those that mostly don't another: a
  /// single weekday occurs at most eight times.
  private static func shares(of active: Set<CalendarDay>, in days: [CalendarDay]) -> [Double] {
    var (seen, busy) = ([Int](repeating: 0, count: 7), [Int](repeating: 0, count: 7))
    for day in days {
      seen[day.weekday] += 1
      if active.contains(day) { busy[day.weekday] += 1 }
    }
    let isBusy = (0..<7).map { 2 * busy[$0] >= seen[$0] }
    let share = { (isOfClass: Bool) in
      let own = (0..<7).filter { isBusy[$0] == isOfClass }
      // Half a day with tasks and half a day without keep both probabilities above 0.
      return (Double(own.reduce(0) { $0 + busy[$1] }) + 0.5)
        / (Double(own.reduce(0) { $0 + seen[$1] }) + 1)
    }
    let (ofBusy, ofQuiet) = (share(true), share(false))
    return isBusy.map { $0 ? ofBusy : ofQuiet }
  }

  /// Whether it is news that no task came from the day after the last one through a day.
  ///
  /// A pause is news only once its probability is below the square of the lowest one in the window,
  /// at about twice the length.
  package func isNews(silenceThrough day: CalendarDay) -> Bool {
    guard day > lastDay else { return false }
    let least = min(FeedRhythm.newsChance, pauseChance * pauseChance)
    var chance = 1.0
    for number in lastDay.number + 1...day.number {
      chance *= 1 - shares[CalendarDay(number: number).weekday]
      if chance < least { return true }
    }
    return false
  }
}
