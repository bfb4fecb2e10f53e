import Domain
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Ledger

/// A new ledger built in a temporary file appears complete or not at all.
@Suite struct LedgerDraftTests {
  private static func draft(_ scenario: LedgerScenario) throws -> LedgerStore {
    try LedgerStore(path: scenario.path, access: .readWrite, buildsInTemporaryFile: true)
  }

  /// The content of the folder, except the lock.
  private static func files(_ scenario: LedgerScenario) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: scenario.folder.path)
      .filter { !$0.hasSuffix(".lock") }
  }

  @Test func `it has its name only once it is published, and then is a ledger like any other`()
    throws
  {
    let apart = try LedgerScenario()
    let source = SourceText("a.ndjson", [TaskText.task().envelope])
    let ledger = try Self.draft(apart)
    try LedgerScenario.importing([source], into: ledger)
    #expect(!LedgerStore.exists(at: apart.path))
    #expect(throws: LedgerError.self) { try apart.opened(.readOnly) }
    try ledger.publish()
    #expect(try Self.files(apart) == ["ledger.db"])

    let usual = try LedgerScenario()
    try usual.importing([source])
    for sql in ["PRAGMA journal_mode", "PRAGMA page_size", "SELECT * FROM v_task"] {
      let rows = try [apart, usual].map { scenario in
        try scenario.opened().database.read { try Row.fetchAll($0, sql: sql).map(\.description) }
      }
      #expect(rows[0] == rows[1])
      #expect(rows[0].count == 1)
    }
  }

  @Test func `a discarded one leaves nothing`() throws {
    let scenario = try LedgerScenario()
    _ = try LedgerScenario.importing(
      [SourceText("a.ndjson", [TaskText.task().envelope])], into: Self.draft(scenario))
    #expect(try Self.files(scenario) == [])
  }

  @Test func `what an earlier run left of one is removed`() throws {
    let scenario = try LedgerScenario()
    try scenario.folder.write("half of a ledger", to: "ledger.db.draft")
    try Self.draft(scenario).publish()
    #expect(try Self.files(scenario) == ["ledger.db"])
    _ = try scenario.opened()
  }

  @Test func `the log of a ledger that was removed is not taken for the new one's`() throws {
    let scenario = try LedgerScenario()
    let first = SourceText("a.ndjson", [TaskText.task().envelope])
    let second = SourceText("b.ndjson", [TaskText.task { $0.status = "failed" }.envelope])
    do {
      let ledger = try scenario.opened(.readWrite)
      try LedgerScenario.importing([first], into: ledger)
      try FileManager.default.copyItem(
        atPath: scenario.path + "-wal", toPath: scenario.folder.path("kept"))
    }
    try FileManager.default.removeItem(atPath: scenario.path)
    try FileManager.default.moveItem(
      atPath: scenario.folder.path("kept"), toPath: scenario.path + "-wal")
    let ledger = try Self.draft(scenario)
    try LedgerScenario.importing([second], into: ledger)
    try ledger.publish()
    let statuses = try scenario.opened().database.read {
      try String.fetchAll($0, sql: "SELECT status FROM v_task")
    }
    #expect(statuses == ["failed"])
  }

  @Test func `a link to where a ledger is to be stays one`() throws {
    let scenario = try LedgerScenario()
    let target = scenario.folder.path("elsewhere.db")
    try FileManager.default.createSymbolicLink(
      atPath: scenario.path, withDestinationPath: target)
    try Self.draft(scenario).publish()
    #expect(LedgerStore.exists(at: target))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scenario.path) == target)
  }

  @Test func `an existing ledger is never built in a temporary file`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText.task().envelope)
    let ledger = try Self.draft(scenario)
    #expect(ledger.draft == nil)
    try ledger.publish()
    // It is still open.
    #expect(
      try ledger.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM task") } == 1)
  }

  @Test func `only one run creates it`() throws {
    let scenario = try LedgerScenario()
    let first = try Self.draft(scenario)
    #expect(throws: LedgerError.self) { try Self.draft(scenario) }
    #expect(throws: LedgerError.self) { try scenario.opened(.readWrite) }
    try first.publish()
  }
}
