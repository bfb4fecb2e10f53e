import Domain
import Foundation
import Intake
package import Ledger
import RateCards

/// Rebuilds a damaged ledger in a new file, and proves it.
package struct RepairRun {
  private let run: Run

  package init(_ run: Run) {
    self.run = run
  }

  /// What came of a repair.
  package struct Outcome {
    /// What is neither brought over nor read again, in words.
    package let lost: [String]
    /// The files that were read again to make good what was lost.
    package let readAgain: [String]
    /// Files that would be, but are gone or have changed, when something was lost.
    package let unread: [String]
    /// Doctor's check of the new ledger.
    package let check: LedgerCheck
    package let counts: LedgerCounts

    package var statuses: [ExitStatus] {
      check.isClean ? (lost.isEmpty ? [] : [.dataGap]) : [.internalFailure]
    }
  }

  /// Repairs the ledger of the settings into a new file, which exists only if it is proved.
  ///
  /// - Throws: ``Failure`` if the new file exists.
  package func repair(to path: String) throws -> Outcome {
    guard (try? FileManager.default.attributesOfItem(atPath: path)) == nil else {
      throw Failure(
        .cannotWrite, "\(VisibleText.line(path)): exists already; name a file that does not")
    }
    let ledgerPath = try run.configuration.ledgerPath
    guard LedgerStore.exists(at: ledgerPath) else { throw LedgerError.missing(path: ledgerPath) }
    let pricer = try run.pricer()
    let repair = try LedgerRepair(
      of: ledgerPath, to: path, pricer: pricer, asOf: run.now,
      timeZoneName: run.configuration.timeZoneName, mode: run.configuration.fileMode)
    try repair.ledger.useTagRules(run.configuration.tagRules, asOf: run.now)
    var (read, unread): ([String], [String]) = ([], [])
    if repair.hasLosses {
      (read, unread) = try readSources(into: repair.ledger)
    }
    try repair.ledger.advance(asOf: run.now, by: pricer)
    let check = try repair.ledger.check(by: pricer)
    let counts = try repair.ledger.counts()
    let lost =
      repair.hasLosses
      ? try repair.lost(isAllRead: !read.isEmpty && unread.isEmpty) : []
    if check.isClean {
      try repair.ledger.noteChecked()
      try repair.ledger.publish()
    }
    return Outcome(lost: lost, readAgain: read, unread: unread, check: check, counts: counts)
  }

  /// Reads the files again that are as they were when they were imported.
  private func readSources(
    into ledger: LedgerStore
  ) throws -> (read: [String], unread: [String]) {
    var (read, unread): ([String], [String]) = ([], [])
    for source in try ledger.importedSources() {
      if source.isUnchanged { read.append(source.name) } else { unread.append(source.name) }
    }
    guard !read.isEmpty else { return (read, unread) }
    let files = InputFiles(read, ledgerPath: try run.configuration.ledgerPath)
    _ = try ImportRun(run, isDryRun: false, isReread: true)
      .importing(files, into: ledger, pricer: run.pricer()) { _ in }
    return (read, unread)
  }
}

extension ImportedSource {
  /// Whether its file has the same content still.
  fileprivate var isUnchanged: Bool {
    guard FileStamp(path: name)?.sizeBytes == sizeBytes,
      let file = try? FileSource(path: name, isHashed: true)
    else { return false }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    do {
      while try buffer.withUnsafeMutableBufferPointer({ try file.read(into: $0) }) > 0 {}
    } catch {
      return false
    }
    return file.sha256 == sha256
  }
}
