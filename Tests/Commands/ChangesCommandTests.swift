import Foundation
import TestSupport
import Testing

@Suite struct ChangesCommandTests {
  private static func task(
    _ number: Int, day: Int, consume: Int = 280_000, model: String = "seedream"
  ) -> String {
    TaskText.task { task in
      task.taskID = "00000000-0000-4000-8000-00000000000\(number)"
      (task.model, task.consume) = (model, consume)
      task.createdAt = "2026-05-0\(day)T10:00:00Z"
      task.endedAt = "2026-05-0\(day)T10:00:10Z"
    }.envelope
  }

  /// One overcharge of the fourth of May, another of the sixth, and a model that the card lacks.
  private static func tool() throws -> Tool {
    let tool = try Tool()
    let tasks = [
      task(1, day: 4, consume: 400_000), task(2, day: 5), task(3, day: 6, consume: 400_000),
      task(4, day: 6, model: "aurora-9"),
    ]
    try tool.run("import", "-", input: tasks.joined(separator: "\n"))
    return tool
  }

  private static let now = "2026-05-06T20:00:00Z"

  @Test func `changes since a day are told with their tasks, and nothing is written`() throws {
    let tool = try Self.tool()
    let path = tool.folder.path("ledger.db")
    let before = try Data(contentsOf: URL(filePath: path))
    let result = try tool.run("changes", "--since", "2026-05-06", asOf: Self.now)
    #expect(result.status == 10)
    #expect(
      result.output.hasPrefix("Changes since 2026-05-06: 1 new, 1 changed, 0 resolved; 2 open "))
    #expect(
      result.output.contains(
        "compared with the end of 2026-05-05, for which no night ran: tasks imported since then "
          + "count as known then\n"))
    #expect(result.output.contains("spend on 2026-05-06: 0.068 USD; the day before: 0.028 USD\n"))
    #expect(result.output.contains("new model aurora-9, since 2026-05-06: 1 task, 0.028 USD\n"))
    #expect(result.output.contains("\nchanged: overcharged, seedream/seedream-5-lite size=2K ["))
    #expect(result.output.contains("  tasks     2, previously 1\n"))
    #expect(result.output.contains("  amount    0.024 USD, previously 0.012 USD\n"))
    #expect(
      result.output.contains(
        "  task ids  00000000-0000-4000-8000-000000000001, 00000000-0000-4000-8000-000000000003\n"))
    #expect(result.output.contains("\nnew: unpriced, aurora-9/seedream-5-lite ["))
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test(arguments: [
    ("yesterday", "2026-05-05"), ("3d", "2026-05-04"), ("today", "2026-05-06"),
    ("2026-05-05", "2026-05-05"), ("2026-05", "2026-05-01"),
  ])
  func `a first day is a day, a month or so many days ago`(text: String, day: String) throws {
    let result = try Self.tool().run("changes", "--since", text, "--json", asOf: Self.now)
    #expect(result.output.contains("\"since\": \"\(day)\""), "\(result.errors)")
  }

  @Test(arguments: ["never", "2026-05-07", "-3d", "7"])
  func `what is no past day is refused`(text: String) throws {
    let result = try Self.tool().run("changes", "--since=\(text)", asOf: Self.now)
    #expect(result.status == 64)
    #expect(result.errors.contains("--since"))
  }

  @Test func `nothing new ends with 0, and a finding that is gone is resolved`() throws {
    let tool = try Self.tool()
    let quiet = try tool.run("changes", asOf: "2026-05-09T20:00:00Z")
    #expect(quiet.status == 0)
    #expect(quiet.output.contains("0 new, 0 changed, 0 resolved; 2 open findings"))
    let card = """
      - model: aurora-9
        task_type: seedream-5-lite
        unit: image
        usd: 0.028
        source: contract
        checked: 2026-05-01

      """
    try tool.folder.write(card, to: "aurora.yaml")
    try tool.folder.write("cards: [aurora.yaml]\n", to: "piledger.yaml")
    try tool.run("reconcile", asOf: Self.now)
    let result = try tool.run("changes", "-f", "csv", asOf: Self.now)
    #expect(!result.output.contains("unpriced"))
  }

  @Test func `after a night, what was imported since is news, and what it knew is not`() throws {
    let tool = try Tool()
    try tool.folder.write(Self.task(1, day: 4, consume: 400_000), to: "inbox/a.ndjson")
    try tool.run(
      "nightly", "--inbox", "inbox", "--no-fetch", "--reports", "reports", asOf: "2026-05-04")
    try tool.run("import", "-", input: Self.task(2, day: 3, consume: 400_000), asOf: Self.now)
    let result = try tool.run("changes", "--since", "2026-05-05", asOf: Self.now)
    #expect(result.status == 10)
    #expect(result.output.contains("compared with what the night of 2026-05-04 knew\n"))
    #expect(result.output.contains("0 new, 1 changed, 0 resolved"))
    #expect(result.output.contains("  tasks     2, previously 1\n"))
    // Without that night's knowledge, a late delivery counts as known then.
    let reckoned = try tool.run("changes", "--since", "2026-05-06", asOf: Self.now)
    #expect(reckoned.status == 0)
  }

  @Test func `every format has the changes, programs with all tasks`() throws {
    let tool = try Self.tool()
    let csv = try tool.run("changes", "--since", "2026-05-06", "-f", "csv", asOf: Self.now)
    #expect(
      csv.output.hasPrefix(
        "change,id,kind,sku,day,tasks,tasks_before,amount_points,amount_usd,amount_before_points,"
          + "amount_before_usd,detail,action,task_ids\n"))
    #expect(csv.errors.contains("1 new, 1 changed, 0 resolved; 2 open findings\n"))
    let markdown = try tool.run(
      "changes", "--since", "2026-05-06", "-f", "markdown", asOf: Self.now)
    #expect(markdown.output.hasPrefix("## Changes since 2026-05-06\n\n1 new, 1 changed,"))
    let json = try tool.run("changes", "--since", "2026-05-06", "--json", asOf: Self.now)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let data = try #require(object["data"] as? [String: Any])
    #expect(data["compared_with"] as? String == "reckoned")
    #expect((data["new_models"] as? [[String: Any]])?.first?["model"] as? String == "aurora-9")
    let rows = try #require((data["changes"] as? [String: Any])?["rows"] as? [[String: Any]])
    let ids = rows.compactMap { $0["task_ids"] as? [String] }
    #expect(ids.map(\.count).sorted() == [1, 2])
  }
}
