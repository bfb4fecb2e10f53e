import Foundation
import TestSupport
import Testing

@Suite struct WalletCommandTests {
  /// A ledger with a task between two snapshots, the second of which has a balance.
  private static func tool(closing: String = "9.972") throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "in/tasks.ndjson")
    for (time, balance) in [("20260504T020000Z", "10"), ("20260505T020000Z", closing)] {
      try tool.folder.write(
        AccountText.answer { $0.balance = balance }, to: "in/\(time)-account.json")
    }
    #expect(try tool.run("import", "in").status == 0)
    return tool
  }

  @Test func `a balance that is explained ends with 0 and shows how long it lasts`() throws {
    let tool = try Self.tool()
    let result = try tool.run("wallet", asOf: "2026-05-05T12:00:00Z")
    #expect(result.status == 0)
    #expect(result.output.contains("latest balance"))
    #expect(result.output.contains("356.1 days"))
    #expect(result.output.contains("Credit packs"))
  }

  @Test func `an unexplained change ends with 14, in reconcile too`() throws {
    let tool = try Self.tool(closing: "9.5")
    let wallet = try tool.run("wallet", "roll-forward", "-f", "csv")
    #expect(wallet.status == 14)
    #expect(
      wallet.output.contains(
        "\n2026-05-04T02:00:00Z,2026-05-05T02:00:00Z,100000000,10.0000000,0,0.0000000,"
          + "0,0.0000000,280000,0.0280000,0,0.0000000,0,0.0000000,0,0.0000000,0,0.0000000,"
          + "-4720000,-0.4720000,95000000,9.5000000,1,"))
    let reconcile = try tool.run("reconcile", "--json")
    #expect(reconcile.status == 14)
    #expect(reconcile.output.contains(#""kind": "unexplained_change""#))
    #expect(reconcile.output.contains("the balance fell by 0.472 USD beyond what is known"))
    #expect(try tool.run("reconcile", "--since", "2026-05-06").status == 0)
    #expect(try tool.run("wallet", "--since", "2026-05-06").status == 0)
    let tasks = try tool.run("wallet", "tasks", "-f", "csv")
    #expect(tasks.output.contains(TaskText().taskID))
  }

  @Test("a balance in cents is compared in cents, and one in three decimals to half of the third")
  func toldInCents() throws {
    let cents = try Self.tool(closing: "9.97")
    let result = try cents.run("wallet", asOf: "2026-05-05T12:00:00Z")
    #expect(result.status == 0)
    #expect(result.output.contains("rounding USD"))
    #expect(try cents.run("reconcile", "-q").status == 0)
    #expect(try Self.tool(closing: "9.970").run("wallet", "-q").status == 0)
    let finer = try Self.tool(closing: "9.974")
    #expect(try finer.run("wallet", "-q").status == 14)
    #expect(try finer.run("reconcile", "-q").status == 14)
  }

  @Test("a task that the balance shows a day early is timing, and no finding")
  func timing() throws {
    let tool = try Self.tool(closing: "9.944")
    let late = TaskText.task { task in
      (task.taskID, task.createdAt) = (
        "00000000-0000-4000-8000-000000000002", "2026-05-05T02:30:00Z"
      )
      task.endedAt = "2026-05-05T02:30:09Z"
    }
    try tool.folder.write(late.envelope, to: "late.ndjson")
    try tool.folder.write(
      AccountText.answer { $0.balance = "9.9440" }, to: "20260506T020000Z-account.json")
    try tool.run("import", "late.ndjson", "20260506T020000Z-account.json")
    let reconcile = try tool.run("reconcile", "--json")
    #expect(reconcile.status == 0)
    #expect(!reconcile.output.contains("unexplained_change"))
    #expect(
      reconcile.output.contains(
        "wallet: 0.028 USD settled on the other side of a balance snapshot (timing), and nothing "
          + "of it is missing"))
    let windows = try tool.run("query", "wallet-windows", "-f", "csv").output
    #expect(windows.contains("timing: 0.028 USD settled on the other side of the snapshot at "))
  }

  @Test func `a recorded top-up explains the rise, and is refused twice`() throws {
    let tool = try Self.tool(closing: "109.972")
    #expect(try tool.run("wallet").status == 14)
    let added = try tool.run("wallet", "add-top-up", "2026-05-04", "100", "--note", "invoice 17")
    #expect(added.output == "added top-up 1: 100.00 USD on 2026-05-04\n")
    #expect(try tool.run("wallet").status == 0)
    let again = try tool.run("wallet", "add-top-up", "2026-05-04", "100.00")
    #expect(again.status == 64)
    #expect(again.errors.contains("already exists, as number 1"))
    #expect(
      try tool.run("wallet", "add-top-up", "2026-05-04T03:00:00Z", "100", "--again").status == 0)
    let list = try tool.run("wallet", "top-ups", "-f", "csv")
    #expect(list.output.contains("\n1,2026-05-04,1000000000,100.0000000,cash,invoice 17\n"))
    #expect(list.output.contains("\n2,2026-05-04T03:00:00Z,1000000000,"))
    #expect(try tool.run("wallet", "remove-top-up", "2").output == "removed top-up 2\n")
    let missing = try tool.run("wallet", "remove-top-up", "2")
    #expect(missing.status == 66)
    #expect(
      missing.errors == "piledger: 2: no such top-up in the ledger; see piledger wallet top-ups\n")
  }

  @Test(arguments: [
    ("2026-05-04", "0"), ("2026-05-04", "0.00000001"), ("2026-05-04", "ten"),
    ("2026-02-30", "1"), ("soon", "1"),
  ])
  func `a top-up without a date or an exact amount is refused with 64`(
    date: String, usd: String
  ) throws {
    let result = try Self.tool().run("wallet", "add-top-up", date, usd)
    #expect(result.status == 64)
    #expect(result.errors.filter { $0 == "\n" }.count == 1)
  }

  @Test func `JSON has the state, the windows, the packs and the top-ups`() throws {
    let tool = try Self.tool()
    let result = try tool.run("wallet", "--json", asOf: "2026-05-05T12:00:00Z")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["schema"] as? String == "piledger.wallet/1")
    let data = try #require(object["data"] as? [String: Any])
    #expect(
      Set(data.keys) == [
        "state", "roll_forward", "packs", "top_ups", "charges", "notes", "statuses",
      ])
    let state = try #require(data["state"] as? [String: Any])
    #expect(state["balance_usd"] as? String == "9.972")
    #expect(state["runway_days"] as? String == "356.1")
  }

  @Test func `without a snapshot there is no wallet`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    let result = try tool.run("wallet")
    #expect(result.status == 66)
    #expect(
      result.errors
        == "piledger: the ledger has no balance snapshots yet; import an account info answer\n")
  }

  @Test(arguments: ["show", "add-top-up", "remove-top-up", "add-charge", "remove-charge"])
  func `every command of the wallet has an abstract and examples`(command: String) throws {
    let result = try Tool().run("wallet", command, "--help", asOf: nil)
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("OVERVIEW: "))
    #expect(result.output.contains("EXAMPLES\n"))
  }
}
