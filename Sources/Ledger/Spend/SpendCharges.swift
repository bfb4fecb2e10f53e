import Billing
import GRDB
import Queries
import Reconciliation

/// The charges of a ledger, each once for every tag set and API key that its tasks have.
struct SpendCharges {
  private struct Part: Hashable {
    let charge: Int
    let tags: TagSet
    let apiKeyID: String?
  }

  private(set) var all: [SpendHistory.Charge] = []
  private var places: [Int64: Int] = [:]
  private var parts: [Part: Int] = [:]

  init(in database: Database) throws {
    let formulas = try LedgerStore.formulas(in: database)
    for row in try Row.fetchAll(database, sql: Query.charges.sql) {
      let id: Int64 = row["id"]
      places[id] = all.count
      all.append(
        SpendHistory.Charge(
          sku: SKU(
            model: row["model"], taskType: row["task_type"],
            fields: try StoredJSON.fields(row["fields"])),
          price: formulas[id].map { ($0.formula, $0.quantities) }))
    }
  }

  /// The place of a charge's tasks with some tags and API key; nil for an unknown charge.
  mutating func place(of id: Int64, tags: TagSet = .none, apiKeyID: String? = nil) -> Int? {
    guard let charge = places[id] else { return nil }
    guard !tags.isEmpty || apiKeyID != nil else { return charge }
    let part = Part(charge: charge, tags: tags, apiKeyID: apiKeyID)
    if let place = parts[part] { return place }
    parts[part] = all.count
    all.append(
      SpendHistory.Charge(
        sku: all[charge].sku, price: all[charge].price, tags: tags, apiKeyID: apiKeyID))
    return all.count - 1
  }
}
