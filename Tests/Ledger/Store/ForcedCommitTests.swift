import Domain
import GRDB
import Testing

@testable import Ledger

/// A power loss may undo an unfinished import, and nothing else.
@Suite struct ForcedCommitTests {
  private static let (notWaited, forced) = (1, 2)

  private static func setting(of ledger: LedgerStore) throws -> Int? {
    try ledger.database.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
  }

  @Test func `commits are not flushed during an import, except from the last one on`() throws {
    let ledger = try LedgerScenario().opened(.readWrite)
    #expect(try Self.setting(of: ledger) == Self.forced)
    let session = try LedgerScenario.session(ledger)
    #expect(try Self.setting(of: ledger) == Self.notWaited)
    _ = try session.finish()
    #expect(try Self.setting(of: ledger) == Self.forced)
  }

  @Test func `an abandoned import leaves commits flushed`() throws {
    let ledger = try LedgerScenario().opened(.readWrite)
    _ = try LedgerScenario.session(ledger)
    #expect(try Self.setting(of: ledger) == Self.forced)
  }
}
