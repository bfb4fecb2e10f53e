import Ledger
import TestSupport
import Testing

@Suite struct BalanceSnapshotTests {
  private static func answer(_ balance: String, wallet: String = #"{"b":2,"a":1}"#) -> String {
    #"{"code":200,"data":{"account_name":"studio","plan":"pro","equivalent_in_usd":\#(balance),"wallet":\#(wallet)}}"#
  }

  private static let rows = """
    SELECT account, plan, balance_usd, detail, source_id, line FROM balance_snapshot ORDER BY id
    """

  @Test func `a snapshot keeps the exact balance and the other figures as received`() throws {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing("", Self.answer("12.3456789"))
    #expect(summary.newBalanceSnapshots == 1)
    #expect(
      try scenario.table(Self.rows)
        == [["studio", "pro", "12.3456789", #"{"wallet":{"a":1,"b":2}}"#, "1", "2"]])
  }

  @Test(arguments: [
    ("12.5", #"{"a":1,"b":2}"#), ("12.50", #"{"b":2,"a":1}"#), ("\"12.5\"", #"{"b": 2, "a": 1}"#),
  ])
  func `the same figures are the same snapshot, however they are written`(
    balance: String, wallet: String
  ) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.answer("12.5"))
    let again = try scenario.importing(Self.answer(balance, wallet: wallet), from: "b.json")
    #expect(again.newBalanceSnapshots == 0)
    #expect(again.unchangedBalanceSnapshots == 1)
    #expect(try scenario.opened().counts().balanceSnapshots == 1)
  }

  @Test func `another balance is another snapshot`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.answer("12.5"))
    let summary = try scenario.importing(
      Self.answer("12.4999999"), Self.answer("12.5", wallet: #"{"a":3}"#), from: "b.json")
    #expect(summary.newBalanceSnapshots == 2)
    #expect(try scenario.opened().counts().balanceSnapshots == 3)
  }
}
