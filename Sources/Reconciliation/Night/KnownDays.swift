package import Domain

/// The days whose cost is known, including 0: an unknown day is not a free one.
package struct KnownDays: Hashable, Sendable {
  /// From the first day with tasks through the last one that a run has covered; nil without tasks.
  package let days: ClosedRange<CalendarDay>?
  /// The days in between that nothing covers, in order: no task came for longer than the ledger's
  /// rhythm explains, and no night, history or file that reaches across them says that none ran.
  package let gaps: [ClosedRange<CalendarDay>]
  /// The part of them of which all tasks are missing.
  package let gapsOfAll: [ClosedRange<CalendarDay>]
  /// The part of which those of one account are missing, where there are several.
  package let gapsOfAccounts: [AccountGaps]
  /// The last complete day: nothing after it can be known yet.
  package let lastCompleteDay: CalendarDay

  /// The days of which the tasks of an account are missing.
  package struct AccountGaps: Hashable, Sendable {
    package let account: String
    package let days: [ClosedRange<CalendarDay>]
  }

  package init(
    _ days: ClosedRange<CalendarDay>?, except gaps: [ClosedRange<CalendarDay>] = [],
    of accounts: [AccountGaps] = [], lastCompleteDay: CalendarDay
  ) {
    (self.days, self.lastCompleteDay) = (days, lastCompleteDay)
    (gapsOfAll, gapsOfAccounts) = (gaps, accounts)
    self.gaps = ClosedRange<CalendarDay>.joined(gaps + accounts.flatMap(\.days))
  }

  /// The same days without those of which the tasks of one of some accounts are missing.
  ///
  /// - Parameters:
  ///   - accounts: the days of each account.
  ///   - last: the last day of an account whose tasks have stopped coming; nil for none.
  /// - Returns: the days that are known of all of them.
  package func common(
    to accounts: [(name: String, known: KnownDays)], through last: CalendarDay?
  ) -> KnownDays {
    guard let days, days.lowerBound <= last ?? days.upperBound else {
      return KnownDays(nil, lastCompleteDay: lastCompleteDay)
    }
    let span = days.lowerBound...min(days.upperBound, last ?? days.upperBound)
    let ofAccounts = accounts.compactMap { account -> AccountGaps? in
      let missing = account.known.gaps(in: span).filter { gap in
        !gaps.contains { $0.lowerBound <= gap.lowerBound && gap.upperBound <= $0.upperBound }
      }
      return missing.isEmpty ? nil : AccountGaps(account: account.name, days: missing)
    }
    return KnownDays(
      span, except: gaps(in: span), of: ofAccounts, lastCompleteDay: lastCompleteDay)
  }

  /// The same days, and those since all accounts have ended, on which nothing is spent.
  ///
  /// - Parameter end: the last day of the accounts; up to it, what is not known stays so.
  /// - Returns: the days for which it is known what they spent.
  package func ended(on end: CalendarDay) -> KnownDays {
    guard let days, end < lastCompleteDay, days.upperBound < lastCompleteDay else { return self }
    let gap = days.upperBound < end ? [days.upperBound + 1...end] : []
    return KnownDays(
      days.lowerBound...lastCompleteDay, except: gapsOfAll + gap, of: gapsOfAccounts,
      lastCompleteDay: lastCompleteDay)
  }

  /// The same days as far as API keys are known: those with tasks before the account history begins
  /// are a gap.
  ///
  /// - Parameter days: the days on which the history tells the keys; nil if it tells none.
  /// - Returns: the days for which it is known what a key spent.
  package func ofKeys(_ days: ClosedRange<CalendarDay>?) -> KnownDays {
    guard let first = self.days?.lowerBound, let days, first < days.lowerBound else {
      return KnownDays(days, lastCompleteDay: lastCompleteDay)
    }
    return KnownDays(
      first...days.upperBound, except: [first...days.lowerBound + -1],
      lastCompleteDay: lastCompleteDay)
  }

  package func contains(_ day: CalendarDay) -> Bool { contains(day...day) }

  /// Whether all days of a span are known.
  package func contains(_ span: ClosedRange<CalendarDay>) -> Bool {
    guard let days, days.lowerBound <= span.lowerBound, span.upperBound <= days.upperBound
    else { return false }
    return !gaps.contains { $0.overlaps(span) }
  }

  /// How many days are known.
  package var count: Int {
    days.map { days in gaps.reduce(days.length) { $0 - $1.length } } ?? 0
  }

  /// The parts of gaps that lie in a span, in order.
  package func gaps(in span: ClosedRange<CalendarDay>) -> [ClosedRange<CalendarDay>] {
    gaps.compactMap { $0.common(with: span) }
  }

  /// Whether some days of a span are complete, but none is known.
  package func isUnknown(_ span: ClosedRange<CalendarDay>) -> Bool {
    guard span.lowerBound <= lastCompleteDay else { return false }
    let complete = span.clamped(to: span.lowerBound...lastCompleteDay)
    guard let known = days?.common(with: complete) else { return true }
    return gaps.contains { $0.lowerBound <= known.lowerBound && known.upperBound <= $0.upperBound }
  }

  /// The complete days of a span that are not known, in order, but for those before the first task.
  package func missing(in span: ClosedRange<CalendarDay>) -> [ClosedRange<CalendarDay>] {
    let last = min(span.upperBound, lastCompleteDay)
    let first = max(span.lowerBound, days.map { $0.upperBound + 1 } ?? span.lowerBound)
    return gaps(in: span) + (first <= last ? [first...last] : [])
  }
}

extension ClosedRange<CalendarDay> {
  /// The number of days, both ends included.
  package var length: Int { upperBound.number - lowerBound.number + 1 }

  /// Spans in order, those that overlap or follow each other as one.
  fileprivate static func joined(_ spans: [Self]) -> [Self] {
    var joined: [Self] = []
    for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, span.lowerBound <= last.upperBound + 1 {
        joined[joined.count - 1] = last.lowerBound...Swift.max(last.upperBound, span.upperBound)
      } else {
        joined.append(span)
      }
    }
    return joined
  }

  /// The days in both spans; nil if there are none.
  fileprivate func common(with other: Self) -> Self? {
    overlaps(other) ? clamped(to: other) : nil
  }
}
