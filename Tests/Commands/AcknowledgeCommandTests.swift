import Foundation
import TestSupport
import Testing

@Suite struct AcknowledgeCommandTests {
  private static func task(_ number: Int) -> String {
    TaskText.task { task in
      (task.taskID, task.consume) = ("00000000-0000-4000-8000-00000000000\(number)", 400_000)
    }.envelope
  }

  /// A ledger with two tasks that were billed 0.012 USD too much.
  private static func tool() throws -> Tool {
    let tool = try Tool()
    try tool.run("import", "-", input: task(1) + "\n" + task(2))
    return tool
  }

  /// The id of the only finding.
  private static func id(in tool: Tool) throws -> String {
    let csv = try tool.run("reconcile", "-f", "csv").output
    let lines = csv.components(separatedBy: "\n").map { $0.components(separatedBy: ",") }
    let column = try #require(lines[0].firstIndex(of: "id"))
    return lines[1][column]
  }

  @Test("an acknowledged finding leaves the status and stands in a section of its own")
  func acknowledged() throws {
    let tool = try Self.tool()
    #expect(try tool.run("reconcile", "-q").status == 10)
    let id = try Self.id(in: tool)
    #expect(id.utf8.count == 8)
    let result = try tool.run("acknowledge", id, "--reason", "agreed with support; ticket 4711")
    #expect(result.status == 0)
    #expect(result.output == "acknowledged \(id) (overcharged) at 0.024 USD\n")
    let text = try tool.run("reconcile")
    #expect(text.status == 0)
    #expect(text.output.contains("\nAcknowledged\n"))
    #expect(text.output.contains("agreed with support; ticket 4711"))
    let markdown = try tool.run("reconcile", "-f", "markdown").output
    #expect(markdown.contains("\n## Acknowledged\n"))
    let json = try tool.run("reconcile", "--json").output
    #expect(json.contains(#""reason": "agreed with support; ticket 4711""#))
    // A part of what is acknowledged is too, and the month says so.
    #expect(try tool.run("reconcile", "-q", "--period", "2026-05").status == 0)
    let month = try tool.run("report", "month", "2026-05", "-f", "markdown").output
    #expect(month.contains("Nothing needs attention"))
    #expect(month.contains("agreed with support; ticket 4711"))
  }

  @Test("a finding that changes is open again and says from what, and the list says it too")
  func changed() throws {
    let tool = try Self.tool()
    let id = try Self.id(in: tool)
    try tool.run("acknowledge", String(id.prefix(4)), "--reason", "agreed")
    try tool.run("import", "-", input: Self.task(3))
    let result = try tool.run("reconcile", "--json")
    #expect(result.status == 10)
    #expect(result.output.contains("acknowledged at 0.024 USD, now 0.036 USD"))
    #expect(result.output.contains(#""id": "\#(id)""#))
    let list = try tool.run("acknowledge", "-f", "csv")
    #expect(list.status == 0)
    #expect(
      list.output.contains("\n\(id),changed,overcharged,seedream/seedream-5-lite size=2K,,2,"))
    // Acknowledged again, as it is now.
    try tool.run("acknowledge", id, "--reason", "agreed too")
    #expect(try tool.run("reconcile", "-q").status == 0)
  }

  @Test("after its last day, or once it is removed, the finding is open again")
  func ended() throws {
    let tool = try Self.tool()
    let id = try Self.id(in: tool)
    let result = try tool.run("acknowledge", id, "--reason", "promised", "--until", "2026-06-30")
    #expect(result.output == "acknowledged \(id) (overcharged) at 0.024 USD until 2026-06-30\n")
    #expect(try tool.run("reconcile", "-q", asOf: "2026-06-30T23:00:00Z").status == 0)
    let later = try tool.run("reconcile", asOf: "2026-07-01T00:00:00Z")
    #expect(later.status == 10)
    #expect(later.output.contains("acknowledged until 2026-06-30"))
    #expect(
      try tool.run("acknowledge", "-f", "csv", asOf: "2026-07-01T00:00:00Z").output
        .contains(",expired,"))
    let removed = try tool.run("acknowledge", id, "--remove")
    #expect(removed.output == "opened \(id) (overcharged) again\n")
    #expect(try tool.run("reconcile", "-q").status == 10)
    #expect(try tool.run("acknowledge").output == "none\n")
  }

  @Test("what was not acknowledged yet at an earlier moment is not acknowledged then")
  func earlier() throws {
    let tool = try Self.tool()
    try tool.run("acknowledge", Self.id(in: tool), "--reason", "agreed")
    #expect(try tool.run("reconcile", "-q", asOf: "2026-05-31T00:00:00Z").status == 10)
  }

  @Test("a last day that is over is refused")
  func over() throws {
    let tool = try Self.tool()
    let result = try tool.run(
      "acknowledge", Self.id(in: tool), "--reason", "x", "--until", "2026-05-31")
    #expect(result.status == 64)
    #expect(
      result.errors
        == "piledger: --until 2026-05-31: expected 2026-06-01 or a later day, since it is over\n")
  }

  @Test("a dry run says what would happen, and changes nothing")
  func dryRun() throws {
    let tool = try Self.tool()
    let id = try Self.id(in: tool)
    let result = try tool.run("acknowledge", id, "--reason", "agreed", "--dry-run")
    #expect(result.output == "would acknowledge \(id) (overcharged) at 0.024 USD\n")
    #expect(try tool.run("reconcile", "-q").status == 10)
  }

  @Test(
    "what cannot be acknowledged ends with a line that says why",
    arguments: [
      (["--reason", "agreed"], Int32(64), "expected a FINDING"),
      (["kkkk"], 64, "expected --reason"),
      (["kkk", "--reason", "x"], 64, "FINDING: expected at least 4 letters of an id"),
      (["", "--remove"], 64, "FINDING: expected at least 4 letters of an id"),
      (["kkkk", "--reason", ""], 64, "expected --reason"),
      (["kkkk", "--remove", "--reason", "x"], 64, "--remove: takes neither"),
      (["0\u{1b}[1m", "--reason", "x"], 66, "no such finding; piledger reconcile shows the id"),
      (["kkkk", "--remove"], 66, "no such acknowledgement; piledger acknowledge lists them"),
      (["kkkk", "--reason", "x", "--until", "soon"], 64, "--until: expected a day such as"),
    ])
  func refused(arguments: [String], status: Int32, message: String) throws {
    let result = try Self.tool().run(["acknowledge"] + arguments)
    #expect(result.status == status)
    #expect(result.errors.contains(message))
    #expect(!result.errors.contains("\u{1b}"))
    #expect(result.output == "")
  }

  @Test("a night says once that a finding was acknowledged, with its id before that")
  func night() throws {
    let tool = try Tool()
    try tool.folder.write(Self.task(1), to: "inbox/1.ndjson")
    let night = { (day: String) in
      try tool.run("nightly", "--no-fetch", "--inbox", "inbox", asOf: "2026-05-\(day)T02:00:00Z")
    }
    let first = try night("05")
    #expect(first.status == 10)
    let id = try Self.id(in: tool)
    #expect(first.errors.contains(", 0.012 USD [piledger explain \(id)]\n"))
    try tool.run("acknowledge", id, "--reason", "agreed", asOf: "2026-05-05T09:00:00Z")
    let second = try night("06")
    #expect(second.status == 0)
    #expect(
      second.errors.hasPrefix(
        "night of 2026-05-05, since 2026-05-04: 0 new, 0 changed, 0 resolved, 1 acknowledged; "
          + "0 open findings\nacknowledged: overcharged, "))
    #expect(try night("07").errors == "")
    // That the earlier night ran before is kept.
    let again = try tool.run("nightly", "--no-fetch", "--inbox", "inbox", asOf: "2026-05-04")
    #expect(again.status == 10)
  }

  @Test("an unexplained change of the balance is acknowledged with its window")
  func window() throws {
    let tool = try Tool()
    for (time, balance) in [("20260504T020000Z", "10"), ("20260505T020000Z", "9.5")] {
      try tool.folder.write(
        AccountText.answer { $0.balance = balance }, to: "in/\(time)-account.json")
    }
    try tool.run("import", "in")
    #expect(try tool.run("wallet", "-q").status == 14)
    try tool.run("acknowledge", Self.id(in: tool), "--reason", "a fee")
    #expect(try tool.run("wallet", "-q").status == 0)
    let reconcile = try tool.run("reconcile", "--json")
    #expect(reconcile.status == 0)
    #expect(reconcile.output.contains(#""amount_usd": "-0.50""#))
    #expect(try tool.run("wallet", "roll-forward", "-f", "csv").output.contains(",-0.5000000,"))
    // Another change of the same window is open again.
    try tool.run("wallet", "add-charge", "2026-05-04", "0.2")
    #expect(try tool.run("wallet", "-q").status == 14)
    #expect(
      try tool.run("reconcile").output.contains("acknowledged at -0.50 USD, now -0.30 USD"))
  }
}
