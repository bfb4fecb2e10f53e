import Domain
import Foundation
import TestSupport
import Testing

/// An account whose tasks stop coming while those of others come is not free.
@Suite struct SilentAccountTests {
  private static let asOf = "2026-05-31T06:00:00Z"
  private static let settings = """
    accounts:
      - { name: studio, sources: "*studio/*" }
      - { name: agency, sources: "*agency/*" }

    """
  private static let studio = Array(1...30)
  private static let silence =
    "no tasks of account agency have arrived since 2026-05-20, for 10 days; before that, 20 of 20 "
    + "days had tasks, usually for 0.028 USD a day"

  /// A ledger of two accounts with a task on each of some days of May, a file for each day.
  private static func tool(agency: [Int], settings: String = settings) throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(settings, to: "piledger.yaml")
    for (account, days) in [("studio", studio), ("agency", agency)] {
      for day in days {
        let date = "2026-05-\(String(format: "%02d", day))"
        let task = TaskText.task {
          $0.taskID = "00000000-0000-4000-8000-0000000\(account == "studio" ? 1 : 2)\(1000 + day)"
          ($0.createdAt, $0.endedAt) = ("\(date)T10:00:00Z", "\(date)T10:00:09Z")
        }
        try tool.folder.write(task.envelope, to: "\(account)/\(date).json")
      }
    }
    let imported = try run(tool, "import", "studio", "agency", "-q")
    try #require(imported.status == 0, "\(imported.errors)")
    return tool
  }

  private static func run(_ tool: Tool, _ arguments: String...) throws -> Tool.Result {
    try tool.run(arguments + ["--config", "piledger.yaml"], asOf: asOf)
  }

  /// The end of the days that a forecast knows.
  private static func lastKnownDay(_ tool: Tool, _ arguments: String...) throws -> String? {
    let result = try tool.run(
      ["forecast", "--config", "piledger.yaml"] + arguments, asOf: asOf)
    #expect(result.status == 0, "\(result.errors)")
    return (result.output + result.errors).firstMatch(of: /days are known, through ([-0-9]+)/)
      .map { String($0.1) }
  }

  @Test func `reconciliation names the account, and its days are not known of all`() throws {
    let tool = try Self.tool(agency: Array(1...20))
    let all = try Self.run(tool, "reconcile")
    #expect(all.status == 13)
    #expect((all.output + all.errors).contains(Self.silence), "\(all.output)\(all.errors)")
    #expect(try Self.lastKnownDay(tool) == "2026-05-20")
  }

  @Test func `the other account's figures know nothing of it`() throws {
    let tool = try Self.tool(agency: Array(1...20))
    let result = try Self.run(tool, "reconcile", "--account", "studio")
    #expect(result.status == 0)
    #expect(!(result.output + result.errors).contains("arrived"), "\(result.output)")
    #expect(try Self.lastKnownDay(tool, "--account", "studio") == "2026-05-30")
    let own = try Self.run(tool, "reconcile", "--account", "agency")
    #expect(own.status == 13)
    #expect(try Self.lastKnownDay(tool, "--account", "agency") == "2026-05-20")
  }

  @Test func `JSON tells a stopped account apart from a stopped feed`() throws {
    let tool = try Self.tool(agency: Array(1...20))
    let result = try Self.run(tool, "reconcile", "-j")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let data = try #require((object as? [String: Any])?["data"] as? [String: Any])
    #expect(data["stale_feed"] is NSNull)
    let accounts = try #require(data["stale_accounts"] as? [[String: Any]])
    #expect(accounts.map { $0["account"] as? String } == ["agency"])
    #expect(accounts.map { $0["last_day"] as? String } == ["2026-05-20"])
  }

  @Test func `an account that its owner has ended is not missed`() throws {
    let tool = try Self.tool(
      agency: Array(1...20),
      settings: Self.settings.replacing(
        #""*agency/*" }"#, with: #""*agency/*", until: 2026-05-20 }"#))
    let result = try Self.run(tool, "reconcile")
    #expect(result.status == 0, "\(result.output)")
    #expect(try Self.lastKnownDay(tool) == "2026-05-30")
  }

  @Test func `days of which one account's files are missing are named`() throws {
    let tool = try Self.tool(agency: Array(1...14) + Array(25...30))
    let gap = "nothing is known of 2026-05-15 to 2026-05-24 for account agency: "
    let result = try Self.run(tool, "reconcile")
    #expect((result.output + result.errors).contains(gap), "\(result.output)\(result.errors)")
    let other = try Self.run(tool, "reconcile", "--account", "studio")
    #expect(!(other.output + other.errors).contains("nothing is known"), "\(other.output)")
  }

  @Test func `that an import is complete is said of all accounts`() throws {
    let tool = try Self.tool(agency: Array(1...20))
    let ofOne = try Self.run(tool, "import", "agency", "--account", "agency", "--complete")
    #expect(
      ofOne.errors.contains(
        "--complete is not noted: it tells that the tasks of all accounts are here; give it to an import without --account"
      ))
    #expect(try Self.lastKnownDay(tool) == "2026-05-20")
    let ofAll = try Self.run(tool, "import", "agency", "studio", "--complete")
    #expect(ofAll.status == 0, "\(ofAll.errors)")
    #expect(try Self.lastKnownDay(tool) == "2026-05-30")
  }

  @Test func `a night names the account once, and each Monday`() throws {
    let tool = try Self.tool(agency: Array(1...20))
    let night = { (day: String) in
      try tool.run(
        ["nightly", "--config", "piledger.yaml"], asOf: "2026-\(day)T03:00:00Z")
    }
    let first = try night("05-31")
    #expect(first.status == 13, "\(first.output)\(first.errors)")
    #expect((first.output + first.errors).contains("stale: \(Self.silence)"), "\(first)")
    let monday = try night("06-01")
    #expect(
      (monday.output + monday.errors).contains("stale: no tasks of account agency"), "\(monday)")
    let tuesday = try night("06-02")
    #expect(tuesday.status == 13)
    #expect(!(tuesday.output + tuesday.errors).contains("stale:"), "\(tuesday)")
  }
}
