import Ledger
import TestSupport
import Testing

/// A ledger is of one account, which its first account info answer tells.
@Suite struct AccountBindingTests {
  private static func answer(
    _ day: Int, id: String? = nil, name: String = "studio", balance: String = "10"
  ) -> SourceText {
    SourceText(
      "2026050\(day)T020000Z.json",
      [
        AccountText.answer {
          ($0.id, $0.name, $0.balance) = (id, name, balance)
        }
      ])
  }

  private static let accounts = "SELECT DISTINCT account FROM balance_snapshot ORDER BY account"
  private static let reasons = "SELECT reason FROM quarantine"

  @Test func `a renamed account is the same`() throws {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing([
      Self.answer(4, id: "12"), Self.answer(5, id: #""12""#, name: "atelier", balance: "9"),
    ])
    #expect(summary.newBalanceSnapshots == 2)
    #expect(try scenario.table(Self.accounts) == [["12"]])
    #expect(try scenario.table("SELECT count(*) FROM v_wallet") == [["1"]])
    #expect(try scenario.opened().accounts() == ["atelier"])
  }

  @Test(
    arguments: [
      (first: ("12", "studio"), second: ("13", "studio"), own: "account 12 (studio)"),
      (first: (nil, "studio"), second: (nil, "other"), own: "account studio"),
      (first: ("12", "studio"), second: (nil, "other"), own: "account 12 (studio)"),
    ] as [(first: (String?, String), second: (String?, String), own: String)])
  func `an answer of another account is set apart, and everything else is imported`(
    first: (String?, String), second: (String?, String), own: String
  ) throws {
    let scenario = try LedgerScenario()
    try scenario.importing([Self.answer(4, id: first.0, name: first.1)])
    let summary = try scenario.importing([
      Self.answer(5, id: second.0, name: second.1), SourceText("a.ndjson", [TaskText().envelope]),
    ])
    #expect(summary.newlyQuarantined == 1)
    #expect(summary.newBalanceSnapshots == 0)
    #expect(summary.tasks.new == 1)
    #expect(
      try scenario.table(Self.reasons) == [
        ["an account info answer of another account than this ledger's, which is \(own)"]
      ])
  }

  @Test func `what was told by name alone, or by nobody, is the account's whose id comes later`()
    throws
  {
    let nameless = SourceText("20260503T020000Z.json", [#"{"equivalent_in_usd":11}"#])
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
      let scenario = try LedgerScenario()
      let answers = [nameless, Self.answer(4), Self.answer(5, id: "12", balance: "9")]
      for index in order { try scenario.importing([answers[index]]) }
      #expect(try scenario.table(Self.accounts) == [["12"]])
      let again = try scenario.importing(answers)
      #expect(again.unchangedBalanceSnapshots == 3)
    }
  }

  /// A ledger as earlier versions left it: without an account of its own.
  private static func earlier(fetched: String? = nil) throws -> LedgerScenario {
    let scenario = try LedgerScenario()
    try scenario.importing([answer(4)])
    try scenario.execute("DELETE FROM setting WHERE name IN ('account_id', 'account_name')")
    if let fetched {
      try scenario.execute(
        "INSERT INTO setting (name, value) VALUES ('history_account', '\(fetched)')")
    }
    return scenario
  }

  @Test func `a ledger of an earlier version is bound by the next answer of its account`() throws {
    let scenario = try Self.earlier()
    let other = try scenario.importing([Self.answer(5, id: "13", name: "other")])
    #expect(other.newlyQuarantined == 1)
    try scenario.importing([Self.answer(6, id: "12")])
    #expect(try scenario.table(Self.accounts) == [["12"]])
    try scenario.importing([Self.answer(7, id: "12", name: "atelier")])
    #expect(try scenario.table(Self.accounts) == [["12"]])
  }

  @Test func `a ledger that an earlier version fetched into knows its account by the id`() throws {
    let scenario = try Self.earlier(fetched: "12")
    let other = try scenario.importing([Self.answer(5, id: "13")])
    #expect(other.newlyQuarantined == 1)
    try scenario.importing([Self.answer(6, id: "12", name: "atelier")])
    #expect(try scenario.table(Self.accounts) == [["12"]])
  }
}
