package import Domain
import GRDB
import Queries
package import RateCards
package import Reconciliation

/// What billed tasks have in common that were priced, billed and judged alike.
package struct BilledKind: Hashable, Sendable {
  package let sku: SKU
  package let skuName: String
  package let status: String
  package let verdict: Verdict
  /// Of each task.
  package let billed: Points
  /// Of each task, what it should cost by the card and the rules, as in ``ReconciledRow/price``.
  package let price: Points?
  /// What the card says of a task that comes to its end; nil where that is not one known amount.
  package let cardPrice: Points?
  /// The rate that priced them, nil where none fits.
  package let formula: PriceFormula?
  package let quantities: BilledQuantities

  package init(
    sku: SKU, skuName: String, status: String, verdict: Verdict, billed: Points,
    price: Points?, cardPrice: Points?, formula: PriceFormula?, quantities: BilledQuantities
  ) {
    self.sku = sku
    self.skuName = skuName
    self.status = status
    self.verdict = verdict
    self.billed = billed
    self.price = price
    self.cardPrice = cardPrice
    self.formula = formula
    self.quantities = quantities
  }
}

extension BilledKind {
  /// Of each task, what it should cost where that could be compared with what was billed; else nil.
  package var expected: Points? { verdict.isCovered ? price : nil }
}

/// Reads kinds once each, as far as a bounded memory holds them.
struct BilledKinds {
  /// Where almost every task has a price of its own, what was read is forgotten at this number.
  private static let limit = 20_000

  private var kinds: [Int64: BilledKind] = [:]

  mutating func kind(ofOutcome id: Int64, in database: Database) throws -> BilledKind? {
    if let kind = kinds[id] { return kind }
    let statement = try database.cachedStatement(sql: Query.kindOfOutcome.sql)
    guard let row = try Row.fetchOne(statement, arguments: ["id": id]) else { return nil }
    let kind = try BilledKind(row: row)
    if kinds.count >= BilledKinds.limit { kinds.removeAll() }
    kinds[id] = kind
    return kind
  }
}

extension BilledKind {
  fileprivate init(row: Row) throws {
    self.init(
      sku: SKU(
        model: row["model"], taskType: row["task_type"],
        fields: try StoredJSON.fields(row["fields"])),
      skuName: row["sku"], status: row["status"],
      verdict: Verdict(rawValue: row["verdict_id"]) ?? .unpriced,
      billed: Points(max(0, row["billed_points"] as Int64)),
      price: OutcomeKey.points(row["price_points"]),
      cardPrice: (row["card_points"] as Int64?).map { Points($0) },
      formula: try (row["formula"] as String?).map(StoredJSON.decoded),
      quantities: try BilledQuantities(stored: row["quantities"]))
  }
}
