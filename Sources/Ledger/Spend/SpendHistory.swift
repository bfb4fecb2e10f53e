package import Billing
import GRDB
import Queries
package import RateCards
import Reconciliation

/// What tasks of one day and charge have cost, or will once they are booked.
package struct SpendLine: Hashable, Sendable {
  package let day: CalendarDay
  /// The place of the charge among ``SpendHistory/charges``.
  package let charge: Int
  /// Of each task: what was booked; else what is frozen for it; else what it should cost.
  package let amount: Points
  /// Of each task by the rate card; nil where it is not one amount.
  package let expected: Points?
  /// Negative where tasks left the day again.
  package let tasks: Int
  package let isFailure: Bool

  package init(
    day: CalendarDay, charge: Int, amount: Points, expected: Points?, tasks: Int, isFailure: Bool
  ) {
    (self.day, self.charge, self.amount) = (day, charge, amount)
    (self.expected, self.tasks, self.isFailure) = (expected, tasks, isFailure)
  }
}

/// The spend of a ledger by day, with everything that prices it anew.
package struct SpendHistory: Sendable {
  /// Something that a rate prices, or would.
  package struct Charge: Sendable {
    package let sku: SKU
    /// Nil where no rate fits.
    package let price: (formula: PriceFormula, quantities: BilledQuantities)?

    /// The API key, where the history tells it; its entries tell no price.
    package let apiKeyID: String?
    /// The value of the tag that was asked for; nil for what has none.
    package let tagValue: String?

    package init(
      sku: SKU, price: (formula: PriceFormula, quantities: BilledQuantities)?,
      apiKeyID: String? = nil, tagValue: String? = nil
    ) {
      (self.sku, self.price) = (sku, price)
      (self.apiKeyID, self.tagValue) = (apiKeyID, tagValue)
    }

    fileprivate func tagged(_ value: String) -> Charge {
      Charge(sku: sku, price: price, apiKeyID: apiKeyID, tagValue: value)
    }
  }

  package let charges: [Charge]
  /// By day, changes of closed months on the day of their tasks.
  package let lines: [SpendLine]
  /// The last day of which everything is known, 0 spend included; nil without any.
  package let lastKnownDay: CalendarDay?

  package init(charges: [Charge], lines: [SpendLine], lastKnownDay: CalendarDay?) {
    (self.charges, self.lines, self.lastKnownDay) = (charges, lines, lastKnownDay)
  }

  package var firstDay: CalendarDay? { lines.lazy.map(\.day).min() }
}

extension LedgerStore {
  /// The spend of all days, from the rollup alone; charges are divided by the values of a tag where
  /// its key is given.
  package func spendHistory(asOf: Instant, tagKey: String? = nil) throws -> SpendHistory {
    let today = calendar.day(of: asOf)
    return try database.read { database in
      let formulas = try LedgerStore.formulas(in: database)
      var charges: [SpendHistory.Charge] = []
      var places: [Int64: Int] = [:]
      for row in try Row.fetchAll(database, sql: Query.charges.sql) {
        let id: Int64 = row["id"]
        places[id] = charges.count
        charges.append(
          SpendHistory.Charge(
            sku: SKU(
              model: row["model"], taskType: row["task_type"],
              fields: try StoredJSON.fields(row["fields"])),
            price: formulas[id].map { ($0.formula, $0.quantities) }))
      }
      let failed = try LedgerStore.failedStatuses(in: database)
      let counts = try PeriodCounts(.all, chargeRanks: [:], in: database)
      let all = counts.all(chargeRanks: [:])
      let parts =
        tagKey == nil
        ? all.map { TaggedCounts.Part(line: $0, tags: .none) }
        : try TaggedCounts(counts, in: database).parts(of: all, chargeRanks: [:])
      var taggedPlaces: [Int: [String: Int]] = [:]
      let lines = parts.compactMap { part -> SpendLine? in
        let line = part.line
        guard line.day >= 0, var charge = places[line.figures.chargeID] else { return nil }
        if let tagKey, let value = part.tags[tagKey] {
          if let known = taggedPlaces[charge]?[value] {
            charge = known
          } else {
            taggedPlaces[charge, default: [:]][value] = charges.count
            charges.append(charges[charge].tagged(value))
            charge = charges.count - 1
          }
        }
        return SpendLine(line, charge: charge, isFailure: failed.contains(line.figures.statusID))
      }
      let lastDay = try LedgerStore.lastKnownDay(
        lines, today: today, calendar: calendar, in: database)
      return SpendHistory(charges: charges, lines: lines, lastKnownDay: lastDay)
    }
  }

  private static func failedStatuses(in database: Database) throws -> Set<Int64> {
    let rows = try Row.fetchAll(database, sql: Query.statusNames.sql)
    return Set(
      rows.filter { TaskStatus($0["name"] as String).isWithoutResult }.map { $0["id"] as Int64 })
  }

  /// A quiet spell of up to a week before the last import is taken for days without tasks; a
  /// longer one for data that was not imported.
  private static let longestQuiet = 7

  private static func lastKnownDay(
    _ lines: [SpendLine], today: CalendarDay, calendar: AccountingCalendar, in database: Database
  ) throws -> CalendarDay? {
    // The day of the import itself is not over when it runs.
    let row = try Row.fetchOne(database, sql: Query.lastImport.sql)
    let imported = (row?["imported_at"] as Int64?).map {
      calendar.day(of: Instant(nanoseconds: $0)) + -1
    }
    let limit = min(today + -1, imported ?? today + -1)
    guard let lastTasks = lines.lazy.map(\.day).filter({ $0 <= limit }).max() else { return nil }
    return limit.number - lastTasks.number <= longestQuiet ? limit : lastTasks
  }

  /// What each API key spent per day by the account history; nil until its unit is proved.
  package func keySpendHistory(asOf: Instant) throws -> SpendHistory? {
    let today = calendar.day(of: asOf)
    return try database.read { database in
      guard try LedgerStore.setting("history_unit", in: database) == "point" else { return nil }
      var charges: [SpendHistory.Charge] = []
      var lines: [SpendLine] = []
      for row in try Row.fetchAll(database, sql: Query.spendOfKeys.sql) {
        let key: String? = row["api_key_id"]
        if charges.isEmpty || charges.last?.apiKeyID != key {
          let sku = SKU(model: "", taskType: "", fields: [])
          charges.append(SpendHistory.Charge(sku: sku, price: nil, apiKeyID: key))
        }
        lines.append(
          SpendLine(
            day: CalendarDay(number: row["day"]), charge: charges.count - 1,
            amount: Points(row["points"]), expected: nil, tasks: row["entries"],
            isFailure: TaskStatus(row["status"] as String).isWithoutResult))
      }
      let lastDay = try LedgerStore.lastKnownDay(
        lines, today: today, calendar: calendar, in: database)
      return SpendHistory(charges: charges, lines: lines, lastKnownDay: lastDay)
    }
  }
}

extension SpendLine {
  fileprivate init(_ line: PeriodCounts.Line, charge: Int, isFailure: Bool) {
    let figures = line.figures
    let billed = OutcomeKey.points(figures.billedPoints)
    let expected = OutcomeKey.points(figures.expectedPoints)
    let frozen = Points(figures.frozenPoints)
    let open = frozen > .zero ? frozen : isFailure ? .zero : expected ?? .zero
    self.init(
      day: CalendarDay(number: Int(line.day)), charge: charge, amount: billed ?? open,
      expected: expected, tasks: line.tasks, isFailure: isFailure)
  }
}
