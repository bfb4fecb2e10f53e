import Foundation
import TestSupport
import Testing

/// What a command did has the formats of a report.
@Suite struct ReceiptTests {
  private static func prepared() throws -> Tool {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    try tool.folder.write(
      TaskText.task { $0.taskID = "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f71" }.envelope, to: "new.json")
    try tool.folder.write("00000000-0000-4000-8000-000000000001,project=ads\n", to: "tags.csv")
    return tool
  }

  @Test(arguments: [
    (["import", "new.json"], "records,tasks_new,tasks_changed,tasks_unchanged,"),
    (["tag", "tags.csv"], "changed,unchanged,waiting,rejected\n"),
    (["close", "2026-05"], "month,action,currency\n2026-05,closed,\n"),
    (["close"], "at,month,action,reason\n"),
    (["doctor"], "tasks,quarantined,asked_tasks_ended,"),
    (["backup", "copy.db"], "path\ncopy.db\n"),
    (
      ["wallet", "add-top-up", "2026-05-01", "100"], "number,day,amount_points,amount_usd,note\n"
    ),
    (["rates", "test"], "name,place,passes,found,expected_points,expected_usd\n"),
    (["config", "init"], "path\npiledger.yaml\n"),
  ])
  func `what was done can be written as CSV, Markdown and JSON, and to a file`(
    call: [String], csv: String
  ) throws {
    let result = try Self.prepared().run(call + ["-f", "csv"])
    #expect(result.output.hasPrefix(csv), "\(result.output) \(result.errors)")
    let json = try Self.prepared().run(call + ["--json"])
    let envelope = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    #expect((envelope as? [String: Any])?["schema"] is String)
    let tool = try Self.prepared()
    let file = try tool.run(call + ["-o", "receipt.md", "-q"])
    #expect(file.output.isEmpty)
    let written = try tool.folder.text(of: "receipt.md")
    #expect(written.contains("| ---") || written == "*none*\n", "\(written) \(file.errors)")
    #expect(try Self.prepared().run(call + ["-q"]).output.isEmpty)
  }

  @Test func `a file name without a format is refused before anything is done`() throws {
    let tool = try Self.prepared()
    let result = try tool.run("close", "2026-05", "-o", "receipt.xyz")
    #expect(result.status == 64)
    #expect(try tool.run("close", "-f", "csv").output == "at,month,action,reason\n")
  }

  @Test func `an export that another program defines refuses --json`() throws {
    for kind in ["focus", "hledger", "tasks"] {
      let result = try Self.prepared().run("export", kind, "--json")
      #expect(result.status == 64)
      #expect(result.errors.hasPrefix("piledger: --json: "))
      #expect(result.errors.hasSuffix("; see piledger export \(kind) --help\n"))
    }
  }
}
