package import Domain
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
  package let tasks: Int
  /// Nil for tasks without a creation time.
  package let firstDay: CalendarDay?

  private init(_ row: ReconciledRow, tasks: Int, firstDay: CalendarDay?) {
    sku = row.pricing.sku
    formula = row.pricing.rated?.formula
    quantities = row.pricing.rated?.quantities ?? BilledQuantities(entries: [])
    status = TaskStatus(row.status)
    (verdict, billed) = (row.verdict, row.billed)
    (self.tasks, self.firstDay) = (tasks, firstDay)
  }

  /// The rows of a period, read with their rates, without their days, in the order in which they
  /// first come.
  package static func rows(of rows: [ReconciledRow]) -> [UnitRow] {
    struct Key: Hashable {
      let pricing: ObjectIdentifier
      let status: String
      let verdict: Verdict
      let billed: Points?
    }
    var places: [Key: Int] = [:]
    var sums: [(row: ReconciledRow, tasks: Int, firstDay: CalendarDay?)] = []
    for row in rows {
      let key = Key(
        pricing: ObjectIdentifier(row.pricing), status: row.status, verdict: row.verdict,
        billed: row.billed)
      let day = row.adjustedDay ?? row.day
      if let place = places[key] {
        sums[place].tasks += row.tasks
        sums[place].firstDay = [sums[place].firstDay, day].compactMap(\.self).min()
      } else {
        places[key] = sums.count
        sums.append((row, row.tasks, day))
      }
    }
    return sums.map { UnitRow($0.row, tasks: $0.tasks, firstDay: $0.firstDay) }
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
