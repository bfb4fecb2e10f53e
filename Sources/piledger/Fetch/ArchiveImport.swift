import Intake
import Ledger
import PiAPI
import RateCards

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
  ///
  /// - Returns: what it did, and what could not be read.
  func importing() throws -> (summary: ImportSummary, setApart: [SetApart]) {
    let pending = try archive.pending()
    guard !pending.isEmpty else { return (ImportSummary(), []) }
    let session = try ImportSession(store: ledger, pricer: pricer, asOf: run.now)
    // The ledger names an answer by the place where it will stay.
    let entries = pending.filter(\.kind.isRecord).map {
      InputFiles.Entry(
        path: archive.pendingPath(of: $0), name: archive.path(of: $0), canGrow: false)
    }
    let unread = try write(entries, into: session)
    let summary = try session.finish()
    let names = Set(unread.map(\.path))
    for answer in pending where !names.contains(archive.path(of: answer)) {
      try archive.file(answer)
    }
    if let file = unread.first { throw Failure(.noInput, file.description) }
    return (summary, session.takeSetApart())
  }

  /// Writes the answers, and gives those that could not be read, which stay pending.
  private func write(
    _ entries: [InputFiles.Entry], into session: ImportSession
  ) throws -> [UnreadFile] {
    var reader = BatchReader(entries)
    var unread: [UnreadFile] = []
    while let batch = reader.next() {
      try session.write(batch)
      unread += batch.unreadFiles
    }
    return unread
  }
}
