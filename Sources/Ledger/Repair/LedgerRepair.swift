package import Domain
package import Files
import GRDB
import Intake
import Queries
package import RateCards
import Reconciliation

/// A new ledger that is rebuilt from a damaged one.
///
/// The damaged file is only read.
package struct LedgerRepair {
  /// The new ledger, which exists once it is published.
  package let ledger: LedgerStore
  private let pricer: Pricer
  private let asOf: Instant
  private var losses = Losses()

  /// Whether anything could not be brought over.
  package var hasLosses: Bool { !losses.isEmpty }

  /// What of the damaged ledger is not in the new one, in words; it matters whether every file that
  /// it came from was read again.
  package func lost(isAllRead: Bool) throws -> [String] {
    try ledger.database.read { try losses.remaining(in: $0, isAllRead: isAllRead) }
  }

  /// Brings over what can be read of a ledger, and makes anew what follows from it.
  ///
  /// - Throws: ``LedgerError`` if nothing of it can be read, or the new file cannot be written.
  package init(
    of path: String, to newPath: String, pricer: Pricer, asOf: Instant, timeZoneName: String?,
    mode: FileMode
  ) throws {
    guard try LedgerFile.hasContent(path) else { throw LedgerError.empty(path: path) }
    let (old, copy) = try LedgerFile.openForReading(path)
    (self.pricer, self.asOf) = (pricer, asOf)
    let zone = LedgerRepair.timeZoneName(of: old) ?? timeZoneName
    ledger = try LedgerStore(
      path: newPath, access: .readWrite, timeZoneName: zone, buildsInTemporaryFile: true,
      fileMode: mode)
    try withExtendedLifetime(copy) { try bringOver(from: old, path: path) }
    try makeAnew()
  }

  private static func timeZoneName(of old: DatabaseQueue) -> String? {
    let name = try? old.read { try LedgerStore.setting("time_zone", in: $0) }
    return name.flatMap { (try? AccountingCalendar(timeZoneName: $0)) == nil ? nil : $0 }
  }

  private mutating func bringOver(from old: DatabaseQueue, path: String) throws {
    try ledger.setReferencesAreChecked(false)
    defer { try? ledger.setReferencesAreChecked(true) }
    let ledger = ledger
    // A transaction that has met damage cannot be ended.
    losses = try old.unsafeRead { old in
      // A definition that cannot be read costs its table or view, not the ledger.
      try? old.execute(sql: "PRAGMA writable_schema = ON")
      let tables = try? String.fetchAll(old, sql: "SELECT name FROM sqlite_schema")
      guard tables?.contains("task") ?? false else {
        throw LedgerError.notALedger(
          path: path, reason: "it has no tasks that can be read")
      }
      var losses = Losses()
      try ledger.writeBatch { new in
        losses = try Salvage.run(from: old, to: new)
        try LostReferences.remove(&losses, in: new)
        for row in try Row.fetchAll(
          new, sql: Query.daysLackingTasks.sql,
          arguments: ["unlogged": Verdict.unlogged.rawValue])
        {
          losses.add(day: row["day"], tasks: row["tasks"])
        }
      }
      return losses
    }
  }

  /// Makes anew what follows from tasks, history and balances: filter, figures, rollup, tags,
  /// differences and windows.
  private func makeAnew() throws {
    let hasStandIn = try standIn()
    try repairFigures(by: nil)
    if hasStandIn { try ledger.writeBatch { try LedgerRepair.removeStandIn(in: $0) } }
    try ledger.rebuildRollup(asOf: asOf)
    try ledger.usePricer(pricer, asOf: asOf)
    try repairFigures(by: pricer)
    try ledger.rebuildRollup(asOf: asOf)
    try recountPenalties()
    let ledger = ledger
    try ledger.writeBatch { database in
      let filter = try IDFilterTable.read(in: database)
      try IDFilterTable.write(filter, in: database)
      try database.execute(sql: Query.historyUnlink.sql)
      try LedgerStore.forget(VerdictShift.judgedAtSetting, in: database)
      try ledger.compareAgain(in: database)
    }
    try ledger.advance(asOf: asOf, by: pricer)
  }

  /// Gives tasks and usage lines without an outcome one that stands in for it; false if there are
  /// none.
  private func standIn() throws -> Bool {
    var isNeeded = false
    try ledger.writeBatch { database in
      let charge = try database.cachedStatement(sql: Query.chargeInsert.sql).fetchNumber([
        "sku_id": try database.cachedStatement(sql: Query.skuIntern.sql).fetchNumber([
          "model": "", "task_type": "", "fields": "{}", "name": LedgerRepair.standInName,
        ]),
        "rate_id": nil, "quantities": "{}", "expected_points": nil,
        "reason": LedgerRepair.standInName, "alternatives": "[]",
      ])
      let id = try database.cachedStatement(sql: Query.outcomeStandIn.sql)
        .fetchNumber(["charge_id": charge])
      for query in [Query.outcomesLost, .usageOutcomesLost] {
        try database.execute(sql: query.sql, arguments: ["id": id])
        if database.changesCount > 0 { isNeeded = true }
      }
      if !isNeeded { try LedgerRepair.removeStandIn(in: database) }
    }
    return isNeeded
  }

  private static let standInName = "(lost)"

  private static func removeStandIn(in database: Database) throws {
    let name: StatementArguments = ["name": standInName]
    for query in [Query.outcomeStandInDelete, .chargeStandInDelete, .skuStandInDelete] {
      try database.execute(sql: query.sql, arguments: name)
    }
  }

  /// Judges the tasks again whose figures do not follow from what is stored of them.
  private func repairFigures(by pricer: Pricer?) throws {
    let (calendar, known, asOf) = (ledger.calendar, self.pricer, asOf)
    try ledger.writeBatch { database in
      let faults = try FigureProof.faults(
        .everything, calendar: calendar, pricer: pricer, in: database)
      guard !faults.isEmpty else { return }
      try FigureRepair.run(
        Set(faults.map(\.outcomeID)),
        by: try TaskWriter(calendar: calendar, pricer: known, asOf: asOf, in: database),
        in: database)
    }
  }

  private func recountPenalties() throws {
    let (calendar, pricer, asOf) = (ledger.calendar, pricer, asOf)
    try ledger.writeBatch { database in
      let faults = try PenaltyProof.faults(calendar: calendar, pricer: pricer, in: database)
      guard !faults.isEmpty else { return }
      var tasks = try TaskWriter(calendar: calendar, pricer: pricer, asOf: asOf, in: database)
      for day in Set(faults.map(\.example.day)).sorted() {
        let range = calendar.days(ofUTC: CalendarDay(number: Int(day)))
        for day in Set([range.lowerBound, CalendarDay(number: Int(day)), range.upperBound]) {
          try tasks.forgetPenaltiesWithoutRule(on: day, in: database)
          try tasks.replayViolations(of: day, in: database)
        }
      }
      try tasks.finishBatch(in: database)
    }
  }
}

/// A file that was imported to its end, by its content then.
package struct ImportedSource: Hashable, Sendable {
  package let name: String
  package let sha256: String
  package let sizeBytes: Int64
}

extension LedgerStore {
  /// The files that the ledger's content comes from.
  package func importedSources() throws -> [ImportedSource] {
    try database.read { database in
      try Row.fetchAll(database, sql: Query.sourcesToRead.sql).map {
        ImportedSource(name: $0["name"], sha256: $0["sha256"], sizeBytes: $0["size_bytes"])
      }
    }
  }
}
