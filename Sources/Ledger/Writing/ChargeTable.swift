import Billing
import GRDB
import Queries
import RateCards

/// Prices tasks, each distinct combination of request, quantities and period once, and keeps the
/// charges in the ledger.
struct ChargeTable {
  /// A charge with its numbers in the ledger.
  struct Entry {
    let id: Int64
    let skuID: Int64
    let charge: Charge
  }

  /// What a price depends on: tasks that agree in it have the same charge.
  private struct Key: Hashable {
    let requestID: Int64
    /// The varying fields that a rate reads.
    let values: [Request.Field]
    let outputCount: Int?
    let segment: Int
  }

  private struct TaskKind: Hashable {
    let model: String
    let taskType: String
  }

  /// More prices than this are forgotten and computed again, so that memory stays bounded.
  private static let limit = 50_000

  private let pricer: Pricer
  private var entries: [Key: Entry] = [:]
  private var dependencies: [TaskKind: Pricer.Dependencies] = [:]
  private var skuIDs: [SKU: Int64] = [:]
  private var rateIDs: [PriceFormula: Int64] = [:]

  init(pricer: Pricer) {
    self.pricer = pricer
  }

  var card: RateCard { pricer.card }

  /// The charge of a task whose request has a number already.
  mutating func charge(
    of record: TaskRecord, requestID: Int64, in database: Database
  ) throws -> Entry {
    let input = PricingInput(
      request: record.request,
      outputCount: record.state.status == .completed ? record.state.outputCount : nil,
      createdAt: record.createdAt)
    let key = key(of: input, requestID: requestID)
    if let entry = entries[key] { return entry }
    let entry = try store(pricer.charge(for: input), in: database)
    if entries.count >= ChargeTable.limit { entries.removeAll() }
    entries[key] = entry
    return entry
  }

  private mutating func key(of input: PricingInput, requestID: Int64) -> Key {
    let request = input.request
    let kind = TaskKind(model: request.model, taskType: request.taskType)
    let dependencies =
      self.dependencies[kind]
      ?? pricer.dependencies(model: request.model, taskType: request.taskType)
    self.dependencies[kind] = dependencies
    return Key(
      requestID: requestID,
      values: request.fields.filter {
        $0.isVarying && dependencies.fieldNames.contains($0.name)
      },
      outputCount: dependencies.readsOutputs ? input.outputCount : nil,
      segment: dependencies.segment(of: input.createdAt))
  }

  private mutating func store(_ charge: Charge, in database: Database) throws -> Entry {
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
      return Entry(id: id, skuID: skuID, charge: charge)
    }
    let arguments: StatementArguments = [
      "sku_id": skuID, "rate_id": rateID, "quantities": quantities,
      "expected_points": charge.expected?.count, "reason": reason,
      "alternatives": alternatives,
    ]
    let id = try database.cachedStatement(sql: Query.chargeInsert.sql).fetchNumber(arguments)
    return Entry(id: id, skuID: skuID, charge: charge)
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
