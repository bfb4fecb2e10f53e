import Foundation
import GRDB
import TestSupport
import Testing

/// Account answers that were imported by mistake are forgotten, as if they had never come.
@Suite struct ForgetCommandTests {
  private static let task = TaskText().envelope
  private static let row = HistoryText.page { ($0.account, $0.usage) = ("12", "280000") }
  private static let otherRows = HistoryText.page([
    HistoryText.row { ($0.id, $0.account, $0.usage) = (7, "13", "999") },
    HistoryText.row { ($0.id, $0.account, $0.taskID) = (8, "13", "other-task") },
  ])
  private static let own = AccountText.answer { $0.id = "12" }
  private static let later = AccountText.answer { ($0.id, $0.balance) = ("12", "12.472") }

  /// The ledger of an account, and what a mistake brought besides.
  private static func tool(mistake: Bool) throws -> Tool {
    let tool = try Tool()
    let files = [
      "tasks.ndjson": task, "rows.json": row, "20260503T000000Z.json": own,
      "20260506T000000Z.json": later,
    ]
    for (name, text) in files { try tool.folder.write(text, to: "in/\(name)") }
    try tool.run("import", "in")
    guard mistake else { return tool }
    try tool.folder.write(otherRows, to: "mistake.json")
    try tool.run("import", "mistake.json")
    // Earlier versions took balances of any account too.
    let database = try DatabaseQueue(path: tool.folder.path("ledger.db"))
    try database.write { database in
      try database.execute(
        sql: """
          INSERT INTO balance_snapshot (
            account, plan, balance_usd, detail, told_at, observed_at, source_id, line)
          SELECT '13', '', '7', '{}', -1, observed_at + 1, source_id, line
          FROM balance_snapshot ORDER BY id LIMIT 1
          """)
    }
    try tool.run("reconcile")
    return tool
  }

  private static func content(_ tool: Tool) throws -> [String] {
    let database = try DatabaseQueue(path: tool.folder.path("ledger.db"))
    return try database.read { database in
      try [
        "SELECT account, balance_usd FROM balance_snapshot ORDER BY id",
        "SELECT account, entry_id, comparison FROM history_entry ORDER BY 1, 2",
        "SELECT opening_points, billed_points, closing_points, unexplained_points FROM v_wallet",
        "SELECT kind, count FROM v_finding ORDER BY 1, 2",
        "SELECT task_id, verdict FROM v_task",
      ].flatMap { try Row.fetchAll(database, sql: $0).map(\.description) }
    }
  }

  @Test func `what another account brought is forgotten, and everything is as it was before`()
    throws
  {
    let before = try Self.content(Self.tool(mistake: false))
    let tool = try Self.tool(mistake: true)
    let mistaken = try Self.content(tool)
    #expect(mistaken != before)
    let dryRun = try tool.run("forget", "--account", "13", "--dry-run")
    #expect(dryRun.output == "would forget 1 balance snapshot and 2 history rows\n")
    #expect(try Self.content(tool) == mistaken)
    let result = try tool.run("forget", "--account", "13")
    #expect(result.output == "forgot 1 balance snapshot and 2 history rows\n")
    #expect(result.status == 0)
    #expect(try Self.content(tool) == before)
    #expect(try tool.run("doctor").status == 0)
  }

  @Test func `what a file brought is forgotten by its name`() throws {
    let tool = try Self.tool(mistake: true)
    let result = try tool.run("forget", "--source", "mistake.json", "--json")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains(#""history_entries": 2"#), "\(result.output)")
    #expect(try !Self.content(tool).contains { $0.contains(#"account:"13" entry_id"#) })
  }

  @Test func `a ledger without a balance is bound by the next answer`() throws {
    let tool = try Tool()
    let importing = { (id: String) in
      try tool.run("import", "-", "--reread", input: AccountText.answer { $0.id = id })
    }
    #expect(try importing("13").status == 0)
    #expect(try importing("12").status == 65)
    #expect(try tool.run("forget", "--account", "13").status == 0)
    #expect(try importing("12").status == 0)
    #expect(try importing("13").status == 65)
  }

  @Test func `what the ledger does not have cannot be forgotten`() throws {
    let tool = try Self.tool(mistake: false)
    let result = try tool.run("forget", "--account", "x\u{1B}")
    #expect(result.status == 66)
    #expect(
      result.errors
        == #"piledger: x\u{1B}: the ledger has no balance and no history row of it"# + "\n")
    #expect(try tool.run("forget").status == 64)
    #expect(try tool.run("forget", "--account", "1", "--source", "a").status == 64)
  }
}
