import Foundation
import GRDB
import Ledger
import TestSupport
import Testing

/// Files that are not ledgers are refused, and stay as they were.
@Suite struct ForeignFileTests {
  private static let accesses = [
    LedgerStore.Access.readOnly, LedgerStore.Access.readWrite, LedgerStore.Access.dryRun,
  ]

  /// The database of another program, with its own version.
  private static func foreignDatabase(version: Int) throws -> LedgerScenario {
    let scenario = try LedgerScenario()
    try scenario.execute("CREATE TABLE note (text TEXT); PRAGMA user_version = \(version)")
    return scenario
  }

  private static func bytes(of scenario: LedgerScenario) throws -> Data {
    try Data(contentsOf: URL(filePath: scenario.path))
  }

  private static func isRefused(_ scenario: LedgerScenario, _ access: LedgerStore.Access) -> Bool {
    do {
      _ = try scenario.opened(access)
      return false
    } catch LedgerError.notALedger {
      return true
    } catch {
      return false
    }
  }

  @Test(arguments: Self.accesses)
  func `a file that is no database is refused`(access: LedgerStore.Access) throws {
    let scenario = try LedgerScenario()
    try scenario.folder.write(String(repeating: "no database. ", count: 1000), to: "ledger.db")
    let before = try Self.bytes(of: scenario)
    #expect(
      throws: LedgerError.notALedger(path: scenario.path, reason: "file is not a database")
    ) {
      _ = try scenario.opened(access)
    }
    #expect(try Self.bytes(of: scenario) == before)
  }

  @Test(arguments: [0, 1, 2, 7], Self.accesses)
  func `the database of another program is refused`(
    version: Int, access: LedgerStore.Access
  ) throws {
    #expect(Self.isRefused(try Self.foreignDatabase(version: version), access))
  }

  @Test func `the refusal says what is wrong`() throws {
    let scenario = try Self.foreignDatabase(version: 0)
    #expect(
      throws: LedgerError.notALedger(
        path: scenario.path, reason: "it is another program's database")
    ) {
      _ = try scenario.opened(.readWrite)
    }
  }

  @Test(arguments: [0, 1, 9])
  func `the database of another program stays as it was, to the byte`(version: Int) throws {
    let scenario = try Self.foreignDatabase(version: version)
    let before = try Self.bytes(of: scenario)
    _ = Self.isRefused(scenario, .readWrite)
    #expect(try Self.bytes(of: scenario) == before)
  }

  @Test(arguments: Self.accesses)
  func `a ledger of a later version is refused`(access: LedgerStore.Access) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    try scenario.execute("PRAGMA user_version = 10")
    #expect(
      throws: LedgerError.laterVersion(path: scenario.path, found: 10, expected: 9)
    ) {
      _ = try scenario.opened(access)
    }
  }

  @Test(arguments: Self.accesses, [false, true])
  func `a file without bytes or tables is told, and stays as it was`(
    access: LedgerStore.Access, hasHeader: Bool
  ) throws {
    let scenario = try LedgerScenario()
    try scenario.folder.write("", to: "ledger.db")
    if hasHeader {
      var configuration = Configuration()
      configuration.journalMode = .wal
      try DatabaseQueue(path: scenario.path, configuration: configuration).close()
    }
    let before = try Self.bytes(of: scenario)
    #expect(before.isEmpty == !hasHeader)
    #expect(throws: LedgerError.empty(path: scenario.path)) { _ = try scenario.opened(access) }
    #expect(try Self.bytes(of: scenario) == before)
  }
}
