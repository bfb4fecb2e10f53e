import Reconciliation
import Testing

/// The verdicts and their properties, as in the ledger's table `verdict`.
@Suite struct VerdictTests {
  /// A row of the table.
  struct Row: Sendable, CustomTestStringConvertible {
    let id: Int
    let name: String
    let isCovered: Bool
    let isFinding: Bool

    init(_ id: Int, _ name: String, _ isCovered: Int, _ isFinding: Int) {
      (self.id, self.name) = (id, name)
      (self.isCovered, self.isFinding) = (isCovered == 1, isFinding == 1)
    }

    var testDescription: String { name }
  }

  static let table = [
    Row(1, "matched", 1, 0), Row(2, "overcharged", 1, 1), Row(3, "undercharged", 1, 1),
    Row(4, "consistent", 1, 0), Row(5, "inconsistent", 0, 1), Row(6, "refunded", 1, 0),
    Row(7, "penalty", 1, 0), Row(8, "refund_awaited", 1, 0), Row(9, "refund_due", 1, 1),
    Row(10, "own_account", 1, 0), Row(11, "provisional", 0, 0), Row(12, "stuck", 0, 1),
    Row(13, "unpriced", 0, 1), Row(14, "unmetered", 0, 0), Row(15, "conflict", 0, 1),
    Row(16, "other_unit", 0, 1), Row(17, "unlogged", 0, 0),
  ]

  @Test(arguments: VerdictTests.table)
  func `a verdict has the number, name and properties of the table`(_ row: Row) throws {
    let verdict = try #require(Verdict(rawValue: row.id))
    #expect(verdict.name == row.name)
    #expect(verdict.isCovered == row.isCovered)
    #expect(verdict.isFinding == row.isFinding)
  }

  @Test func `there are no others`() {
    #expect(Verdict.allCases.map(\.rawValue) == Array(1...17))
  }

  @Test func `in prose a verdict has spaces`() {
    #expect(Verdict.refundDue.words == "refund due")
    #expect(Verdict.ownAccount.words == "own account")
    #expect(Verdict.matched.words == "matched")
  }

  @Test func `only unbilled tasks are open, and they are never covered`() {
    #expect(Verdict.allCases.filter(\.isOpen) == [.provisional, .stuck])
    #expect(Verdict.allCases.allSatisfy { !($0.isOpen && $0.isCovered) })
  }
}
