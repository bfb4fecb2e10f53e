import Domain
import GRDB
import Queries
import RateCards

/// Keeps charges in the ledger, with the SKUs and rates that they are made of.
struct ChargeTable {
  private var skuIDs: [SKU: Int64] = [:]
  private var rateIDs: [PriceFormula: Int64] = [:]

  /// The number of a charge, which is added where it is new.
  mutating func id(of charge: Charge, in database: Database) throws -> Int64 {
    let skuID = try skuID(of: charge.sku, in: database)
    let rateID = try charge.formula.map { (formula) throws -> Int64 in
      try self.rateID(of: formula, in: database)
    }
    let quantities = charge.quantities.json
    let reason = charge.unpricedReason ?? ""
    let alternatives = StoredJSON.text(of: charge.alternatives)
    let found = try Row.fetchOne(
      database.cachedStatement(sql: Query.chargeFind.sql),
      arguments: ["sku_id": skuID, "rate_id": rateID, "quantities": quantities, "reason": reason])
    if let found {
      let id: Int64 = found["id"]
      if (found["alternatives"] as String) != alternatives {
        try database.cachedStatement(sql: Query.chargeUpdateAlternatives.sql)
          .execute(arguments: ["alternatives": alternatives, "id": id])
      }
      return id
    }
    return try database.cachedStatement(sql: Query.chargeInsert.sql).fetchNumber([
      "sku_id": skuID, "rate_id": rateID, "quantities": quantities,
      "expected_points": charge.expected?.count, "reason": reason,
      "alternatives": alternatives,
    ])
  }

  private mutating func skuID(of sku: SKU, in database: Database) throws -> Int64 {
    if let id = skuIDs[sku] { return id }
    let id = try database.cachedStatement(sql: Query.skuIntern.sql).fetchNumber([
      "model": sku.model, "task_type": sku.taskType,
      "fields": StoredJSON.text(of: sku.fields), "name": sku.description,
    ])
    skuIDs[sku] = id
    return id
  }

  private mutating func rateID(of formula: PriceFormula, in database: Database) throws -> Int64 {
    if let id = rateIDs[formula] { return id }
    let id = try database.cachedStatement(sql: Query.rateIntern.sql).fetchNumber([
      "name": formula.rate, "pricing": try StoredJSON.text(of: formula.pricing),
      "formula": try StoredJSON.text(of: formula),
    ])
    rateIDs[formula] = id
    return id
  }
}
