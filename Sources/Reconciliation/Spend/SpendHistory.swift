package import Domain
package import RateCards

/// The spend of a ledger by day, with everything that prices it anew.
package struct SpendHistory: Sendable {
  /// Something that a rate prices, or would.
  package struct Charge: Sendable {
    package let sku: SKU
    /// Nil where no rate fits.
    package let price: (formula: PriceFormula, quantities: BilledQuantities)?
    /// What the tasks are tagged with, where they are divided by tags.
    package let tags: TagSet
    /// The API key, where tasks are divided by keys and the history names it.
    package let apiKeyID: String?

    package init(
      sku: SKU, price: (formula: PriceFormula, quantities: BilledQuantities)?,
      tags: TagSet = .none, apiKeyID: String? = nil
    ) {
      (self.sku, self.price, self.tags, self.apiKeyID) = (sku, price, tags, apiKeyID)
    }
  }

  package let charges: [Charge]
  package let lines: [SpendLine]
  package let firstDay: CalendarDay?
  /// The last day of which everything is known, 0 spend included; nil without any.
  package let lastKnownDay: CalendarDay?
  /// The days that the account history covers, of which keys are known; nil where tasks are not
  /// divided by keys, or it covers none.
  package let keyDays: ClosedRange<CalendarDay>?

  package init(
    charges: [Charge], lines: [SpendLine], lastKnownDay: CalendarDay?,
    keyDays: ClosedRange<CalendarDay>? = nil
  ) {
    (self.charges, self.lines) = (charges, lines)
    (self.lastKnownDay, self.keyDays) = (lastKnownDay, keyDays)
    firstDay = lines.lazy.map(\.day).min()
  }
}

extension SpendHistory {
  /// What a charge's tasks are told apart by.
  private struct Part: Hashable {
    let pricing: ObjectIdentifier
    let tags: TagSet
    let apiKeyID: String?
  }

  /// The history that the rows of all days tell, read with their rates; tasks without a creation
  /// time are of no day.
  package init(
    _ rows: [ReconciledRow], lastKnownDay: CalendarDay?, keyDays: ClosedRange<CalendarDay>? = nil
  ) {
    var charges: [Charge] = []
    var places: [Part: Int] = [:]
    let lines = rows.compactMap { row -> SpendLine? in
      guard let day = row.adjustedDay ?? row.day else { return nil }
      let part = Part(
        pricing: ObjectIdentifier(row.pricing), tags: row.tags, apiKeyID: row.apiKeyID)
      let place = places[part] ?? charges.count
      if place == charges.count {
        places[part] = place
        charges.append(
          Charge(
            sku: row.pricing.sku, price: row.pricing.rated.map { ($0.formula, $0.quantities) },
            tags: row.tags, apiKeyID: row.apiKeyID))
      }
      return SpendLine(
        day: day, foundDay: row.adjustedDay == nil ? nil : row.day, charge: place,
        billed: row.billed, commitment: row.commitment, price: row.price, tasks: row.tasks,
        isFailure: TaskStatus(row.status).isWithoutResult)
    }
    self.init(
      charges: charges, lines: lines, lastKnownDay: lastKnownDay, keyDays: keyDays)
  }
}
