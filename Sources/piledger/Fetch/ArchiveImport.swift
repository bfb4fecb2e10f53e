import Intake
import Ledger
import PiAPI
import RateCards
import Reporting

/// Brings the answers of the archive that the ledger does not have yet into it.
struct ArchiveImport {
  private let run: Run
  private let archive: PageArchive
  private let ledger: LedgerStore
  private let pricer: Pricer

  init(_ run: Run, archive: PageArchive, ledger: LedgerStore, pricer: Pricer) {
    (self.run, self.archive, self.ledger, self.pricer) = (run, archive, ledger, pricer)
  }

  /// Imports what is pending, oldest first.
  ///
  /// An answer leaves `pending/` after the ledger has committed it; cut off between the two, it is
  /// imported again, which changes nothing.
  func importing() throws -> ImportSummary {
    let pending = try archive.pending()
    guard !pending.isEmpty else { return ImportSummary() }
    let session = try ImportSession(store: ledger, pricer: pricer, asOf: run.now)
    for answer in pending where answer.kind.isRecord { try read(answer, into: session) }
    let summary = try session.finish()
    for answer in pending { try archive.settle(answer) }
    return summary
  }

  /// The ledger names an answer by the place where it will stay.
  private func read(_ answer: ArchivedAnswer, into session: ImportSession) throws {
    let name = archive.path(of: answer)
    let source: FileSource
    do throws(SourceError) {
      source = try FileSource(path: archive.pendingPath(of: answer))
    } catch {
      throw Failure(.noInput, error.description)
    }
    var reader = RecordReader(source)
    while let item = reader.next() {
      if case .rejection(let rejection) = item, !run.options.quiet {
        let reason = VisibleText.line(rejection.reason, limit: 300)
        Console.error("\(name):\(rejection.place.line): quarantined: \(reason)")
      }
      try session.add(item, from: name)
    }
    try session.finish(source: name, sha256: source.sha256, sizeBytes: source.sizeBytes)
  }
}
