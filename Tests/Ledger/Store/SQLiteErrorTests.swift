import Foundation
import GRDB
import TestSupport
import Testing

@testable import Ledger

/// What SQLite reports is said in the ledger's words, by one table.
@Suite struct SQLiteErrorTests {
  private static func error(_ code: ResultCode, sql: String? = "SELECT 1") -> LedgerError {
    LedgerError(DatabaseError(resultCode: code, message: "why", sql: sql), path: "a.db")
  }

  private static let meanings: [(ResultCode, LedgerError)] = [
    (.SQLITE_BUSY, .busy(path: "a.db")),
    (.SQLITE_BUSY_SNAPSHOT, .busy(path: "a.db")), (.SQLITE_BUSY_RECOVERY, .busy(path: "a.db")),
    (.SQLITE_LOCKED, .busy(path: "a.db")), (.SQLITE_PROTOCOL, .busy(path: "a.db")),
    (
      .SQLITE_FULL, .notWritable(path: "a.db", reason: "no space left; make room, and run it again")
    ),
    (.SQLITE_READONLY, .notWritable(path: "a.db", reason: "why")),
    (.SQLITE_PERM, .notWritable(path: "a.db", reason: "why")),
    (.SQLITE_CANTOPEN, .notWritable(path: "a.db", reason: "why")),
    (
      .SQLITE_IOERR_WRITE,
      .notWritable(
        path: "a.db", reason: "why: the disk may be full, over its quota, or failing")
    ),
    (.SQLITE_IOERR_READ, .notReadable(path: "a.db", reason: "why")),
    (.SQLITE_IOERR_SHORT_READ, .notReadable(path: "a.db", reason: "why")),
    (.SQLITE_CORRUPT, .damaged(path: "a.db", reason: "why")),
    (.SQLITE_NOTADB, .notALedger(path: "a.db", reason: "why")),
    (
      .SQLITE_CONSTRAINT_UNIQUE,
      .damaged(path: "a.db", reason: "its rows contradict each other (why)")
    ),
    (.SQLITE_ERROR, .failed(path: "a.db", reason: "why")),
    (.SQLITE_NOMEM, .failed(path: "a.db", reason: "why")),
  ]

  @Test(arguments: Self.meanings)
  func `each code has one meaning`(code: ResultCode, meaning: LedgerError) {
    #expect(Self.error(code) == meaning)
    #expect(!meaning.description.contains("SELECT"))
  }

  @Test func `a failure that SQLite has no message for is told by its code`() {
    let error = DatabaseError(resultCode: .SQLITE_IOERR, message: "not an error")
    #expect(
      LedgerError(error, path: "a.db").description
        == "a.db: cannot be written: disk I/O error: the disk may be full, over its quota, or failing"
    )
  }

  @Test(arguments: ["task", "rollup", "outcome", "setting"])
  func `a missing table is damage, and no SQL is shown`(table: String) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    try scenario.execute("DROP TABLE \(table)")
    let missing = ["no such table: \(table)", "no such table: main.\(table)"]
    do {
      // A check goes on where it can, and lists what cannot be read.
      let found = try scenario.opened().check().all
      #expect(found.contains { text in missing.contains { text.contains($0) } }, "\(found)")
      #expect(!found.contains { $0.contains("SELECT") })
    } catch LedgerError.damaged(let path, let reason) {
      #expect(path == scenario.path)
      #expect(missing.contains(reason))
    }
  }
}
