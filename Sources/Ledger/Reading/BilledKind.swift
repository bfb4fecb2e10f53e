import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

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
