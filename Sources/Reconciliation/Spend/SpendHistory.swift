package import Billing
package import RateCards

/// The spend of a ledger by day, with everything that prices it anew.
package struct SpendHistory: Sendable {
  /// What tasks are told apart by, beside their charges.
  package enum Division: Hashable, Sendable {
    case whole
    case tags
    /// By API key, as far as the account history names it.
    case keys
  }

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
