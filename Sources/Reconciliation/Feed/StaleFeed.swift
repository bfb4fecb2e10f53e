package import Domain

/// A ledger into which no task has come for longer than its own rhythm lets expect.
package struct StaleFeed: Hashable, Sendable {
  /// What a finding of it is called.
  package static let kind = "stale_feed"

  /// The last day with tasks.
  package let lastDay: CalendarDay
  /// The days without tasks since.
  package let silentDays: Int
  /// The days up to the last one that were looked at, and how many of them had tasks.
  package let windowDays: Int
  package let activeDays: Int
  /// The median of what those with tasks were billed.
  package let usual: Points

  /// What is to be said of a ledger after a day that is over; nil where it is not stale.
  ///
  /// - Parameters:
  ///   - billed: what each day with tasks was billed; none is later than now.
  ///   - last: the last day that is over.
  package init?(_ billed: [CalendarDay: Points], through last: CalendarDay) {
    guard let rhythm = FeedRhythm(billed.keys.sorted()), rhythm.isNews(silenceThrough: last) else {
      return nil
    }
    lastDay = rhythm.lastDay
    silentDays = last.number - rhythm.lastDay.number
    (windowDays, activeDays) = (rhythm.windowDays, rhythm.activeDays)
    let first = rhythm.lastDay + (1 - rhythm.windowDays)
    usual = Points.median(billed.filter { $0.key >= first }.values.sorted()) ?? .zero
  }

  /// Whether a report of a period has days in which nothing came.
  package func concerns(_ period: ReportPeriod) -> Bool {
    period.until.map { $0 > lastDay } ?? true
  }

  /// `no task has come since 2026-04-09, for 2 days; …`.
  package var sentence: String {
    "no task has come since \(lastDay), for \(silentDays) \(silentDays == 1 ? "day" : "days"); "
      + "before, \(activeDays) of \(windowDays) days had tasks, usually for \(usual.usdText) USD "
      + "a day"
  }

  /// What a night remembers of it: the same for as long as nothing comes.
  package var finding: NightFinding {
    NightFinding(
      key: NightFinding.Key(
        kind: StaleFeed.kind, sku: "", detail: "no task since \(lastDay)", day: nil),
      tasks: 0, amount: .zero)
  }
}

extension Points {
  /// The middle of sorted amounts, the mean of two middle ones rounded down; nil of none.
  static func median(_ sorted: [Points]) -> Points? {
    guard !sorted.isEmpty else { return nil }
    let upper = sorted[sorted.count / 2]
    guard sorted.count.isMultiple(of: 2) else { return upper }
    let lower = sorted[sorted.count / 2 - 1]
    return Points(lower.count + (upper.count - lower.count) / 2)
  }
}
