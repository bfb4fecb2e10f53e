package import Billing
import GRDB
import Queries
import RateCards
package import Reconciliation

extension LedgerStore {
  /// The tasks of a period by what unit costs are computed from; the rollup alone is read.
  package func unitRows(in period: ReportPeriod) throws -> [UnitRow] {
    try database.read { database in
      let formulas = try LedgerStore.formulas(in: database)
      var skus: [Int64: SKU] = [:]
      for row in try Row.fetchAll(database, sql: Query.charges.sql) {
        skus[row["id"]] = SKU(
          model: row["model"], taskType: row["task_type"],
          fields: try StoredJSON.fields(row["fields"]))
      }
      var statuses: [Int64: TaskStatus] = [:]
      for row in try Row.fetchAll(database, sql: Query.statusNames.sql) {
        statuses[row["id"]] = TaskStatus(row["name"])
      }
      let ranks = LedgerStore.ranks(ofNames: skus.mapValues(\.description))
      let lines = try PeriodCounts(period, chargeRanks: ranks, in: database)
        .all(chargeRanks: ranks)
      var counts: [ReportedFigures: (tasks: Int, day: Int64)] = [:]
      for line in lines {
        let known = counts[line.figures]
        counts[line.figures] = (
          (known?.tasks ?? 0) + line.tasks, min(known?.day ?? line.day, line.day)
        )
      }
      return counts.sorted { left, right in
        left.key.unitOrder(ranks).lexicographicallyPrecedes(right.key.unitOrder(ranks))
      }.compactMap { figures, count in
        skus[figures.chargeID].map { sku in
          let formula = formulas[figures.chargeID]
          return UnitRow(
            sku: sku, formula: formula?.formula,
            quantities: formula?.quantities ?? BilledQuantities(entries: []),
            status: statuses[figures.statusID] ?? .other(""),
            verdict: Verdict(rawValue: Int(figures.verdictID)) ?? .unpriced,
            billed: OutcomeKey.points(figures.billedPoints),
            expected: OutcomeKey.points(figures.expectedPoints), tasks: count.tasks,
            firstDay: count.day < 0 ? nil : CalendarDay(number: Int(count.day)))
        }
      }
    }
  }
}

extension ReportedFigures {
  fileprivate func unitOrder(_ ranks: [Int64: Int]) -> [Int64] {
    [
      Int64(ranks[chargeID] ?? 0), statusID, verdictID, billedPoints, expectedPoints, frozenPoints,
      errorCode,
    ]
  }
}
