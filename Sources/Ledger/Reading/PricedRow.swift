package import Billing
import GRDB
import Queries
package import RateCards
import Reconciliation

/// Tasks of one day that were priced alike, with everything that prices them anew.
package struct PricedRow: Hashable, Sendable {
  package let day: CalendarDay?
  package let sku: SKU
  package let formula: PriceFormula
  package let quantities: BilledQuantities
  /// Of each task.
  package let expected: Points
  package let tasks: Int
}

extension LedgerStore {
  /// The tasks of a period that cost their price: not those that failed or ran on the user's own
  /// account, and not those that no rate fits.
  package func pricedRows(in period: ReportPeriod) throws -> [PricedRow] {
    try database.read { database in
      let charges = try LedgerStore.formulas(in: database)
      let ranks = LedgerStore.ranks(ofNames: charges.mapValues { $0.sku.description })
      let lines = try PeriodCounts(period, chargeRanks: ranks, in: database)
        .all(chargeRanks: ranks)
      return lines.compactMap { line in
        let figures = line.figures
        guard let charge = charges[figures.chargeID], figures.expectedPoints >= 0,
          let verdict = Verdict(rawValue: Int(figures.verdictID)), verdict.isPricedByRate
        else { return nil }
        return PricedRow(
          day: line.day >= 0 ? CalendarDay(number: Int(line.day)) : nil, sku: charge.sku,
          formula: charge.formula, quantities: charge.quantities,
          expected: Points(figures.expectedPoints), tasks: line.tasks)
      }
    }
  }

  struct StoredCharge {
    let sku: SKU
    let formula: PriceFormula
    let quantities: BilledQuantities
  }

  static func formulas(in database: Database) throws -> [Int64: StoredCharge] {
    var charges: [Int64: StoredCharge] = [:]
    var formulas: [String: PriceFormula] = [:]
    for row in try Row.fetchAll(database, sql: Query.chargesWithFormula.sql) {
      let text: String = row["formula"]
      let formula: PriceFormula = try formulas[text] ?? StoredJSON.decoded(text)
      formulas[text] = formula
      charges[row["id"]] = StoredCharge(
        sku: SKU(
          model: row["model"], taskType: row["task_type"],
          fields: try StoredJSON.fields(row["fields"])),
        formula: formula, quantities: try BilledQuantities(stored: row["quantities"]))
    }
    return charges
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
