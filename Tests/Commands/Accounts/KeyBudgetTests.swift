import Foundation
import TestSupport
import Testing

/// Budgets of API keys in a ledger of several accounts.
@Suite struct KeyBudgetTests {
  private static let asOf = "2026-05-31T06:00:00Z"
  private static let settings = """
    accounts:
      - { name: studio, sources: "*studio*" }
      - { name: agency, sources: "*agency*" }
    budgets:
      - { name: seven, usd: 5, period: month, api_keys: [7] }
      - { name: eight, usd: 5, period: month, api_keys: [8] }

    """

  /// Thirty days of two accounts, and the histories of some days of each.
  private static func tool(
    histories: [String: ClosedRange<Int>], end: String = ""
  ) throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(
      settings.replacing(#""*agency*""#, with: #""*agency*"\#(end)"#), to: "piledger.yaml")
    for (account, key, first) in [("studio", "7", 100), ("agency", "8", 200)] {
      let moment = { (day: Int) in "2026-05-\(String(format: "%02d", day))T10:00:00Z" }
      let id = { (day: Int) in "00000000-0000-4000-8000-000000000\(first + day)" }
      let tasks = (1...30).map { day in
        TaskText.task {
          ($0.taskID, $0.createdAt, $0.endedAt) = (id(day), moment(day), moment(day))
        }
      }
      let rows = (histories[account].map(Array.init) ?? []).map { day in
        HistoryText.row {
          ($0.id, $0.taskID, $0.account, $0.apiKeyID) = (first + day, id(day), account, key)
          ($0.createdAt, $0.updatedAt) = (moment(day), moment(day))
        }
      }
      try tool.folder.write(
        tasks.map(\.envelope).joined(separator: "\n") + "\n" + HistoryText.page(rows),
        to: "\(account).ndjson")
    }
    let imported = try tool.run(
      "import", "studio.ndjson", "agency.ndjson", "--config", "piledger.yaml", asOf: asOf)
    try #require(imported.status == 0, "\(imported.errors)")
    return tool
  }

  /// What is said of the spend so far of each budget.
  private static func actuals(
    _ histories: [String: ClosedRange<Int>], end: String = ""
  ) throws -> [String] {
    let result = try tool(histories: histories, end: end).run(
      "budget", "--config", "piledger.yaml", asOf: asOf)
    return result.output.split(separator: "\n").filter { $0.hasPrefix("  actual") }
      .map { $0.dropFirst(10).trimmingCharacters(in: .whitespaces) }
  }

  @Test(arguments: [
    (1...30, 1...30, "0.84 USD; 16.8 % used, 96.7 % elapsed"),
    (
      1...30, 18...30,
      "0.364 USD; 7.2 % used, 96.7 % elapsed; no data for 2026-05-01 to 2026-05-17"
    ),
    (
      1...30, 20...25,
      "0.168 USD; 3.3 % used, 96.7 % elapsed; no data for 2026-05-01 to 2026-05-19, 2026-05-26 to "
        + "2026-05-30"
    ),
  ])
  func
    `what a key spent is unknown on days that its account's history does not cover, and only there`(
      studio: ClosedRange<Int>, agency: ClosedRange<Int>, ofEight: String
    ) throws
  {
    let actuals = try Self.actuals(["studio": studio, "agency": agency])
    #expect(actuals == ["0.84 USD; 16.8 % used, 96.7 % elapsed", ofEight])
  }

  @Test(arguments: ["", ", until: 2026-05-25", ", until: 2026-12-31"])
  func `the end of an account tells nothing of days with tasks that its history does not cover`(
    end: String
  ) throws {
    let actuals = try Self.actuals(["studio": 1...30, "agency": 1...20], end: end)
    #expect(actuals.last?.hasSuffix("no data for 2026-05-21 to 2026-05-30") == true, "\(actuals)")
  }
}
