import Foundation
import GRDB
import Ledger
import TestSupport
import Testing

@Suite struct BackupTests {
  @Test func `a backup is a ledger with the same rows, readable by its owner alone`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let path = scenario.folder.path("backup.db")
    try scenario.opened().backUp(to: path)
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
    try scenario.opened().backUp(to: path)
    #expect(try LedgerStore(path: path, access: .readOnly).counts().tasks == 1)
    #expect(try writer.counts().tasks == 1)
  }

  @Test func `a backup that cannot be written leaves nothing behind`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let missing = scenario.folder.path("no/backup.db")
    #expect(throws: LedgerError.self) { try scenario.opened().backUp(to: missing) }
    let folder = scenario.folder.path("folder")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    #expect(throws: LedgerError.self) { try scenario.opened().backUp(to: folder) }
    #expect(scenario.folder.names.filter { $0.contains(".part") } == [])
  }
}
