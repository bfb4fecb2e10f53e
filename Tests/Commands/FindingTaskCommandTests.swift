import Foundation
import TestSupport
import Testing

/// Whatever a finding comes from, it leads to its tasks.
@Suite struct FindingTaskCommandTests {
  /// Seedream at its price for six days, and then at another one.
  static func changedPrice() -> String {
    (1...12).map { number in
      let day = "2026-03-\(number < 10 ? "0" : "")\(number)"
      return TaskText.task { task in
        task.taskID = "00000000-0000-4000-9000-0000000000\(number + 10)"
        (task.taskType, task.consume) = ("seedream-5-lite-less-restriction", 350_000)
        if number > 6 { task.consume = 210_000 }
        (task.createdAt, task.endedAt) = ("\(day)T12:00:00Z", "\(day)T12:00:09Z")
      }.envelope + "\n"
    }.joined()
  }

  private static func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `findings of verdicts, price changes and the history list the tasks that they count`()
    throws
  {
    let tool = try Tool()
    for (name, text) in FortnightOfAccount.files() {
      try tool.folder.write(text, to: "account/\(name)")
    }
    try tool.folder.write(Self.changedPrice(), to: "account/changed.ndjson")
    let overcharged = TaskText.task {
      $0.taskID = "00000000-0000-4000-9000-000000000001"
      (($0.createdAt, $0.endedAt), $0.consume) =
        (("2026-03-10T10:00:00Z", "2026-03-10T10:00:09Z"), 400_000)
    }
    try tool.folder.write(overcharged.envelope, to: "account/over.ndjson")
    try tool.run("import", "account", asOf: "2026-03-15")
    let result = try tool.run("reconcile", "--json", asOf: "2026-03-15")
    let data = try #require(try Self.object(result.output)["data"] as? [String: Any])
    let rows = try #require((data["findings"] as? [String: Any])?["rows"] as? [[String: Any]])
    var kinds: Set<String> = []
    var all: [String] = []
    for row in rows {
      let kind = try #require(row["kind"] as? String)
      let ids = try #require(row["task_ids"] as? [String])
      kinds.insert(kind)
      #expect((row["action"] as? String)?.isEmpty == false)
      #expect(ids.count == (kind == "unexplained_change" ? 0 : row["tasks"] as? Int), "\(kind)")
      all += ids
    }
    #expect(
      kinds.isSuperset(of: [
        "overcharged", "price_changed", "only_in_history", "only_in_responses",
        "unexplained_change",
      ]), "\(kinds)")
    let explained = try tool.run(
      "explain", "--json", input: all.joined(separator: "\r\n"), asOf: "2026-03-15")
    #expect(explained.status == 0)
    #expect((try Self.object(explained.output)["data"] as? [Any])?.count == Set(all).count)
  }
}
