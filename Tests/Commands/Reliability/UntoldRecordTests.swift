import Foundation
import TestSupport
import Testing
import Traffic

/// Records that a killed or failed run set apart, and did not tell, are told by the next one.
@Suite struct UntoldRecordTests {
  private static let other = TaskText.task {
    $0.taskID = "8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71"
  }
  private static let told = "b.jsonl:2"
  private static let commands = [
    ["import", "inbox"], ["nightly", "--inbox", "inbox", "--reports", "reports"],
  ]

  /// A ledger, and an inbox with a record that cannot be read.
  private static func tool() throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(TaskText().bare, to: "a.jsonl")
    try tool.folder.write("\(other.bare)\n{\"task_id\":\n", to: "inbox/b.jsonl")
    try tool.run("import", "a.jsonl")
    return tool
  }

  @Test(arguments: commands)
  func `a kill at any call leaves no record untold`(words: [String]) throws {
    let undisturbed = try Self.tool()
    let disk = try FaultyDisk(of: undisturbed)
    #expect(try undisturbed.run(words, environment: disk.counting).status == 65)
    let repeated = try undisturbed.run(words)
    #expect(repeated.status != 65 && !(repeated.output + repeated.errors).contains(Self.told))
    let calls = disk.counts.of(FaultyDisk.Call.changes)
    let trials = min(calls, Trials.count(usually: 10))
    for call in (0..<trials).map({ 1 + $0 * calls / trials }) {
      let tool = try Self.tool()
      let killed = try tool.run(
        words,
        environment: FaultyDisk(of: tool).failing(FaultyDisk.Call.changes, at: call, by: .kill))
      let next = try tool.run(words)
      let isTold = (killed.output + killed.errors).contains(Self.told)
      #expect(next.status == 65 || isTold, "\(words) killed at \(call): \(next)")
      #expect(
        (next.output + next.errors).contains(Self.told) || isTold, "\(words), \(call): \(next)")
      #expect(try tool.run(words).status != 65, "\(words) killed at \(call)")
    }
  }

  @Test func `a record that was dismissed meanwhile is not told`() throws {
    let tool = try Self.tool()
    let disk = try FaultyDisk(of: tool)
    // The last call on the ledger before the run tells that it is done.
    let killed = try tool.run(
      "import", "inbox", environment: disk.failing([.sync], at: 2, by: .kill))
    #expect(killed.status != 65)
    let listed = try tool.run("quarantine", "list", "-f", "csv")
    if listed.output.contains("b.jsonl") {
      #expect(try tool.run("quarantine", "dismiss", "1").status == 0)
      #expect(try tool.run("import", "inbox").status == 0)
    }
  }
}
