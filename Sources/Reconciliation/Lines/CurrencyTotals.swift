package import Domain

/// The amounts of ``Totals`` in another currency, each day's converted at that day's rate.
///
/// `billed = expected + variance + unchecked` holds here too. A sum is nil as soon as a part of it
/// has no rate: unknown is not 0.
package struct CurrencyTotals: Hashable, Sendable {
  package private(set) var billed: CurrencyAmount? = .zero
  package private(set) var expected: CurrencyAmount? = .zero
  package private(set) var variance: CurrencyAmount? = .zero
  package private(set) var unchecked: CurrencyAmount? = .zero

  package init() {}

  package init(_ rows: some Sequence<LedgerLine>, at rates: ExchangeRates) {
    for row in rows { add(row, at: rates) }
  }

  /// Adds a row at the rate of the day on which it counts: what is found later about a closed month
  /// has the rate of the day on which it was found.
  package mutating func add(_ row: LedgerLine, at rates: ExchangeRates) {
    let amounts = row.amounts
    let add = { (sum: inout CurrencyAmount?, points: Points) in
      sum = CurrencyTotals.sum(sum, rates.amount(points, on: row.day))
    }
    add(&billed, amounts.billed)
    add(&expected, amounts.expected ?? .zero)
    add(&variance, amounts.variance ?? .zero)
    add(&unchecked, amounts.unchecked)
  }

  package static func += (left: inout CurrencyTotals, right: CurrencyTotals) {
    left.billed = sum(left.billed, right.billed)
    left.expected = sum(left.expected, right.expected)
    left.variance = sum(left.variance, right.variance)
    left.unchecked = sum(left.unchecked, right.unchecked)
  }

  /// The sum of two amounts; nil if either is unknown.
  package static func sum(
    _ left: CurrencyAmount?, _ right: CurrencyAmount?
  ) -> CurrencyAmount? {
    guard let left, let right else { return nil }
    return left + right
  }
}

/// How well the rates of a currency cover the days of some amounts.
package struct RateCoverage: Hashable, Sendable {
  /// The days with amounts, in order.
  package let days: [CalendarDay]
  /// Those of them that have no rate.
  package let lackingDays: [CalendarDay]
  /// Whether there are amounts of tasks without a creation time, which have no day and so no rate.
  package let hasUndated: Bool
  /// What was billed or due without a rate.
  package let lacking: Points
  /// Days that take the rate of the last published day until the table has a later one.
  package let provisionalDays: [CalendarDay]
  /// Nil if there are no such days.
  package let lastPublishedDay: CalendarDay?
  /// Days of closed months whose kept rate is not the table's any more.
  package let restatedDays: [CalendarDay]

  /// - Parameters:
  ///   - rows: the rows of a report.
  ///   - payments: what else it shows, by day.
  ///   - rates: the rates that both are converted by.
  package init(
    of rows: [LedgerLine], payments: [CalendarDay: Points], in rates: ExchangeRates
  ) {
    var (sums, undated) = (payments.filter { $0.value != .zero }, Points.zero)
    var hasUndated = false
    for row in rows {
      let amounts = row.amounts
      // An expected cost needs a rate even if nothing was billed.
      guard amounts.billed != .zero || (amounts.variance ?? .zero) != .zero else { continue }
      if let day = row.day {
        sums[day, default: .zero] += amounts.billed
      } else {
        hasUndated = true
        undated += amounts.billed
      }
    }
    days = sums.keys.sorted()
    lackingDays = days.filter { rates.rate(on: $0) == nil }
    lacking = lackingDays.reduce(undated) { $0 + (sums[$1] ?? .zero) }
    self.hasUndated = hasUndated
    provisionalDays = days.filter { rates.lastPublishedDay(standingInFor: $0) != nil }
    lastPublishedDay = provisionalDays.first.flatMap { rates.lastPublishedDay(standingInFor: $0) }
    restatedDays = days.filter(rates.isRestated)
  }
}
