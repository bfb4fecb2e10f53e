import Foundation
import TestSupport
import Testing

/// Money that leaves the account without a task.
@Suite struct WalletChargeTests {
  /// A ledger whose balance fell by 0.50 USD without a task.
  private static func tool() throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "in/tasks.ndjson")
    for (time, balance) in [("20260504T020000Z", "10"), ("20260505T020000Z", "9.472")] {
      try tool.folder.write(
        AccountText.answer { $0.balance = balance }, to: "in/\(time)-account.json")
    }
    try tool.run("import", "in")
    return tool
  }

  @Test("what was entered is listed without a balance too, so that a mistake can be removed")
  func withoutBalance() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    try tool.run("wallet", "add-charge", "2026-05-04", "5", "--note", "a slip")
    try tool.run("wallet", "add-top-up", "2026-05-03", "7")
    let charges = try tool.run("wallet", "charges", "-f", "csv")
    #expect(charges.status == 0)
    #expect(charges.output.contains("\n1,2026-05-04,50000000,5.0000000,a slip\n"))
    #expect(try tool.run("wallet", "top-ups", "-f", "csv").output.contains("\n1,2026-05-03,"))
    #expect(try tool.run("wallet", "packs").status == 66)
    #expect(try tool.run("wallet", "remove-charge", "1").status == 0)
    #expect(try !tool.run("wallet", "charges", "-f", "csv").output.contains("a slip"))
  }

  @Test("a charge explains the fall, is refused twice, and can be removed")
  func charge() throws {
    let tool = try Self.tool()
    #expect(try tool.run("wallet", "-q").status == 14)
    let added = try tool.run("wallet", "add-charge", "2026-05-04", "0.5", "--note", "a fee")
    #expect(added.output == "added charge 1: 0.50 USD on 2026-05-04\n")
    #expect(try tool.run("reconcile", "-q").status == 0)
    let wallet = try tool.run("wallet")
    #expect(wallet.status == 0)
    #expect(wallet.output.contains("charged USD"))
    let again = try tool.run("wallet", "add-charge", "2026-05-04", "0.50")
    #expect(again.status == 64)
    #expect(
      again.errors
        == "piledger: a charge of 0.50 USD on 2026-05-04 already exists, as number 1; --again adds "
        + "it a second time\n")
    let list = try tool.run("wallet", "charges", "-f", "csv")
    #expect(list.output.contains("\n1,2026-05-04,5000000,0.5000000,a fee\n"))
    #expect(try tool.run("wallet", "--json").output.contains(#""charges": {"#))
    let view = try tool.run(
      "query", "--sql", "SELECT charged_points, unexplained_points FROM v_wallet", "-f", "csv")
    #expect(view.output.hasSuffix("\n5000000,0.5000000,0,0.0000000\n"))
    #expect(try tool.run("wallet", "remove-charge", "1").output == "removed charge 1\n")
    #expect(try tool.run("wallet", "-q").status == 14)
    let missing = try tool.run("wallet", "remove-charge", "1")
    #expect(missing.status == 66)
    #expect(
      missing.errors == "piledger: 1: no such charge in the ledger; see piledger wallet charges\n")
  }

  @Test(
    "a charge after the latest snapshot is part of the balance, and one before the first is not")
  func times() throws {
    let tool = try Self.tool()
    try tool.run("wallet", "add-charge", "2026-05-04T05:00:00Z", "0.5")
    try tool.run("wallet", "add-charge", "2026-05-01", "7")
    try tool.run("wallet", "add-charge", "2026-05-06", "2")
    let wallet = try tool.run("wallet", "--json")
    #expect(wallet.status == 0)
    #expect(wallet.output.contains(#""charged_since_usd": "2.00""#))
    #expect(wallet.output.contains(#""balance_usd": "7.472""#))
    // Not yet.
    let earlier = try tool.run("wallet", "--json", asOf: "2026-05-05T12:00:00Z")
    #expect(earlier.output.contains(#""balance_usd": "9.472""#))
  }

  @Test("the month, the journal and FOCUS have it from the same place")
  func exports() throws {
    let tool = try Self.tool()
    try tool.run("wallet", "add-charge", "2026-05-04", "0.5", "--note", "fee; \"4711\" | late")
    let month = try tool.run("report", "month", "2026-05", "-f", "markdown").output
    #expect(month.contains("| 2026-05-04 | 0.50 |"))
    let journal = try tool.run("export", "hledger").output
    #expect(journal.contains("    Expenses:PiAPI:Charges  0.5000000 USD\n"))
    #expect(journal.contains("    Assets:PiAPI:Wallet  -0.5000000 USD\n"))
    #expect(!journal.contains("    Equity:PiAPI:Unexplained"))
    try tool.run("export", "focus", "-o", "charges.csv")
    let focus = try tool.folder.text(of: "charges.csv")
    #expect(focus.contains(",Adjustment,"))
    let lint = try tool.run("export", "focus", "--lint", "charges.csv")
    #expect(lint.errors == "")
    #expect(lint.output == "2 rows, 0 problems\n")
  }

  @Test(
    "the journal with a charge is balanced, asserted and strict",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/hledger")))
  func hledger() throws {
    let tool = try Self.tool()
    try tool.run("wallet", "add-charge", "2026-05-04", "0.4")
    try tool.run("wallet", "add-charge", "2026-05-07", "0.1")
    try tool.run("export", "hledger", "-o", "piapi.journal")
    let check = try tool.shell(
      "/usr/bin/hledger -f piapi.journal check --strict", environment: ["LANG": "C.UTF-8"])
    #expect(check.errors == "")
    #expect(check.status == 0)
  }

  @Test(
    "a charge without a date or an exact amount is refused with 64",
    arguments: [
      ("2026-05-04", "0"), ("2026-05-04", "-1"), ("2026-05-04", "0.00000001"), ("soon", "1"),
    ])
  func refused(date: String, usd: String) throws {
    let result = try Self.tool().run("wallet", "add-charge", "--", date, usd)
    #expect(result.status == 64)
    #expect(result.output == "")
  }
}
