import ArgumentParser
import Domain
import Intake
import Ledger
import RateCards
import Reconciliation

/// Reads files into a ledger in memory, for a report from them alone: nothing is written.
struct FilesRun {
  private let run: Run

  init(_ run: Run) {
    self.run = run
  }

  /// What the files say.
  struct Outcome {
    let ledger: LedgerStore
    let unreadable: UnreadableRecords
    /// What reading them calls for.
    let statuses: [ExitStatus]
  }

  /// The ledger of what the files say.
  ///
  /// - Throws: ``Failure`` where there is nothing to read.
  func ledger(of paths: [String]) throws -> Outcome {
    let files = InputFiles(paths)
    files.tellWhatIsLeftOut(isQuiet: run.options.quiet)
    guard !files.entries.isEmpty else { throw ExitCode(ExitStatus.noInput.rawValue) }
    let pricer = try run.pricer()
    var listing = RejectionListing(run.options)
    let scan = FileScan(files.entries, rejectionLimit: listing.limit)
    for rejection in scan.rejections {
      listing.tell(rejection.reason, source: rejection.source, line: rejection.line)
    }
    listing.finish(uncounted: scan.rejectionCount - scan.rejections.count)
    if scan.waitingCount > 0, run.options.verbose {
      Console.note(ImportOutcome.waitingText(scan.waitingCount))
    }
    for file in scan.unreadFiles { Console.error(VisibleText.line(file.description, limit: 1000)) }
    let ledger = try FileLedger.ledger(
      of: scan.table, pricer: pricer, asOf: run.now,
      timeZoneName: run.configuration.timeZoneName)
    if !run.options.quiet { try UnknownStatuses.tell(in: ledger) }
    return Outcome(
      ledger: ledger,
      unreadable: UnreadableRecords(scan.rejectionCount, of: scan.recordCount),
      statuses: (files.missing.isEmpty && scan.unreadFiles.isEmpty ? [] : [.noInput])
        + (scan.rejectionCount == 0 ? [] : [.quarantined]))
  }
}
