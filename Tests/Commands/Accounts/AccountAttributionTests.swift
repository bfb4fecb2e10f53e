import Domain
import Foundation
import TestSupport
import Testing

/// Whose task it is: what the answer, the call, the file or the history tells.
@Suite struct AccountAttributionTests {
  private static let settings = """
    accounts:
      - { name: studio, ids: [4711], sources: "*studio*" }
      - { name: agency, ids: [5822] }
    """

  private static let accounts = "SELECT task_id, account FROM v_task ORDER BY 1"

  /// The accounts of the tasks, by task.
  private static func names(in tool: Tool) throws -> [String] {
    try OldLedger.rows(tool, accounts).map { row in
      String(row.split(whereSeparator: { ":\"] ".contains($0) }).last ?? "")
    }
  }

  private static func tool() throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(settings, to: "piledger.yaml")
    return tool
  }

  private static func taskID(_ number: Int) -> String {
    "00000000-0000-4000-8000-00000000000\(number)"
  }

  private static func entry(_ id: Int, of task: Int, account: String) -> String {
    HistoryText.page { ($0.id, $0.taskID, $0.account) = (id, Self.taskID(task), account) }
  }

  @Test func `the call and the file tell it, and what an answer tells comes first`() throws {
    let tool = try Self.tool()
    let told = TaskText.task { $0.taskID = Self.taskID(3) }.envelope
      .replacing(#""meta":{"#, with: #""meta":{"account_id":5822,"#)
    try tool.folder.write(
      TaskText.task { $0.taskID = Self.taskID(1) }.envelope + "\n" + told, to: "studio.ndjson")
    try tool.folder.write(TaskText.task { $0.taskID = Self.taskID(2) }.envelope, to: "other.ndjson")
    try tool.run("import", "studio.ndjson")
    try tool.run("import", "other.ndjson")
    #expect(
      try Self.names(in: tool) == ["studio", "NULL", "agency"])
    // A file that is known already is read again for its account.
    try tool.run("import", "other.ndjson", "--account", "agency")
    #expect(try Self.names(in: tool) == ["studio", "agency", "agency"])
    #expect(try tool.run("doctor").status == 0)
  }

  @Test(arguments: [["a.ndjson", "history.ndjson"], ["history.ndjson", "a.ndjson"]])
  func `the history tells it in either order, until the row is taken back`(order: [String]) throws {
    let tool = try Self.tool()
    try tool.folder.write(
      (1...3).map { number in TaskText.task { $0.taskID = Self.taskID(number) }.envelope }
        .joined(separator: "\n"), to: "a.ndjson")
    try tool.folder.write(
      Self.entry(1, of: 1, account: "4711") + "\n" + Self.entry(2, of: 2, account: "5822"),
      to: "history.ndjson")
    for file in order { try tool.run("import", file) }
    #expect(try Self.names(in: tool) == ["studio", "agency", "NULL"])
    #expect(try tool.run("doctor").status == 0)
    let taken = HistoryText.page {
      ($0.id, $0.taskID, $0.account) = (2, Self.taskID(2), "5822")
      $0.deletedAt = #""2026-05-30T00:00:00Z""#
    }
    try tool.folder.write(taken, to: "taken.ndjson")
    try tool.run("import", "taken.ndjson")
    #expect(try Self.names(in: tool) == ["studio", "NULL", "NULL"])
    #expect(try tool.run("doctor").status == 0)
  }

  @Test(arguments: [([], "3 tasks"), (["--account", "studio"], "2 tasks")])
  func `tasks that only the history shows are counted for their account`(
    options: [String], tasks: String
  ) throws {
    let tool = try Self.tool()
    let rows = [(1, "4711"), (2, "4711"), (3, "5822")].map { number, account in
      Self.entry(number, of: number, account: account)
    }
    try tool.folder.write(rows.joined(separator: "\n"), to: "history.ndjson")
    try tool.run("import", "history.ndjson")
    let report = try tool.run(["report"] + options)
    let sentence = "\(tasks) of the account history are in no total"
    #expect((report.output + report.errors).contains(sentence), "\(report)")
  }

  @Test func `a hostile name of an account is one line of a message, and visible`() throws {
    let tool = try Tool()
    let task = TaskText.task {
      $0.meta = #"{"account_name":"a\u001b[31m\nb","created_at":"2026-05-04T00:00:00Z"}"#
    }
    try tool.run("import", "-", input: task.envelope)
    let result = try tool.run("report", "--account", "c")
    #expect(
      result.errors == "piledger: no task has account c; known: a\\u{1B}[31m\\u{A}b, unknown\n")
  }

  @Test func `an account info answer of an account that is not named is set apart`() throws {
    let tool = try Self.tool()
    try tool.folder.write(AccountText.answer { ($0.id, $0.name) = ("99", "other") }, to: "o.json")
    let result = try tool.run("import", "o.json")
    #expect(result.status == 65)
    #expect(
      result.errors.contains(
        "another account than those that accounts in the configuration names: studio, agency"))
  }
}
