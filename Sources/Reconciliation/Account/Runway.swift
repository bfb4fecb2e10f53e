package import Domain

/// What is spent per day: the mean over the latest complete accounting days.
package struct SpendRate: Hashable, Sendable {
  /// So many complete days count, or all since the first task where these are fewer.
  package static let days = 14

  package let spent: Points
  /// Days that count; 0 where there is none.
  package let days: Int

  package init(spent: Points, days: Int) {
    (self.spent, self.days) = (spent, days)
  }

  /// The days that count up to the last complete one, nil where there is none.
  package static func period(through last: CalendarDay, firstDay: CalendarDay?) -> ReportPeriod? {
    guard let firstDay, firstDay <= last else { return nil }
    return ReportPeriod(since: max(firstDay, last + (1 - SpendRate.days)), until: last)
  }

  /// The mean, rounded half up to a point; nil where there is none.
  package var perDay: Points? {
    guard days > 0 else { return nil }
    return Points(Int64(Ratio(Int128(spent.count), over: Int128(days)).rounded(.halfUp)))
  }

  /// The tenths of days that an amount lasts, rounded down once; nil where nothing is spent.
  package func tenthsOfDays(for amount: Points) -> Int64? {
    guard days > 0, spent > .zero else { return nil }
    guard amount > .zero else { return 0 }
    return Int64(exactly: Int128(amount.count) * Int128(days) * 10 / Int128(spent.count))
  }

  /// What is spent in so many seconds, rounded down to a point.
  package func spending(inSeconds seconds: Int64) -> Points {
    guard days > 0, spent > .zero, seconds > 0 else { return .zero }
    let points = Int128(spent.count) * Int128(seconds) / (Int128(days) * 86_400)
    return Points(Int64(clamping: points))
  }

  /// `12.3 days`.
  package static func daysText(tenths: Int64) -> String {
    "\(decimalText(tenths: tenths)) days"
  }
}
