package import Billing
package import RateCards

/// Tasks of a period that agree in what they were priced by, their status and their amounts.
package struct UnitRow: Hashable, Sendable {
  package let sku: SKU
  /// Nil where no rate fits.
  package let formula: PriceFormula?
  package let quantities: BilledQuantities
  package let status: TaskStatus
  package let verdict: Verdict
  /// Of each task.
  package let billed: Points?
  /// Of each task.
  package let expected: Points?
  package let tasks: Int
  /// Nil for tasks without a creation time.
  package let firstDay: CalendarDay?

  package init(
    sku: SKU, formula: PriceFormula?, quantities: BilledQuantities, status: TaskStatus,
    verdict: Verdict, billed: Points?, expected: Points?, tasks: Int, firstDay: CalendarDay?
  ) {
    (self.sku, self.formula, self.quantities) = (sku, formula, quantities)
    (self.status, self.verdict, self.tasks) = (status, verdict, tasks)
    (self.billed, self.expected, self.firstDay) = (billed, expected, firstDay)
  }

  package var isDelivered: Bool { status == .completed }

  /// The quantities with the one that the response does not say filled in from the bill.
  package var knownQuantities: BilledQuantities? {
    guard let formula, quantities.unknown != nil else { return quantities }
    return billed.flatMap { quantities.implied(by: formula, billed: $0) }
  }

  /// The unit of the one measure that is priced; nil where there is none, or several.
  package var unit: String? { formula?.onlyLine?.unit }

  /// The units of one task, nil where they are not known.
  package var unitsPerTask: Ratio? {
    guard let line = formula?.onlyLine else { return nil }
    return knownQuantities?[line.measure]
  }
}
