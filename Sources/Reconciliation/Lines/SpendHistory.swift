package import Domain

/// The spend of a ledger by day, with everything needed to reprice it.
package struct SpendHistory: Sendable {
  /// Something that a rate prices or would price, for an account and some tags or one API key.
  package struct Charge: Sendable {
    package let pricing: LedgerLine.Pricing
    /// Nil if nothing tells it.
    package let account: String?
    /// The tasks' tags, if divided by tags.
    package let tags: TagSet
    /// The API key, if tasks are divided by keys and the history has it.
    package let apiKeyID: String?

    package init(
      pricing: LedgerLine.Pricing, account: String? = nil, tags: TagSet = .none,
      apiKeyID: String? = nil
    ) {
      (self.pricing, self.account) = (pricing, account)
      (self.tags, self.apiKeyID) = (tags, apiKeyID)
    }

    package var sku: SKU { pricing.sku }
  }

  /// A line of the ledger with the index of its charge, so that what is computed once per charge is
  /// found in an array.
  package struct Line: Sendable {
    package let line: LedgerLine
    /// The day under which the tasks were billed.
    package let day: CalendarDay
    /// Among ``SpendHistory/charges``.
    package let charge: Int

    /// The day in whose spend it counts; a change of a closed month counts when it was found.
    package var spentDay: CalendarDay { line.foundDay ?? day }
  }

  package let charges: [Charge]
  package let lines: [Line]
  package let firstDay: CalendarDay?
  /// The last day for which everything is known, including 0 spend; nil if there is none.
  package let lastKnownDay: CalendarDay?
  /// Days in between of which nothing is known.
  package let gaps: [ClosedRange<CalendarDay>]
  /// The days that the account history covers, for which keys are known; nil if tasks are not
  /// divided by keys, or it covers none.
  package let keyDays: ClosedRange<CalendarDay>?

  /// What distinguishes a charge's tasks.
  private struct Part: Hashable {
    let pricing: ObjectIdentifier
    let account: String?
    let tags: TagSet
    let apiKeyID: String?
  }

  /// The history made of the lines of all days, read with their rates; tasks without a creation
  /// time belong to no day.
  ///
  /// The first known day is that of the first line, unless the lines are only some of those known.
  package init(
    _ lines: [LedgerLine], firstKnownDay: CalendarDay? = nil, lastKnownDay: CalendarDay?,
    gaps: [ClosedRange<CalendarDay>] = [], keyDays: ClosedRange<CalendarDay>? = nil
  ) {
    var charges: [Charge] = []
    var places: [Part: Int] = [:]
    self.lines = lines.compactMap { line in
      guard let day = line.billedDay else { return nil }
      let part = Part(
        pricing: ObjectIdentifier(line.pricing), account: line.account, tags: line.tags,
        apiKeyID: line.apiKeyID)
      let place = places[part] ?? charges.count
      if place == charges.count {
        places[part] = place
        charges.append(
          Charge(
            pricing: line.pricing, account: line.account, tags: line.tags,
            apiKeyID: line.apiKeyID))
      }
      return Line(line: line, day: day, charge: place)
    }
    self.charges = charges
    (self.lastKnownDay, self.gaps, self.keyDays) = (lastKnownDay, gaps, keyDays)
    let first = self.lines.lazy.map(\.day).min()
    firstDay = first.flatMap { first in firstKnownDay.map { min($0, first) } ?? first }
  }
}
