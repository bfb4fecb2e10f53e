package import Domain

/// The spend of a ledger by day, with everything that reprices it.
package struct SpendHistory: Sendable {
  /// Something that a rate prices, or would, of some tags or one API key.
  package struct Charge: Sendable {
    package let pricing: LedgerLine.Pricing
    /// What the tasks are tagged with, where they are divided by tags.
    package let tags: TagSet
    /// The API key, where tasks are divided by keys and the history names it.
    package let apiKeyID: String?

    package init(
      pricing: LedgerLine.Pricing, tags: TagSet = .none, apiKeyID: String? = nil
    ) {
      (self.pricing, self.tags, self.apiKeyID) = (pricing, tags, apiKeyID)
    }

    package var sku: SKU { pricing.sku }
  }

  /// A line of the ledger with the place of its charge: what is worked out once for a charge is
  /// found for each of its lines in an array.
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
  /// The last day of which everything is known, 0 spend included; nil without any.
  package let lastKnownDay: CalendarDay?
  /// The days that the account history covers, of which keys are known; nil where tasks are not
  /// divided by keys, or it covers none.
  package let keyDays: ClosedRange<CalendarDay>?

  /// What a charge's tasks are told apart by.
  private struct Part: Hashable {
    let pricing: ObjectIdentifier
    let tags: TagSet
    let apiKeyID: String?
  }

  /// The history that the lines of all days tell, read with their rates; tasks without a creation
  /// time are of no day.
  package init(
    _ lines: [LedgerLine], lastKnownDay: CalendarDay?, keyDays: ClosedRange<CalendarDay>? = nil
  ) {
    var charges: [Charge] = []
    var places: [Part: Int] = [:]
    self.lines = lines.compactMap { line in
      guard let day = line.billedDay else { return nil }
      let part = Part(
        pricing: ObjectIdentifier(line.pricing), tags: line.tags, apiKeyID: line.apiKeyID)
      let place = places[part] ?? charges.count
      if place == charges.count {
        places[part] = place
        charges.append(
          Charge(pricing: line.pricing, tags: line.tags, apiKeyID: line.apiKeyID))
      }
      return Line(line: line, day: day, charge: place)
    }
    self.charges = charges
    (self.lastKnownDay, self.keyDays) = (lastKnownDay, keyDays)
    firstDay = self.lines.lazy.map(\.day).min()
  }
}
