package import Domain
import Foundation
import GRDB
import Queries
package import Reconciliation

/// How much a ledger holds.
package struct LedgerCounts: Hashable, Sendable {
  package let tasks: Int
  package let historyEntries: Int
  package let balanceSnapshots: Int
  package let quarantined: Int
  package let sources: Int
}

extension LedgerStore {
  /// The reconciled rows of a period with the verdicts of a moment, in a fixed order: what every
  /// report, forecast and export is made of.
  ///
  /// Only the rollup is read, and the few tasks whose verdict time alone can change. Changes of
  /// closed months stand on the day on which they were found. Tasks without a creation time belong
  /// to no period; they are there when all days are asked for. The parts of a row that is divided add
  /// up to it. Rows with rates tell what prices them anew, which takes longer to read.
  package func rows(
    in period: ReportPeriod, asOf: Instant, dividedBy division: ReconciledRow.Division = .whole,
    withRates: Bool = false
  ) throws -> [ReconciledRow] {
    let today = calendar.day(of: asOf)
    return try database.read { database in
      let pricings = try LedgerStore.pricings(withRates: withRates, in: database)
      let ranks = LedgerStore.ranks(ofNames: pricings.mapValues(\.skuName))
      var counts = try PeriodCounts(period, chargeRanks: ranks, in: database)
      var tagged = division == .tags ? try TaggedCounts(counts, in: database) : nil
      let closedMonths = try ClosedMonths(in: database)
      let bookingDay = closedMonths.bookingDay(foundOn: today)
      for shift in try VerdictShift.all(asOf: asOf, in: database) where division != .keys {
        let foundDay = closedMonths.contains(day: shift.day) ? bookingDay : nil
        try tagged?.move(shift, foundDay: foundDay, counts, in: database)
        counts.move(shift, foundDay: foundDay)
      }
      let statuses = try LedgerStore.statusNames(in: database)
      let lines = counts.all(chargeRanks: ranks)
      var rows: [ReconciledRow] = []
      rows.reserveCapacity(lines.count)
      func append(_ line: PeriodCounts.Line, tags: TagSet = .none, apiKeyID: String? = nil) {
        guard let pricing = pricings[line.figures.chargeID] else { return }
        var row = ReconciledRow(line, pricing: pricing, status: statuses[line.figures.statusID])
        if !tags.isEmpty { row.tags = tags }
        if let apiKeyID { row.apiKeyID = apiKeyID }
        rows.append(row)
      }
      switch division {
      case .whole: for line in lines { append(line) }
      case .tags:
        for part in tagged?.parts(of: lines, chargeRanks: ranks) ?? [] {
          append(part.line, tags: part.tags)
        }
      case .keys:
        for part in try KeyCounts(counts, in: database).parts(of: lines) {
          append(part.line, apiKeyID: part.apiKeyID)
        }
      }
      return rows
    }
  }

  /// The place of each charge when they are sorted by the names of their SKUs.
  static func ranks(ofNames names: [Int64: String]) -> [Int64: Int] {
    let sorted = names.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
    return Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.key, $0) })
  }

  private static func statusNames(in database: Database) throws -> [Int64: String] {
    var names: [Int64: String] = [:]
    for row in try Row.fetchAll(database, sql: Query.statusNames.sql) {
      names[row["id"]] = row["name"]
    }
    return names
  }

  private static func pricings(
    withRates: Bool, in database: Database
  ) throws -> [Int64: ReconciledRow.Pricing] {
    let rates = withRates ? try formulas(in: database) : [:]
    var pricings: [Int64: ReconciledRow.Pricing] = [:]
    for row in try Row.fetchAll(database, sql: Query.charges.sql) {
      let id: Int64 = row["id"]
      pricings[id] = ReconciledRow.Pricing(
        sku: SKU(
          model: row["model"], taskType: row["task_type"],
          fields: try StoredJSON.fields(row["fields"])),
        skuName: row["sku"], rate: row["rate"] ?? "", unpricedReason: row["reason"],
        alternatives: try StoredJSON.alternatives(row["alternatives"]).map {
          ReconciledRow.Pricing.Alternative(points: $0.points, label: $0.label)
        },
        rated: rates[id].map {
          ReconciledRow.Pricing.Rated(formula: $0.formula, quantities: $0.quantities)
        })
    }
    return pricings
  }

  /// The number of tasks without a creation time, which belong to no day.
  package func undatedTasks() throws -> Int {
    try database.read { try Int.fetchOne($0, sql: Query.undatedTasks.sql) ?? 0 }
  }

  package func counts() throws -> LedgerCounts {
    try database.read { database in
      let row = try Row.fetchOne(database, sql: Query.counts.sql)
      return LedgerCounts(
        tasks: row?["tasks"] ?? 0, historyEntries: row?["history_entries"] ?? 0,
        balanceSnapshots: row?["balance_snapshots"] ?? 0, quarantined: row?["quarantined"] ?? 0,
        sources: row?["sources"] ?? 0)
    }
  }

  /// Statuses that are not known yet, with the number of their tasks.
  package func unknownStatuses() throws -> [(status: String, tasks: Int)] {
    try database.read { database in
      try Row.fetchAll(database, sql: Query.unknownStatuses.sql).map { ($0["status"], $0["tasks"]) }
    }
  }
}

extension ReconciledRow {
  fileprivate init(_ line: PeriodCounts.Line, pricing: Pricing, status: String?) {
    let figures = line.figures
    let day = line.day == StoredTask.undated ? nil : CalendarDay(number: Int(line.day))
    let verdict = Verdict(rawValue: Int(figures.verdictID)) ?? .unpriced
    self.init(
      day: line.foundDay ?? day, pricing: pricing, status: status ?? "", verdict: verdict,
      isSettled: TaskStatus(status ?? "").hasEnded, billed: OutcomeKey.points(figures.billedPoints),
      price: OutcomeKey.points(figures.expectedPoints),
      frozen: Points(figures.frozenPoints), tasks: line.tasks,
      adjustedDay: line.foundDay == nil ? nil : day, errorCode: ErrorCode(stored: figures.errorCode)
    )
  }
}

extension LedgerStore {
  /// Whether there is a ledger at a path.
  package static func exists(at path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  /// The name of the rate card that all tasks of the ledger are priced by.
  package func cardName() throws -> String? {
    try database.read { try LedgerStore.setting("card_name", in: $0) }
  }
}
