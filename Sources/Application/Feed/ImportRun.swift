package import Domain
import Foundation
package import Intake
package import Ledger
import RateCards

/// Imports files into the ledger and reports what couldn't be read.
package struct ImportRun {
  private let run: Run
  private let isDryRun: Bool
  /// Whether to read files again that were imported before.
  private let isReread: Bool
  /// Whether the user says that, with these files, the ledger has all tasks of all complete days.
  private let isComplete: Bool
  private let tags: TagSet
  private let accounts: AccountDirectory

  /// Prepares an import, of files whose answers are of an account unless they tell another.
  package init(
    _ run: Run, isDryRun: Bool, isReread: Bool = false, isComplete: Bool = false,
    account: String? = nil, tags: TagSet = .none
  ) {
    (self.run, self.isDryRun, self.isComplete, self.tags) = (run, isDryRun, isComplete, tags)
    accounts = run.configuration.accounts.assigning(allTo: account)
    // Tasks can be tagged, and given an account, only if their files are read.
    self.isReread = isReread || !tags.isEmpty || account != nil
  }

  package func importing(_ paths: [String]) throws -> ImportOutcome {
    let files = InputFiles(paths, ledgerPath: try run.configuration.ledgerPath)
    files.reportLeftOut(run.notices)
    guard !files.entries.isEmpty else {
      return ImportOutcome(
        summary: ImportSummary(), isInputMissing: true, unread: files.missing,
        skipped: files.skipped)
    }
    let ledger = try run.ledger(isDryRun ? .dryRun : .readWrite, buildsInTemporaryFile: true)
    let outcome = try importing(files, into: ledger)
    if isComplete, !isDryRun { try noteComplete(outcome, in: ledger) }
    if !isDryRun { try ledger.noteTold() }
    // A new ledger with nothing in it is discarded.
    if !outcome.isEverythingSkipped { try ledger.publish() }
    return outcome
  }

  /// Notes that a day without tasks, up to the last complete one, cost nothing, unless something could
  /// not be read, as it may have been a task of any day, or the files are of one account among others.
  private func noteComplete(_ outcome: ImportOutcome, in ledger: LedgerStore) throws {
    let isRead = !outcome.isInputMissing && !outcome.lines.contains(where: \.isUnrecognized)
    guard isRead, outcome.summary.newlyQuarantined == 0 else {
      run.notices.warning(
        "--complete is not noted: some of the input could not be read; mend it and import it again")
      return
    }
    guard try accounts.ofAllSources == nil || ledger.accounts().count < 2 else {
      run.notices.warning(
        "--complete is not noted: it tells that the tasks of all accounts are here; give it to an import without --account"
      )
      return
    }
    try ledger.cover(
      [.tasks], through: run.lastCompleteDay(in: ledger), by: .import, at: run.clock)
  }

  /// Imports files into an in-memory ledger, for reports on those files alone; nothing is written.
  ///
  /// - Throws: ``EndedRun`` if there is nothing to read.
  package func ledgerInMemory(
    of paths: [String]
  ) throws -> (ledger: LedgerStore, outcome: ImportOutcome) {
    // Nothing else is opened, but folders may hold the ledger here too.
    let files = InputFiles(paths, ledgerPath: try? run.configuration.ledgerPath)
    files.reportLeftOut(run.notices)
    guard !files.entries.isEmpty else { throw EndedRun(status: .noInput) }
    let ledger = try LedgerStore(inMemoryWithTimeZone: run.configuration.timeZoneName)
    let outcome = try importing(files, into: ledger)
    guard !outcome.isEverythingSkipped else { throw EndedRun(status: .noInput) }
    return (ledger, outcome)
  }

  /// Imports files into a ledger, and reports what couldn't be read.
  private func importing(_ files: InputFiles, into ledger: LedgerStore) throws -> ImportOutcome {
    var listing = RejectionListing(run.notices)
    let imported = try importing(files, into: ledger, pricer: run.pricer()) { listing.report($0) }
    listing.finish()
    for file in imported.unread {
      run.notices.problem(VisibleText.line(file.description, limit: 1000))
    }
    for remark in SourceLines.remarks(imported.lines, isAll: run.notices.isVerbose) {
      run.notices.warning(VisibleText.line(remark, limit: 1000))
    }
    run.notices.reportSkipped(imported.skipped)
    let isEverythingSkipped =
      imported.skipped.count { $0.sizeBytes != nil } == files.entries.count
    if isEverythingSkipped { run.notices.reportNoInput() }
    try UnknownStatuses.report(in: ledger, run.notices)
    let unread = files.missing + imported.unread
    return ImportOutcome(
      summary: imported.summary, lines: imported.lines,
      isInputMissing: isEverythingSkipped || !unread.isEmpty,
      isEverythingSkipped: isEverythingSkipped, unread: unread,
      skipped: files.skipped + imported.skipped)
  }

  /// The results of reading files.
  struct Imported {
    let summary: ImportSummary
    /// The lines of each source that was read.
    let lines: [SourceLines]
    /// Files that couldn't be opened or fully read.
    let unread: [UnreadFile]
    /// Files found in folders, and parts of files, that hold no text.
    let skipped: [UnreadFile]
  }

  /// Imports files into a ledger that is open for writing.
  ///
  /// The pricer is requested while the first files are already being read, and unreadable records
  /// are reported as soon as their file has been read.
  func importing(
    _ files: InputFiles, into ledger: LedgerStore, pricer: @autoclosure () throws -> Pricer,
    reporting report: (SetApart) -> Void
  ) throws -> Imported {
    let known = try ledger.knownSources(isReread: isReread)
    let batches = PrefetchedBatches(
      files.entries, accounts: accounts, known: known, isHashed: !ledger.isInMemory,
      sortedBy: ledger.calendar.dayNumber(ofRowCreatedAt:))
    let pricer = try pricer()
    return try ledger.withWrites {
      try run.reprice(ledger, by: pricer)
      let session = try ImportSession(
        store: ledger, pricer: pricer, asOf: run.now, accounts: accounts, tags: tags)
      let (lines, unread) = try write(
        batches, totalBytes: files.totalBytes, into: session, reporting: report)
      let summary = try session.finish()
      session.takeSetApart().forEach(report)
      session.waiting.forEach(reportWaiting)
      try ledger.noteCreditedClaims(asOf: run.now)
      return Imported(
        summary: summary, lines: lines, unread: unread.filter { !$0.isSkipped },
        skipped: unread.filter(\.isSkipped))
    }
  }

  /// Writes all batches, and returns the lines of the sources and the files that couldn't be read.
  private func write(
    _ batches: PrefetchedBatches, totalBytes: Int64?, into session: ImportSession,
    reporting report: (SetApart) -> Void
  ) throws -> (lines: [SourceLines], unread: [UnreadFile]) {
    var progress = ProgressLine(run.notices)
    defer { progress.clear() }
    var (readBytes, records) = (Int64(0), 0)
    var lines: [SourceLines] = []
    var unread: [UnreadFile] = []
    while let batch = batches.next() {
      try session.write(batch)
      let setApart = session.takeSetApart()
      if !setApart.isEmpty { progress.clear() }
      setApart.forEach(report)
      lines += batch.lines
      unread += batch.unreadFiles
      readBytes += batch.readBytes
      records += batch.rows.count + batch.otherItems.count
      progress.show(readBytes: readBytes, totalBytes: totalBytes, records: records)
    }
    progress.clear()
    return (lines, unread)
  }
}

extension ImportRun {
  private func reportWaiting(_ place: SourcePlace) {
    run.notices.detail(
      "\(VisibleText.line(place.source)):\(place.line): "
        + "the last record is incomplete, and waits for its rest")
  }
}

/// The result of an import, for people and for programs.
package struct ImportOutcome {
  package let summary: ImportSummary
  /// The lines of each source that was read.
  package var lines: [SourceLines] = []
  let isInputMissing: Bool
  /// Whether there were files, and all of them were skipped.
  var isEverythingSkipped = false
  /// Requested files that couldn't be read.
  package var unread: [UnreadFile] = []
  /// Files in the folders that were skipped.
  package var skipped: [UnreadFile] = []

  package var statuses: [ExitStatus] {
    (isInputMissing ? [.noInput] : []) + (summary.quarantined > 0 ? [.quarantined] : [])
  }

  /// The result in one line: `imported 9 new tasks from 12 records (2 updates, 1 repeat), 1
  /// quarantined`.
  ///
  /// A task has several records; an update is one that changed a known task, even if this import
  /// brought it, and a repeat one that changed nothing.
  package func sentence(isDryRun: Bool) -> String {
    let verb = isDryRun ? "would import" : "imported"
    let counted = [
      summary.tasks.total > 0 || summary.usageLines == 0 ? taskText : nil, usageText,
    ].compactMap(\.self)
    var parts = ["\(verb) \(counted.joined(separator: ", "))"]
    let history = summary.historyEntries
    if history.total > 0 {
      parts.append(
        "\(history.total.groupedText) history \(history.total == 1 ? "entry" : "entries") "
          + ImportOutcome.detail(history))
    }
    let balances = summary.newBalanceSnapshots + summary.unchangedBalanceSnapshots
    if balances > 0 {
      parts.append(
        "\(balances.groupedText) balance \(balances == 1 ? "snapshot" : "snapshots") "
          + "(\(summary.newBalanceSnapshots.groupedText) new, "
          + "\(summary.unchangedBalanceSnapshots.groupedText) unchanged"
          + "\(summary.unknownBalanceText))")
    }
    parts.append("\(summary.quarantined.groupedText) quarantined")
    let known = summary.quarantined - summary.newlyQuarantined
    if known > 0 { parts[parts.count - 1] += " (\(known.groupedText) already known)" }
    if summary.dismissed > 0 { parts.append("\(summary.dismissed.groupedText) dismissed") }
    if summary.waiting > 0 { parts.append(ImportOutcome.waitingText(summary.waiting)) }
    let recognized = summary.recognizedSources
    if recognized > 0 {
      parts.append(
        "\(recognized.groupedText) \(recognized == 1 ? "file" : "files") imported before")
    }
    return parts.joined(separator: ", ") + passedText
  }

  /// `9 new tasks from 12 records (2 updates, 1 repeat)`.
  private var taskText: String {
    let counts = summary.tasks
    let others = [(counts.changed, "update", "updates"), (counts.unchanged, "repeat", "repeats")]
      .filter { $0.0 > 0 }.map { ImportOutcome.count($0.0, $0.1, $0.2) }
    return ImportOutcome.count(counts.new, "new task", "new tasks") + " from "
      + ImportOutcome.count(counts.total, "record", "records")
      + (others.isEmpty ? "" : " (\(others.joined(separator: ", ")))")
  }

  /// `120 usage lines of 45,000 tasks (45,000 new, 0 unchanged)`; nil without such lines.
  private var usageText: String? {
    guard summary.usageLines > 0 else { return nil }
    let tasks = summary.lineTasks
    return ImportOutcome.count(summary.usageLines, "usage line", "usage lines") + " of "
      + ImportOutcome.count(tasks.total, "task", "tasks")
      + " (\(tasks.new.groupedText) new, \(tasks.unchanged.groupedText) unchanged)"
  }

  private static func count(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count.groupedText) \(count == 1 ? one : many)"
  }

  /// The lines with text on which no record stands.
  package var passedLines: Int { lines.reduce(0) { $0 + $1.passed } }

  /// `; 5000 of 5002 lines hold no PiAPI record`; empty if every line with text has one.
  private var passedText: String {
    guard passedLines > 0 else { return "" }
    let total = lines.reduce(0) { $0 + $1.total }
    return
      "; \(passedLines.groupedText) of \(total.groupedText) \(total == 1 ? "line holds" : "lines hold") no PiAPI record"
  }

  /// `1 incomplete last record`.
  static func waitingText(_ count: Int) -> String {
    "\(count.groupedText) incomplete last \(count == 1 ? "record" : "records")"
  }

  private static func detail(_ counts: TaskCounts) -> String {
    "(\(counts.new.groupedText) new, \(counts.changed.groupedText) changed, "
      + "\(counts.unchanged.groupedText) unchanged)"
  }
}

extension ImportSummary {
  /// `; 1 without a balance in USD`; empty if all new snapshots have one.
  var unknownBalanceText: String {
    unknownBalances > 0 ? "; \(unknownBalances) without a balance in USD" : ""
  }
}
