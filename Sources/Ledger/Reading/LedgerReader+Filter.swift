import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

extension LedgerReader {
  /// What the filter asks for that no task of any day has, in words, with the nearest values.
  ///
  /// - Throws: `LineFilterError` for a field that no SKU has.
  package func unmetConditions() throws -> [String] {
    guard !filter.isNone else { return [] }
    return try database.read { database in
      let pricings = try PricingReader.all(withRates: false, in: database).values
      let fields = Set(pricings.flatMap { $0.sku.fields.map(\.name) })
      return try filter.complaints(fields: pricings.isEmpty ? nil : fields) { dimension in
        try samples(of: dimension, pricings, in: database)
      }
    }
  }

  /// Lines that have every value of a dimension; their figures mean nothing.
  private func samples(
    of dimension: Dimension, _ pricings: some Collection<LedgerLine.Pricing>,
    in database: Database
  ) throws -> [LedgerLine] {
    let none = LedgerLine(
      day: nil, pricing: LedgerLine.Pricing(sku: SKU(model: "", taskType: "")),
      verdict: .unpriced, billed: nil, price: nil)
    let sample = { (change: (inout LedgerLine) -> Void) in
      var line = none
      change(&line)
      return line
    }
    switch dimension {
    case .day, .week, .month, .quarter: return []
    case .sku, .field, .charge(.model), .charge(.taskType):
      return pricings.map { pricing in sample { $0.pricing = pricing } }
    case .verdict: return Verdict.allCases.map { verdict in sample { $0.verdict = verdict } }
    case .status:
      return try OutcomeLines.statuses(in: database).values.map { status in
        sample { $0.status = status }
      }
    case .key:
      return try [none]
        + String.fetchAll(database, sql: Query.apiKeyIds.sql).map { key in
          sample { $0.apiKeyID = key }
        }
    case .charge(.account):
      return try [none]
        + AccountNames(in: database).all.map { name in sample { $0.account = name } }
    case .charge(.tag):
      return try [none]
        + Row.fetchAll(database, sql: Query.tagSetsAll.sql).map { row in
          let tags: [String: String] = try StoredJSON.decoded(row["tags"])
          return sample { $0.tags = TagSet(tags) }
        }
    }
  }
}

/// Tells which tasks of a listing a filter keeps.
///
/// A listing names no tags and no keys: they are read for each task, if a condition asks for them.
struct TaskSieve {
  private let filter: LineFilter
  private var counter: TagCounter?
  private let readsKeys: Bool

  init(_ filter: LineFilter, in database: Database) throws {
    self.filter = filter
    let division = try filter.division()
    counter = division == .tags ? try TagCounter(in: database) : nil
    readsKeys = division == .keys
  }

  /// Whether the task of a row with `day`, `id_high` and `id_low` is kept, given its line.
  mutating func keeps(_ line: LedgerLine, of row: Row, in database: Database) throws -> Bool {
    guard !filter.isNone else { return true }
    return try keeps(line, of: row, day: row["day"], in: database)
  }

  /// The same for a row that doesn't have its `day`, as stored.
  mutating func keeps(
    _ line: LedgerLine, of row: Row, day: Int64, in database: Database
  ) throws -> Bool {
    guard !filter.isNone else { return true }
    var line = line
    let (high, low): (Int64, Int64) = (row["id_high"], row["id_low"])
    if let tags = try counter?.tags(day: day, idHigh: high, idLow: low, in: database) {
      line.tags = tags
    }
    if readsKeys {
      line.apiKeyID = try String.fetchOne(
        database.cachedStatement(sql: Query.apiKeyOfTask.sql),
        arguments: ["id_high": high, "id_low": low])
    }
    return filter.contains(line)
  }
}
