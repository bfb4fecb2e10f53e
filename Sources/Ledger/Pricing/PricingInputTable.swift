import Domain
import GRDB
import Queries
import RateCards

/// Prices each distinct combination of what a price depends on once, and numbers them.
struct PricingInputTable {
  /// A priced combination.
  struct Entry {
    let id: Int64
    let chargeID: Int64
    let charge: Charge
  }

  private struct TaskKind: Hashable {
    let model: String
    let taskType: String
  }

  private let pricer: Pricer
  private var charges = ChargeTable()
  private var entries = BoundedCache<PricedSpan, Entry>()
  private var dependencies: [TaskKind: Pricer.Dependencies] = [:]

  init(pricer: Pricer) {
    self.pricer = pricer
  }

  var card: RateCard { pricer.card }

  mutating func dependencies(model: String, taskType: String) -> Pricer.Dependencies {
    let kind = TaskKind(model: model, taskType: taskType)
    if let known = dependencies[kind] { return known }
    let computed = pricer.dependencies(model: model, taskType: taskType)
    dependencies[kind] = computed
    return computed
  }

  /// What a task is priced by, and its charge.
  mutating func entry(
    for request: Request, outputCount: Int?, createdAt: Instant?, in database: Database
  ) throws -> Entry {
    let dependencies = dependencies(model: request.model, taskType: request.taskType)
    let span = PricedSpan(
      request: request, outputCount: outputCount, createdAt: createdAt, dependencies: dependencies)
    return try entry(for: span, in: database)
  }

  mutating func entry(for span: PricedSpan, in database: Database) throws -> Entry {
    if let entry = entries[span] { return entry }
    let charge = pricer.charge(for: span.pricingInput)
    let entry = Entry(
      id: try id(of: span, in: database), chargeID: try charges.id(of: charge, in: database),
      charge: charge)
    entries.insert(entry, for: span)
    return entry
  }

  private func id(of span: PricedSpan, in database: Database) throws -> Int64 {
    try database.cachedStatement(sql: Query.pricingInputIntern.sql).fetchNumber([
      "model": span.model, "task_type": span.taskType, "fields": span.fieldsJSON,
      "read_fields": span.readFieldsJSON, "output_count": span.storedOutputCount,
      "valid_from": span.validFrom, "valid_until": span.validUntil,
    ])
  }
}
