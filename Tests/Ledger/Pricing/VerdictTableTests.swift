import Domain
import Ledger
import Reconciliation
import Testing

/// The ledger's tables of words repeat those of the code.
@Suite struct VerdictTableTests {
  @Test func `the verdicts of the ledger are those of the code, with their two properties`() throws
  {
    let scenario = try LedgerScenario()
    _ = try scenario.opened(.readWrite)
    let expected = Verdict.allCases.map { verdict in
      [
        String(verdict.rawValue), verdict.name, verdict.isCovered ? "1" : "0",
        verdict.isFinding ? "1" : "0",
      ]
    }
    #expect(
      try scenario.table("SELECT id, name, is_covered, is_finding FROM verdict ORDER BY id")
        == expected)
  }

  @Test func `the statuses of the ledger are those of the code`() throws {
    let scenario = try LedgerScenario()
    _ = try scenario.opened(.readWrite)
    let statuses = [
      TaskStatus.staged, .pending, .processing, .completed, .failed, .cancelled,
    ]
    #expect(
      try scenario.table("SELECT name, has_ended FROM status ORDER BY id")
        == statuses.map { [$0.name, $0.hasEnded ? "1" : "0"] })
  }
}
