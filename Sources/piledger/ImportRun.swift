import Billing
import Foundation
import Intake
import Ledger
import RateCards
import Reporting

/// Brings files into the ledger and says what could not be read.
struct ImportRun {
  private let run: Run
  private let isDryRun: Bool
  /// Whether files are read again that were imported before.
  private let isReread: Bool
  private let tags: TagSet

  init(_ run: Run, isDryRun: Bool, isReread: Bool = false, tags: TagSet = .none) {
    (self.run, self.isDryRun, self.tags) = (run, isDryRun, tags)
    // What is to be tagged has to be seen.
    self.isReread = isReread || !tags.isEmpty
  }

  func importing(_ paths: [String]) throws -> ImportOutcome {
    let files = InputFiles(paths)
    files.tellWhatIsLeftOut(isQuiet: run.options.quiet)
    guard !files.entries.isEmpty else {
      return ImportOutcome(summary: ImportSummary(), isInputMissing: true)
    }
    let ledger = try run.ledger(isDryRun ? .dryRun : .readWrite, isMadeApart: true)
    var listing = RejectionListing(run.options)
    do {
      let summary = try importing(files, into: ledger, pricer: run.pricer()) { listing.tell($0) }
      listing.finish()
      if !run.options.quiet { try UnknownStatuses.tell(in: ledger) }
      try ledger.publish()
      return ImportOutcome(summary: summary, isInputMissing: !files.missing.isEmpty)
    } catch let failure as Failure where failure.status == .noInput {
      // What was read before a file that cannot be opened stays.
      try ledger.publish()
      throw failure
    }
  }

  /// Brings files into a ledger that is open for writing.
  ///
  /// The pricer is asked for when the first files are being read already, and what could not be read
  /// is told as soon as its file is read.
  func importing(
    _ files: InputFiles, into ledger: LedgerStore, pricer: @autoclosure () throws -> Pricer,
    telling tell: (SetApart) -> Void
  ) throws -> ImportSummary {
    let known = try ledger.knownSources(isReread: isReread)
    let batches = PrefetchedBatches(
      files.entries, known: known, sortedBy: ledger.calendar.dayNumber(ofRowCreatedAt:))
    let pricer = try pricer()
    return try ledger.withWrites {
      try run.settle(ledger, by: pricer)
      let session = try ImportSession(
        store: ledger, pricer: pricer, asOf: run.now, tags: tags)
      try write(batches, totalBytes: files.totalBytes, into: session, telling: tell)
      let summary = try session.finish()
      session.takeSetApart().forEach(tell)
      if run.options.verbose { session.waiting.forEach(ImportRun.tell) }
      try ledger.noteCreditedClaims(asOf: run.now)
      return summary
    }
  }

  private func write(
    _ batches: PrefetchedBatches, totalBytes: Int64?, into session: ImportSession,
    telling tell: (SetApart) -> Void
  ) throws {
    var progress = ProgressLine(isShown: !run.options.quiet)
    defer { progress.clear() }
    var (readBytes, records) = (Int64(0), 0)
    do {
      while let batch = try batches.next() {
        try session.write(batch)
        let setApart = session.takeSetApart()
        if !setApart.isEmpty { progress.clear() }
        setApart.forEach(tell)
        readBytes += batch.readBytes
        records += batch.rows.count + batch.otherItems.count
        progress.show(readBytes: readBytes, totalBytes: totalBytes, records: records)
      }
    } catch let error as SourceError {
      throw Failure(.noInput, error.description)
    }
  }
}

extension ImportRun {
  private static func tell(_ place: SourcePlace) {
    Console.note(
      "\(VisibleText.line(place.source)):\(place.line): "
        + "the last record is not whole yet, and waits for its rest")
  }
}

/// What an import did, for people and for programs.
struct ImportOutcome {
  let summary: ImportSummary
  let isInputMissing: Bool

  var statuses: [ExitStatus] {
    (isInputMissing ? [.noInput] : []) + (summary.quarantined > 0 ? [.quarantined] : [])
  }

  /// The result in one line: `imported 12 tasks (9 new, 2 changed, 1 unchanged), 1 quarantined`.
  func sentence(isDryRun: Bool) -> String {
    let tasks = summary.tasks
    var parts = [
      "\(isDryRun ? "would import" : "imported") \(tasks.total) "
        + "\(tasks.total == 1 ? "task" : "tasks") \(ImportOutcome.detail(tasks))"
    ]
    let history = summary.historyEntries
    if history.total > 0 {
      parts.append(
        "\(history.total) history \(history.total == 1 ? "entry" : "entries") "
          + ImportOutcome.detail(history))
    }
    let balances = summary.newBalanceSnapshots + summary.unchangedBalanceSnapshots
    if balances > 0 {
      parts.append(
        "\(balances) balance \(balances == 1 ? "snapshot" : "snapshots") "
          + "(\(summary.newBalanceSnapshots) new, \(summary.unchangedBalanceSnapshots) unchanged)")
    }
    parts.append("\(summary.quarantined) quarantined")
    let known = summary.quarantined - summary.newlyQuarantined
    if known > 0 { parts[parts.count - 1] += " (\(known) known already)" }
    if summary.dismissed > 0 { parts.append("\(summary.dismissed) dismissed") }
    if summary.waiting > 0 { parts.append(ImportOutcome.waitingText(summary.waiting)) }
    let recognised = summary.recognisedSources
    if recognised > 0 {
      parts.append("\(recognised) \(recognised == 1 ? "file" : "files") imported before")
    }
    return parts.joined(separator: ", ")
  }

  /// `1 last record not whole yet`.
  static func waitingText(_ count: Int) -> String {
    "\(count) last \(count == 1 ? "record" : "records") not whole yet"
  }

  private static func detail(_ counts: TaskCounts) -> String {
    "(\(counts.new) new, \(counts.changed) changed, \(counts.unchanged) unchanged)"
  }

  func envelope(generatedAt: Instant, paths: [String], isDryRun: Bool) -> JSONEnvelope {
    let counts = { (counts: TaskCounts) in
      JSONNode.object([
        ("new", .integer(Int64(counts.new))), ("changed", .integer(Int64(counts.changed))),
        ("unchanged", .integer(Int64(counts.unchanged))),
      ])
    }
    return JSONEnvelope(
      schema: "piledger.import/1", generatedAt: generatedAt,
      parameters: [
        ("paths", .array(paths.map { .string($0) })), ("dry_run", .bool(isDryRun)),
      ],
      coverage: nil,
      data: .object([
        ("tasks", counts(summary.tasks)), ("history_entries", counts(summary.historyEntries)),
        (
          "balance_snapshots",
          .object([
            ("new", .integer(Int64(summary.newBalanceSnapshots))),
            ("unchanged", .integer(Int64(summary.unchangedBalanceSnapshots))),
          ])
        ),
        ("quarantined", .integer(Int64(summary.quarantined))),
        ("sources", .integer(Int64(summary.sources))),
        ("recognised_sources", .integer(Int64(summary.recognisedSources))),
        ("newly_quarantined", .integer(Int64(summary.newlyQuarantined))),
        ("dismissed", .integer(Int64(summary.dismissed))),
        ("waiting", .integer(Int64(summary.waiting))),
        ("statuses", .array(statuses.map { .integer(Int64($0.rawValue)) })),
      ]))
  }
}
