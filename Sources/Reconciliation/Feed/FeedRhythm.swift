package import Domain

/// How the days with tasks of a ledger have followed one another: what says when silence is news.
///
/// An account that rests on weekends is silent for two days each week, and one with a task a week
/// for six; in an account that works every day the second silent day is one too many. So each weekday
/// has its own share of days with tasks, and silence is judged by the chance that these leave it.
package struct FeedRhythm: Hashable, Sendable {
  /// So many days up to the last one with tasks are looked at: eight weeks.
  package static let longestWindow = 56
  /// Fewer days say nothing of a rhythm.
  package static let leastWindow = 14
  /// Silence is news from a chance below 1 in 5,000 on: once in years for an account that works at
  /// random, and two days for one that works every day.
  private static let newsChance = 0.0002

  /// The last day with tasks.
  package let lastDay: CalendarDay
  /// The days up to the last one with tasks that were looked at.
  package let windowDays: Int
  /// How many of them had tasks.
  package let activeDays: Int
  /// The share of days with tasks (0 to 1), by weekday from Monday on.
  private let shares: [Double]
  /// The least chance that a pause within the window had.
  private let pauseChance: Double

  /// The rhythm of the days with tasks, in their order; nil where they are too few to have one.
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

  /// Weekdays that mostly have tasks share one figure, and those that mostly have none another: a
  /// weekday alone is seen eight times at most.
  private static func shares(of active: Set<CalendarDay>, in days: [CalendarDay]) -> [Double] {
    var (seen, busy) = ([Int](repeating: 0, count: 7), [Int](repeating: 0, count: 7))
    for day in days {
      seen[day.weekday] += 1
      if active.contains(day) { busy[day.weekday] += 1 }
    }
    let isBusy = (0..<7).map { 2 * busy[$0] >= seen[$0] }
    let share = { (isOfClass: Bool) in
      let own = (0..<7).filter { isBusy[$0] == isOfClass }
      // Half a day with tasks and half a day without keep both outcomes possible.
      return (Double(own.reduce(0) { $0 + busy[$1] }) + 0.5)
        / (Double(own.reduce(0) { $0 + seen[$1] }) + 1)
    }
    let (ofBusy, ofQuiet) = (share(true), share(false))
    return isBusy.map { $0 ? ofBusy : ofQuiet }
  }

  /// Whether it is news that no task came from the day after the last one through a day.
  ///
  /// A pause such as there was one within the window is none until it is twice as unlikely, which is
  /// about twice as long.
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
