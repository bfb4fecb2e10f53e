package import Domain
package import RateCards

/// Tasks of one day that cost their price, with everything that prices them anew.
package struct PricedRow: Hashable, Sendable {
  /// The day of the tasks, also where their change was found on a later one.
  package let day: CalendarDay?
  package let sku: SKU
  package let formula: PriceFormula
  package let quantities: BilledQuantities
  /// Of each task.
  package let price: Points
  package let tasks: Int

  /// The tasks of a row that was read with its rates; nil where no rate fits, and for tasks that
  /// failed or ran on the user's own account, which cost something else than their rate.
  package init?(_ row: ReconciledRow) {
    guard let rated = row.pricing.rated, let price = row.price, row.verdict.isPricedByRate else {
      return nil
    }
    day = row.adjustedDay ?? row.day
    sku = row.pricing.sku
    (formula, quantities) = (rated.formula, rated.quantities)
    self.price = price
    tasks = row.tasks
  }
}

extension Verdict {
  /// Whether the task costs its rate: it came to an end, or is on its way to one.
  fileprivate var isPricedByRate: Bool {
    switch self {
    case .matched, .overcharged, .undercharged, .consistent, .unmetered, .otherUnit, .conflict,
      .provisional, .stuck:
      true
    default: false
    }
  }
}
