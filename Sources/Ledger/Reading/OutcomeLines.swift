import Domain
import GRDB
import Intake
import Queries
import RateCards
import Reconciliation

/// What tasks were priced by: the only place where charges are read, with their SKUs and rates.
struct PricingReader {
  private let withRates: Bool
  /// Rates are few: each is decoded once.
  private var formulas: [Int64: PriceFormula] = [:]

  init(withRates: Bool) {
    self.withRates = withRates
  }

  /// All charges by their numbers.
  static func all(
    withRates: Bool, in database: Database
  ) throws -> [Int64: LedgerLine.Pricing] {
    var reader = PricingReader(withRates: withRates)
    var pricings: [Int64: LedgerLine.Pricing] = [:]
    let rows = try Row.fetchCursor(database, sql: Query.charges.sql, arguments: ["id": nil])
    while let row = try rows.next() { pricings[row["id"]] = try reader.pricing(row) }
    return pricings
  }

  mutating func pricing(
    ofCharge id: Int64, in database: Database
  ) throws -> LedgerLine.Pricing {
    let statement = try database.cachedStatement(sql: Query.charges.sql)
    guard let row = try Row.fetchOne(statement, arguments: ["id": id]) else {
      throw DatabaseError(message: "charge \(id) is missing")
    }
    return try pricing(row)
  }

  private mutating func pricing(_ row: Row) throws -> LedgerLine.Pricing {
    LedgerLine.Pricing(
      sku: SKU(
        model: row["model"], taskType: row["task_type"],
        fields: try StoredJSON.fields(row["fields"])),
      skuName: row["sku"], rate: row["rate"] ?? "", unpricedReason: row["reason"],
      cardPrice: (row["expected_points"] as Int64?).map { Points($0) },
      alternatives: try StoredJSON.alternatives(row["alternatives"]).map {
        LedgerLine.Pricing.Alternative(points: $0.points, label: $0.label)
      },
      rated: try rated(row))
  }

  private mutating func rated(_ row: Row) throws -> LedgerLine.Pricing.Rated? {
    guard withRates, let id = row["rate_id"] as Int64? else { return nil }
    let formula: PriceFormula = try formulas[id] ?? StoredJSON.decoded(row["formula"])
    formulas[id] = formula
    return LedgerLine.Pricing.Rated(
      formula: formula, quantities: try BilledQuantities(stored: row["quantities"]))
  }
}

/// What tasks of an outcome have in common, as a line of one task without its day, in a bounded
/// cache.
struct OutcomeLines {
  /// The cache is emptied at this size, for ledgers in which almost every task has a different
  /// price.
  private static let limit = 20_000

  private let statuses: [Int64: TaskStatus]
  private let accounts: AccountNames
  private var reader: PricingReader
  private var pricings: [Int64: LedgerLine.Pricing] = [:]
  private var lines: [Int64: LedgerLine] = [:]

  /// Lines take longer to read with their rates.
  init(withRates: Bool = true, in database: Database) throws {
    reader = PricingReader(withRates: withRates)
    statuses = try OutcomeLines.statuses(in: database)
    accounts = try AccountNames(in: database)
  }

  static func statuses(in database: Database) throws -> [Int64: TaskStatus] {
    let rows = try Row.fetchAll(database, sql: Query.statusNames.sql)
    return Dictionary(
      uniqueKeysWithValues: rows.map { ($0["id"], TaskStatus($0["name"] as String)) })
  }

  mutating func line(ofOutcome id: Int64, in database: Database) throws -> LedgerLine {
    if let line = lines[id] { return line }
    let statement = try database.cachedStatement(sql: Query.outcomeFigures.sql)
    guard let row = try Row.fetchOne(statement, arguments: ["id": id]) else {
      throw DatabaseError(message: "outcome \(id) is missing")
    }
    let figures = LineFigures(row: row, accounts: accounts)
    let pricing =
      try pricings[figures.chargeID]
      ?? reader.pricing(ofCharge: figures.chargeID, in: database)
    let line = LedgerLine(
      PeriodCounts.Line(
        key: LineKey(figures: figures, day: StoredTask.undated, foundDay: nil), tasks: 1),
      pricing: pricing, status: statuses[figures.statusID],
      account: accounts.name(ofNumber: figures.account))
    if lines.count >= OutcomeLines.limit {
      lines.removeAll()
      pricings.removeAll()
    }
    pricings[figures.chargeID] = pricing
    lines[id] = line
    return line
  }
}

extension LedgerLine {
  /// A line of tasks that agree.
  init(_ count: PeriodCounts.Line, pricing: Pricing, status: TaskStatus?, account: String?) {
    let figures = count.figures
    let day = count.key.day == StoredTask.undated ? nil : CalendarDay(number: Int(count.key.day))
    self.init(
      day: count.key.foundDay ?? day, pricing: pricing, status: status ?? .other(""),
      verdict: Verdict(rawValue: Int(figures.verdictID)) ?? .unpriced,
      billed: OutcomeKey.points(figures.billedPoints),
      price: OutcomeKey.points(figures.expectedPoints), frozen: Points(figures.frozenPoints),
      tasks: count.tasks, adjustedDay: count.key.foundDay == nil ? nil : day,
      errorCode: ErrorCode(stored: figures.errorCode))
    if let account { self.account = account }
  }
}

extension BilledQuantities {
  /// Reads what ``BilledQuantities/json`` wrote.
  init(stored text: String) throws {
    guard case .object(let members) = try StoredJSON.value(text) else {
      self.init(entries: [])
      return
    }
    self.init(
      entries: members.map { member in
        Entry(
          name: member.key, value: member.value.string.flatMap(Ratio.init(text:)),
          least: member.value["least"]?.string.flatMap(Ratio.init(text:)),
          most: member.value["most"]?.string.flatMap(Ratio.init(text:)),
          step: member.value["step"]?.string.flatMap { ExactDecimal($0) } ?? ExactDecimal(1))
      })
  }
}
