import Domain
import Intake
package import Ledger
import RateCards
package import Reconciliation

/// Reads files into a ledger in memory, for a report from them alone: nothing is written.
package struct FilesRun {
  private let run: Run

  package init(_ run: Run) {
    self.run = run
  }

  /// What the files say.
  package struct Outcome {
    package let ledger: LedgerStore
    package let unreadable: UnreadableRecords
    /// What reading them calls for.
    package let statuses: [ExitStatus]
  }

  /// The ledger of what the files say.
  ///
  /// - Throws: ``Failure`` where there is nothing to read.
  package func ledger(of paths: [String]) throws -> Outcome {
    let files = InputFiles(paths)
    files.tellWhatIsLeftOut(run.notices)
    guard !files.entries.isEmpty else { throw EndedRun(status: .noInput) }
    let pricer = try run.pricer()
    var listing = RejectionListing(run.notices)
    let scan = FileScan(files.entries, rejectionLimit: listing.limit)
    for rejection in scan.rejections {
      listing.tell(rejection.reason, source: rejection.source, line: rejection.line)
    }
    listing.finish(uncounted: scan.rejectionCount - scan.rejections.count)
    if scan.waitingCount > 0 {
      run.notices.detail(ImportOutcome.waitingText(scan.waitingCount))
    }
    for file in scan.unreadFiles {
      run.notices.problem(VisibleText.line(file.description, limit: 1000))
    }
    let ledger = try FileLedger.ledger(
      of: scan.table, pricer: pricer, asOf: run.now,
      timeZoneName: run.configuration.timeZoneName)
    try UnknownStatuses.tell(in: ledger, run.notices)
    return Outcome(
      ledger: ledger,
      unreadable: UnreadableRecords(scan.rejectionCount, of: scan.recordCount),
      statuses: (files.missing.isEmpty && scan.unreadFiles.isEmpty ? [] : [.noInput])
        + (scan.rejectionCount == 0 ? [] : [.quarantined]))
  }
}
