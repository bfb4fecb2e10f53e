import Domain
import Foundation
import GRDB

/// What of SQLite's log cannot become part of the ledger, since another program reads the ledger as
/// of an earlier moment: until it ends, all that is written meanwhile is kept twice.
package struct HeldLog: Hashable, Sendable, CustomStringConvertible {
  /// From when on a log is worth a line.
  package struct Bound: Sendable {
    let sizeBytes: Int64
    /// Of the ledger's size.
    let share: Double

    package init(sizeBytes: Int64, share: Double) {
      (self.sizeBytes, self.share) = (sizeBytes, share)
    }

    /// Twice what SQLite keeps before it writes a log back (4,000 pages of 8 KiB), and more than a
    /// few nights add to a ledger of that size.
    package static let usual = Bound(sizeBytes: 64 << 20, share: 0.25)
  }

  let ledgerPath: String
  let sizeBytes: Int64
  let ledgerSizeBytes: Int64

  package var description: String {
    let (size, ledgerSize) = (
      Int(sizeBytes >> 20).groupedText, Int(ledgerSizeBytes >> 20).groupedText
    )
    return "\(ledgerPath)-wal: SQLite's log has grown to \(size) MiB beside a ledger of "
      + "\(ledgerSize) MiB, since another program keeps the ledger open for reading; close that "
      + "program, then run piledger doctor"
  }
}

extension LedgerStore {
  /// What of the log cannot be written back; nil if that is less than a bound, or the ledger is
  /// only read.
  ///
  /// This writes back what can be, and waits for nobody.
  package func heldLog(over bound: HeldLog.Bound = .usual) throws -> HeldLog? {
    guard access == .readWrite, !isInMemory else { return nil }
    let pages = try database.writeWithoutTransaction { database in
      try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(PASSIVE)").map { row in
        (row["log"] as Int64) - (row["checkpointed"] as Int64)
      }
    }
    let ledgerSizeBytes = try sizeBytes() ?? 0
    let log = HeldLog(
      ledgerPath: database.ledgerPath, sizeBytes: (pages ?? 0) * LedgerFile.pageSizeBytes,
      ledgerSizeBytes: ledgerSizeBytes)
    let least = max(bound.sizeBytes, Int64(Double(ledgerSizeBytes) * bound.share))
    return log.sizeBytes > least ? log : nil
  }
}
