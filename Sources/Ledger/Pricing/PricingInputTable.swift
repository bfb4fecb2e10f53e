import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

/// Prices each distinct combination of what a price depends on once, and numbers them.
struct PricingInputTable {
  /// A priced combination.
  struct Entry {
    /// A charge with its number in the ledger.
    struct Numbered {
      let id: Int64
      let charge: Charge
    }

    let id: Int64
    /// The charge at the prices in force, and those after changes of unknown moment.
    private let charges: [Numbered]
    /// Whether it is that of tasks that only the account history shows.
    let isUnlogged: Bool

    init(id: Int64, charges: [Numbered], isUnlogged: Bool) {
      (self.id, self.charges, self.isUnlogged) = (id, charges, isUnlogged)
    }

    /// The charge at the prices in force.
    var charge: Charge { charges[0].charge }

    /// The charge of a task: that which explains what was booked or frozen, if the moment of a
    /// change of prices is unknown.
    func charge(of figures: TaskFigures) -> Numbered {
      guard charges.count > 1 else { return charges[0] }
      let points = figures.billed ?? (figures.frozen > .zero ? figures.frozen : nil)
      let charge = charge.explaining(points)
      return charges.first { $0.charge == charge } ?? charges[0]
    }
  }

  private struct TaskKind: Hashable {
    let model: String
    let taskType: String
  }

  let pricer: Pricer
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

  /// What a task is priced by that only the account history shows: no price, by any card.
  mutating func unloggedEntry(for request: Request, in database: Database) throws -> Entry {
    try entry(for: PricedSpan(unlogged: request), in: database)
  }

  mutating func entry(for span: PricedSpan, in database: Database) throws -> Entry {
    if let entry = entries[span] { return entry }
    let charge = span.charge(by: pricer)
    let numbered = try ([charge] + charge.afterChange).map { charge in
      Entry.Numbered(id: try charges.id(of: charge, in: database), charge: charge)
    }
    let entry = Entry(
      id: try id(of: span, in: database), charges: numbered, isUnlogged: span.isUnlogged)
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

/// What a price depends on under a card: the fields that its rates read, the number of results, and
/// a span of time without a price change.
struct PricedSpan: Hashable {
  private static let notCounted: Int64 = -1
  private static let notRead: Int64 = -2
  private static let notLogged: Int64 = -3
  private static let notTold: Int64 = -4

  let model: String
  let taskType: String
  /// The fields of the request that a rate reads.
  let fields: [Request.Field]
  /// The names of all fields that a rate reads, sorted; of usage lines that do not tell all of it,
  /// the names of what they lack.
  let readFields: [String]
  /// The number of results; −1 if there are none to count, −2 if no rate reads it, −3 for tasks that
  /// only the account history shows, −4 for usage lines that do not tell all that a rate reads.
  let storedOutputCount: Int64
  /// Nanoseconds since 1970 of the span `[from, until)`; the ends of the range mean no bound, and
  /// equal ones a task without a known time.
  let validFrom: Int64
  let validUntil: Int64

  init(
    request: Request, outputCount: Int?, createdAt: Instant?, dependencies: Pricer.Dependencies
  ) {
    model = request.model
    taskType = request.taskType
    fields = request.fields.filter { dependencies.fieldNames.contains($0.name) }
    readFields = dependencies.sortedFieldNames
    storedOutputCount =
      dependencies.readsOutputs
      ? outputCount.map(Int64.init) ?? PricedSpan.notCounted : PricedSpan.notRead
    (validFrom, validUntil) = PricedSpan.span(around: createdAt, dependencies.boundaries)
  }

  private static func span(
    around createdAt: Instant?, _ boundaries: [Instant]
  ) -> (from: Int64, until: Int64) {
    guard let createdAt else { return (0, 0) }
    return (
      boundaries.last { $0 <= createdAt }?.nanoseconds ?? .min,
      boundaries.first { $0 > createdAt }?.nanoseconds ?? .max
    )
  }

  /// What no rate prices, at any time.
  init(unlogged request: Request) {
    (model, taskType, fields, readFields) = (request.model, request.taskType, [], [])
    storedOutputCount = PricedSpan.notLogged
    (validFrom, validUntil) = (.min, .max)
  }

  var isUnlogged: Bool { storedOutputCount == PricedSpan.notLogged }

  /// What cannot be priced, since usage lines do not tell all that a rate reads: given the names of
  /// what they lack, or none if a price changes between the tasks of a line.
  init(untold missing: [String], of request: Request) {
    (model, taskType, fields, readFields) = (request.model, request.taskType, [], missing)
    storedOutputCount = PricedSpan.notTold
    (validFrom, validUntil) = (.min, .max)
  }

  var isUntold: Bool { storedOutputCount == PricedSpan.notTold }

  init(row: Row) throws {
    model = row["model"]
    taskType = row["task_type"]
    fields = try StoredJSON.fields(row["fields"])
    readFields = try StoredJSON.texts(row["read_fields"])
    storedOutputCount = row["output_count"]
    validFrom = row["valid_from"]
    validUntil = row["valid_until"]
  }

  /// Under one card, model and task type determine the names of the read fields, so these are
  /// compared but not hashed.
  func hash(into hasher: inout Hasher) {
    hasher.combine(model)
    hasher.combine(taskType)
    hasher.combine(fields)
    hasher.combine(storedOutputCount)
    hasher.combine(validFrom)
  }

  var fieldsJSON: String {
    let members = fields.map { "\(JSONText.quoted($0.name)):\($0.value.json)" }
    return "{\(members.joined(separator: ","))}"
  }

  var readFieldsJSON: String {
    "[\(readFields.map { JSONText.quoted($0) }.joined(separator: ","))]"
  }

  /// Whether the tasks have a known time.
  var isDated: Bool { validFrom != validUntil }

  /// A moment of the span; nil for tasks without a known time.
  private var moment: Instant? {
    guard isDated else { return nil }
    return Instant(nanoseconds: validFrom == .min ? validUntil - 1 : validFrom)
  }

  var pricingInput: PricingInput {
    PricingInput(
      request: Request(model: model, taskType: taskType, fields: fields),
      outputCount: storedOutputCount >= 0 ? Int(storedOutputCount) : nil, createdAt: moment)
  }

  /// Whether it is that of tasks with so many results, as far as a rate reads them.
  func hasOutputCount(_ count: Int?) -> Bool {
    storedOutputCount == PricedSpan.notRead
      || storedOutputCount == count.map(Int64.init) ?? PricedSpan.notCounted
  }

  /// The charge of the tasks by a card.
  func charge(by pricer: Pricer) -> Charge {
    if isUnlogged { return .unlogged(pricingInput.request) }
    if isUntold { return .untold(readFields, of: pricingInput.request) }
    return pricer.charge(for: pricingInput)
  }

  /// Whether all tasks of the span have the same price under other dependencies too: these read no
  /// additional field, and no price changes within.
  ///
  /// Of usage lines that lack something, each may lack something else under another card.
  func isUniform(under dependencies: Pricer.Dependencies) -> Bool {
    guard !isUnlogged else { return true }
    return hasFields(for: dependencies)
      && (!isDated
        || !dependencies.boundaries.contains {
          $0.nanoseconds > validFrom && $0.nanoseconds < validUntil
        })
  }

  /// Whether all that prices under other dependencies read is known.
  func hasFields(for dependencies: Pricer.Dependencies) -> Bool {
    !isUntold && dependencies.fieldNames.isSubset(of: readFields)
      && (!dependencies.readsOutputs || storedOutputCount != PricedSpan.notRead)
  }
}

/// Stores charges in the ledger, with their SKUs and rates.
struct ChargeTable {
  private var skuIDs: [SKU: Int64] = [:]
  private var rateIDs: [PriceFormula: Int64] = [:]

  /// The number of a charge, which is added if new.
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
      let expected: Int64? = found["expected_points"]
      if (found["alternatives"] as String) != alternatives || expected != charge.expected?.count {
        try database.cachedStatement(sql: Query.chargeUpdate.sql).execute(arguments: [
          "expected_points": charge.expected?.count, "alternatives": alternatives, "id": id,
        ])
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
