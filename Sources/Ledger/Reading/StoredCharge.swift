import Domain
import GRDB
import Queries
import RateCards

extension LedgerStore {
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
