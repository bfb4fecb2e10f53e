package import Domain
import GRDB
package import Intake
package import RateCards

/// Makes a ledger in memory of what files say, for reports alone.
///
/// It has the rollup of all tasks, yet keeps only those whose verdict depends on time or on other
/// tasks, and those of which several observations have to be merged with care: these are imported
/// as into any ledger.
package enum FileLedger {
  /// The ledger of the tasks of a table, priced by a card.
  ///
  /// - Throws: ``LedgerError`` for ids that cannot be told apart, and GRDB's error.
  package static func ledger(
    of table: ObservationTable, pricer: Pricer, asOf: Instant, timeZoneName: String?
  ) throws -> LedgerStore {
    if let same = table.sameFingerprint {
      throw LedgerError.sameFingerprint(same.first, same.second)
    }
    let store = try LedgerStore(inMemoryWithTimeZone: timeZoneName)
    try store.usePricer(pricer, asOf: asOf)
    let kept = try tally(table, in: store, pricer: pricer, asOf: asOf)
    let session = try ImportSession(store: store, pricer: pricer, asOf: asOf)
    for batch in kept.batches(of: table) { try session.write(batch) }
    _ = try session.finish()
    return store
  }

  /// Counts the tasks that need not be kept, and gives the others.
  private static func tally(
    _ table: ObservationTable, in store: LedgerStore, pricer: Pricer, asOf: Instant
  ) throws -> KeptTasks {
    var kept = KeptTasks()
    let calendar = store.calendar
    try store.writeBatch { database in
      var tally = TaskTally(
        table,
        tasks: try TaskWriter(calendar: calendar, pricer: pricer, asOf: asOf, in: database))
      try table.forEachBlock { first, block in
        for (place, task) in block.enumerated() where try !tally.count(task, in: database) {
          kept.append(first + place, isKnownByClass: tally.isKnownByClass(task))
        }
      }
      try tally.finish(in: database)
      try SumBound.proved(in: database)
      kept.classTemplates = tally.requestClasses.templates
      kept.classNumbers = tally.classNumbers
    }
    return kept
  }
}
