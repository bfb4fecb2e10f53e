import Domain
import Foundation
import GRDB
import Ledger
import TestSupport
import Testing

@Suite struct LedgerAccessTests {
  @Test func `a second writer is told that the ledger is locked`() throws {
    let scenario = try LedgerScenario()
    let first = try scenario.opened(.readWrite)
    for access in [LedgerStore.Access.readWrite, .dryRun] {
      #expect(throws: LedgerError.locked(path: scenario.path)) {
        _ = try scenario.opened(access)
      }
    }
    #expect(try first.counts().tasks == 0)
  }

  @Test(arguments: ["link.db", "other/link.db", "other/ledger.db"])
  func `a ledger has one lock, whatever links lead to it`(name: String) throws {
    let scenario = try LedgerScenario()
    let (folder, link) = (scenario.folder, scenario.folder.path(name))
    try scenario.importing(TaskText().envelope)
    if name == "other/ledger.db" {
      symlink(folder.path, folder.path("other"))
    } else {
      try FileManager.default.createDirectory(
        atPath: folder.path("other"), withIntermediateDirectories: false)
      symlink(name == "link.db" ? "ledger.db" : "../ledger.db", link)
    }
    for (first, second) in [(scenario.path, link), (link, scenario.path)] {
      let writer = try LedgerStore(path: first, access: .readWrite)
      #expect(throws: LedgerError.locked(path: second)) {
        _ = try LedgerStore(path: second, access: .readWrite)
      }
      #expect(try writer.counts().tasks == 1)
    }
    #expect(!folder.names.contains("link.db.lock"))
  }

  @Test func `a lock file that a run left does not hold`() throws {
    let scenario = try LedgerScenario()
    try scenario.folder.write("", to: "ledger.db.lock")
    #expect(try scenario.opened(.readWrite).counts().tasks == 0)
  }

  @Test func `the lock is free when its writer is gone`() throws {
    let scenario = try LedgerScenario()
    for _ in 0..<3 { _ = try scenario.opened(.readWrite) }
    #expect(try scenario.opened(.readWrite).counts().tasks == 0)
  }

  @Test func `a reader works beside a writer and sees what was committed`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let writer = try scenario.opened(.dryRun)
    try writer.withWrites {
      let session = try LedgerScenario.session(writer)
      let second = TaskText.task { $0.taskID = taskID(2) }.envelope
      try LedgerScenario.read(SourceText("b.ndjson", [second]), into: session)
      let reader = try scenario.opened(.readOnly)
      #expect(try writer.counts().tasks == 2)
      #expect(try reader.counts().tasks == 1)
      #expect(try reader.reader(asOf: try moment(LedgerScenario.now)).lines().count == 1)
    }
  }

  @Test func `an open reader sees what a writer commits`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let reader = try scenario.opened(.readOnly)
    #expect(try reader.counts().tasks == 1)
    try scenario.importing(TaskText.task { $0.taskID = taskID(2) }.envelope, from: "b.ndjson")
    #expect(try reader.counts().tasks == 2)
  }

  @Test func `what a killed writer left half done is rolled back by the next one`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let left = "\(scenario.path).left"
    let other = try DatabaseQueue(path: scenario.path)
    try other.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1")
      try database.execute(sql: "BEGIN; CREATE TABLE half (content TEXT)")
      for _ in 0..<2000 { try database.execute(sql: "INSERT INTO half VALUES (hex(zeroblob(99)))") }
      // A copy is what a kill leaves: pages of the transaction, and the journal that undoes them.
      for ending in ["", "-journal"] {
        try FileManager.default.copyItem(atPath: scenario.path + ending, toPath: left + ending)
      }
      try database.execute(sql: "ROLLBACK")
    }
    try other.close()
    for ending in ["", "-journal"] {
      _ = try? FileManager.default.removeItem(atPath: scenario.path + ending)
      try FileManager.default.moveItem(atPath: left + ending, toPath: scenario.path + ending)
    }
    #expect(try scenario.opened(.readWrite).counts().tasks == 1)
  }

  @Test func `a reader cannot write`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let reader = try scenario.opened(.readOnly)
    let card = SmallCard(imageUSD: "0.03")
    let asOf = try moment(LedgerScenario.now)
    let refusal = LedgerError.notWritable(path: scenario.path, reason: "it is open for reading")
    #expect(throws: refusal) { try reader.rebuildRollup(asOf: asOf) }
    #expect(throws: refusal) { try reader.advance(asOf: asOf) }
    #expect(throws: refusal) { _ = try LedgerScenario.session(reader, card: card) }
  }

  @Test func `a reader creates no ledger`() throws {
    let scenario = try LedgerScenario()
    #expect(throws: LedgerError.missing(path: scenario.path)) { _ = try scenario.opened() }
    #expect(scenario.folder.names == [])
    #expect(!LedgerStore.exists(at: scenario.path))
  }

  @Test func `a writer creates the ledger and the folders above it`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("deep/er/ledger.db")
    _ = try LedgerStore(path: path, access: .readWrite)
    #expect(LedgerStore.exists(at: path))
    #expect(try LedgerStore(path: path, access: .readOnly).check().isClean)
  }

  @Test func `a file in place of a folder is named in the error`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "occupied")
    #expect(
      throws: LedgerError.notWritable(
        path: folder.path("occupied"), reason: "cannot create folder: Not a directory")
    ) {
      _ = try LedgerStore(path: folder.path("occupied/ledger.db"), access: .readWrite)
    }
  }

  private static let sentences: [(LedgerError, String)] = [
    (
      .missing(path: "a.db"),
      "a.db: the ledger does not exist; run piledger import FOLDER to create it"
    ),
    (.locked(path: "a.db"), "a.db: another run holds the lock; try again when it has ended"),
    (
      .notWritable(path: "a.db", reason: "disk full"),
      "a.db: cannot be written: disk full"
    ),
    (
      .notReadable(path: "a.db", reason: "Permission denied"),
      "a.db: cannot be read: Permission denied"
    ),
    (
      .noFile(path: "null"),
      "null: expected a file for a ledger, found something else"
    ),
    (
      .changing(path: "a.db"),
      "a.db: another run is writing to the ledger; try again when it has finished"
    ),
    (
      .notALedger(path: "a.db", reason: "file is not a database"),
      """
      a.db: cannot be used as a ledger: file is not a database; name another file with --db, or if it was the ledger, \
      restore a backup with piledger backup a.db --db BACKUP
      """
    ),
    (
      .busy(path: "a.db"),
      "a.db: another program is writing to the ledger; try again"
    ),
    (
      .empty(path: "a.db"),
      """
      a.db: the ledger is empty; a crash or a full disk may have left it; remove it, or restore a \
      backup with piledger backup a.db --db BACKUP
      """
    ),
    (
      .damaged(path: "a.db", reason: "no such table: task"),
      """
      a.db: the ledger is damaged: no such table: task; restore a backup with piledger backup a.db \
      --db BACKUP, or rebuild it with piledger doctor --repair NEW.db
      """
    ),
    (
      .failed(path: "a.db", reason: "out of memory"),
      "a.db: SQLite failed: out of memory; check the ledger with piledger doctor"
    ),
    (
      .laterVersion(path: "a.db", found: 10, expected: 9),
      "a.db: the ledger has version 10, and this piledger knows 9 at most; install a newer one"
    ),
    (
      .timeZoneDiffers(ledger: "UTC", asked: "Europe/Berlin"),
      """
      the ledger keeps its accounting days in UTC, not in Europe/Berlin; create another ledger \
      for another time zone
      """
    ),
    (.unknownTimeZone("Mars/Olympus"), "unknown time zone Mars/Olympus"),
    (
      .sameFingerprint("one", "other"),
      "the task ids \"one\" and \"other\" cannot be told apart; import one of them into another ledger"
    ),
  ]

  @Test(arguments: Self.sentences)
  func `every error is a sentence`(error: LedgerError, sentence: String) {
    #expect(error.description == sentence)
  }
}
