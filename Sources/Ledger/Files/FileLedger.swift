package import Billing
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
    var kept = KeptTasks(table)
    let calendar = store.calendar
    try store.writeBatch { database in
      var tally = TaskTally(
        table,
        tasks: try TaskWriter(calendar: calendar, pricer: pricer, asOf: asOf, in: database))
      try table.forEachBlock { first, block in
        for (place, task) in block.enumerated() where try !tally.count(task, in: database) {
          kept.append(first + place)
        }
      }
      try tally.finish(in: database)
    }
    let session = try ImportSession(store: store, pricer: pricer, asOf: asOf)
    while let batch = kept.nextBatch() { try session.write(batch) }
    _ = try session.finish()
    return store
  }
}

/// The tasks of a table that a ledger has to keep, as batches.
private struct KeptTasks {
  private let table: ObservationTable
  private var tasks: [Int] = []
  private var position = 0

  init(_ table: ObservationTable) {
    self.table = table
  }

  mutating func append(_ task: Int) {
    tasks.append(task)
  }

  /// The next batch; nil at the end.
  mutating func nextBatch() -> RecordBatch? {
    guard position < tasks.count else { return nil }
    let end = min(position + BatchReader.defaultRowLimit, tasks.count)
    defer { position = end }
    return table.batch(ofTasks: tasks[position..<end], isFirst: position == 0)
  }
}
