import Foundation
import GRDB
import TestSupport
import Testing

@testable import Ledger

@Suite struct BackupTests {
  @Test func `a backup is a ledger with the same rows, readable by its owner alone`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let path = scenario.folder.path("backup.db")
    try LedgerBackup.copy(scenario.path, to: path)
    let copy = try LedgerStore(path: path, access: .readOnly)
    #expect(try copy.counts() == scenario.opened().counts())
    #expect(try copy.check().isClean)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(scenario.folder.names.filter { $0.hasPrefix("backup") } == ["backup.db"])
  }

  @Test func `a backup replaces an older one, even while a writer holds the lock`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let path = try scenario.folder.write("an older backup", to: "backup.db")
    let writer = try scenario.opened(.readWrite)
    try LedgerBackup.copy(scenario.path, to: path)
    #expect(try LedgerStore(path: path, access: .readOnly).counts().tasks == 1)
    #expect(try writer.counts().tasks == 1)
  }

  @Test func `a backup that cannot be written leaves nothing behind`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let missing = scenario.folder.path("no/backup.db")
    #expect(throws: LedgerError.self) { try LedgerBackup.copy(scenario.path, to: missing) }
    let folder = scenario.folder.path("folder")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    #expect(throws: LedgerError.self) { try LedgerBackup.copy(scenario.path, to: folder) }
    #expect(scenario.folder.names.filter { $0.contains(".part") } == [])
  }

  /// A database whose last change is only in its log, with the log, as a crash leaves both.
  private static func crashed(_ folder: TemporaryFolder, _ name: String) throws -> String {
    let origin = try DatabaseQueue(path: folder.path("origin.db"))
    try origin.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0")
      try $0.execute(sql: "CREATE TABLE junk (text); PRAGMA wal_checkpoint(TRUNCATE)")
      for _ in 0..<300 { try $0.execute(sql: "INSERT INTO junk VALUES (hex(zeroblob(2000)))") }
    }
    for ending in ["", "-wal"] {
      try FileManager.default.copyItem(
        atPath: folder.path("origin.db\(ending)"), toPath: folder.path("\(name)\(ending)"))
    }
    try origin.close()
    return folder.path(name)
  }

  @Test(arguments: ["-wal", "-shm", "-journal"])
  func `what SQLite left beside a name is not taken for the backup's`(ending: String) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let log = try Self.crashed(scenario.folder, "other.db") + "-wal"
    let path = scenario.folder.path("backup.db")
    try LedgerBackup.copy(scenario.path, to: path)
    try FileManager.default.copyItem(atPath: log, toPath: path + ending)
    try LedgerBackup.copy(scenario.path, to: path)
    #expect(scenario.folder.names.filter { $0.hasPrefix("backup") } == ["backup.db"])
    #expect(try LedgerStore(path: path, access: .readOnly).check().isClean)
  }

  @Test func `a database to be replaced has what its log held before the log is removed`() throws {
    let folder = try TemporaryFolder()
    let path = try Self.crashed(folder, "old.db")
    try SideFiles.settle(besides: path)
    #expect(folder.names.filter { $0.hasPrefix("old") } == ["old.db"])
    let rows = try DatabaseQueue(path: path).read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM junk")
    }
    #expect(rows == 300)
  }

  @Test func `a ledger that a run is writing to is not replaced`() throws {
    let (source, target) = (try LedgerScenario(), try LedgerScenario())
    try source.importing(TaskText().envelope)
    let writer = try target.opened(.readWrite)
    #expect(throws: LedgerError.locked(path: target.path)) {
      try LedgerBackup.copy(source.path, to: target.path)
    }
    #expect(try writer.counts().tasks == 0)
  }

  @Test func `a ledger is not copied onto itself`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let link = scenario.folder.path("link.db")
    symlink("ledger.db", link)
    #expect(throws: LedgerError.notWritable(path: link, reason: "it is the ledger itself")) {
      try LedgerBackup.copy(scenario.path, to: link)
    }
  }

  @Test func `a damaged ledger is not backed up`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let path = scenario.folder.path("backup.db")
    try scenario.damageLastPages()
    #expect(throws: LedgerError.self) { try LedgerBackup.copy(scenario.path, to: path) }
    #expect(scenario.folder.names.filter { $0.hasPrefix("backup") || $0.hasSuffix(".part") } == [])
  }
}

extension LedgerScenario {
  /// Overwrites the second half of the file.
  fileprivate func damageLastPages() throws {
    var bytes = try Data(contentsOf: URL(filePath: path))
    for index in bytes.count / 2..<bytes.count { bytes[index] = 0xA5 }
    try bytes.write(to: URL(filePath: path))
  }
}
