package import Domain
import GRDB
package import Intake
package import RateCards
import Reconciliation

/// The result of an import.
package struct ImportSummary: Hashable, Sendable {
  package var tasks = TaskCounts()
  /// The tasks of usage lines: those of new lines, and those of lines that change nothing.
  package var lineTasks = TaskCounts()
  /// Usage lines that were taken.
  package var usageLines = 0
  package var historyEntries = TaskCounts()
  package var newBalanceSnapshots = 0
  package var unchangedBalanceSnapshots = 0
  /// The new ones that don't tell the balance in USD.
  package var unknownBalances = 0
  /// Unreadable records that are not dismissed.
  package var quarantined = 0
  /// The number of them that no earlier import saw.
  package var newlyQuarantined = 0
  /// Unreadable records that are dismissed.
  package var dismissed = 0
  /// Incomplete records at the ends of files, whose rest may still be being written.
  package var waiting = 0
  package var sources = 0
  /// Sources that were imported before and skipped.
  package var recognizedSources = 0

  package init() {}
}

/// A line of a source.
package struct SourcePlace: Hashable, Sendable {
  package let source: String
  package let line: Int
}

/// Writes batches of records into the ledger, each in its own transaction: a crash leaves complete
/// batches, and importing again finishes the work.
package final class ImportSession {
  private let store: LedgerStore
  let asOf: Instant
  /// The accounts whose answers are taken; of a single account, if there are none.
  let accounts: AccountDirectory
  var writer: BatchWriter
  var usageLines = UsageLineWriter()
  /// The days that usage lines count; nil after some were written.
  var usageDays: UsageDays?
  private var tagging: ImportTagging?
  private var sumBound = SumBound()
  /// The points in a unit of the history's usage; nil before the first row.
  var historyPointsPerUnit: Ratio?
  var summary = ImportSummary()
  var rejections: RejectionTable
  /// What killed runs set apart and did not tell.
  private let untold: [QuarantinedRecords]
  /// What was set apart since it was last taken.
  private var setApart: [SetApart] = []
  /// Where files end in mid-record.
  package internal(set) var waiting: [SourcePlace] = []

  /// Starts an import into a ledger whose tasks are all priced by the pricer's card; imported tasks
  /// get the given tags.
  package init(
    store: LedgerStore, pricer: Pricer, asOf: Instant, accounts: AccountDirectory = .none,
    tags: TagSet = .none
  ) throws {
    self.store = store
    self.asOf = asOf
    self.accounts = accounts
    untold = try store.takeUntold()
    rejections = RejectionTable(untold: untold)
    let calendar = store.calendar
    writer = try store.database.read {
      let tasks = try TaskWriter(calendar: calendar, pricer: pricer, asOf: asOf, in: $0)
      return BatchWriter(tasks: tasks)
    }
    if !accounts.accounts.isEmpty {
      try store.writeBatch { try AccountBinding.rename(by: accounts, in: $0) }
    }
    tagging = try store.database.read { try ImportTagging(tags, in: $0) }
    try store.setReferencesAreChecked(false)
    // An interrupted import is repeated: only its end has to be durable.
    try store.setCommitsAreForced(false)
  }

  deinit {
    try? store.setCommitsAreForced(true)
    try? store.setReferencesAreChecked(true)
  }

  /// Writes a batch, sorting its rows if necessary.
  package func write(_ batch: RecordBatch) throws {
    summary.recognizedSources += batch.unchangedSources
    guard !batch.isBlank else { return }
    var batch = batch
    if !batch.isSorted {
      batch.sortRows(by: store.calendar.dayNumber(ofRowCreatedAt:))
    }
    try store.writeBatch { database in
      let lineTasks = summary.lineTasks.new
      for (item, source) in batch.otherItems {
        try write(item, source: batch.sources[source], in: database)
      }
      try writeTasks(of: &batch, in: database)
      let tasks = batch.rows.count + summary.lineTasks.new - lineTasks
      if tasks > 0 { try sumBound.note(tasks: tasks, in: database) }
      try tagging?.note(batch, in: database)
      for source in batch.finishedSources {
        let id = try writer.tasks.sources.finish(source, in: database)
        if !source.isRecognized {
          note(try rejections.finish(source, id: id, in: database))
        }
        summary.sources += source.isRecognized ? 0 : 1
        summary.recognizedSources += source.isRecognized ? 1 : 0
      }
    }
  }

  /// Ends the import, judging again what time has changed meanwhile.
  ///
  /// Afterwards, everything imported is flushed to disk.
  package func finish() throws -> ImportSummary {
    try store.setCommitsAreForced(true)
    try store.writeBatch { database in
      note(try rejections.finishRest(&writer.tasks.sources, in: database))
      try writer.storeFilter(in: database)
    }
    note(try untoldElsewhere())
    try store.advance(asOf: asOf, by: writer.tasks.pricingInputs.pricer)
    summary.tasks = writer.tasks.counts
    summary.waiting = waiting.count
    return summary
  }

  private func note(_ records: [SetApart]) {
    setApart += records
    records.forEach { summary.note($0) }
  }

  /// What killed runs left untold of sources that this import has not read again.
  private func untoldElsewhere() throws -> [SetApart] {
    guard !untold.isEmpty else { return [] }
    let numbers = Set(try store.quarantined().map(\.id))
    return untold.filter { numbers.contains($0.id) && !rejections.keptSources.contains($0.source) }
      .map(SetApart.init)
  }

  /// What was set apart since the last call.
  package func takeSetApart() -> [SetApart] {
    defer { setApart = [] }
    return setApart
  }
}
