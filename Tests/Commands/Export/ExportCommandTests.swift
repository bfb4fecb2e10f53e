import Foundation
import TestSupport
import Testing

@Suite struct ExportCommandTests {
  /// Two billed tasks, one that failed, one that runs, one without a time, and one without usage.
  private static let prepared = Result { try FolderContents(of: preparing().folder) }

  private static func filled() throws -> Tool { try Tool(prepared.get()) }

  private static func preparing() throws -> Tool {
    let tool = try Tool()
    let tasks = [
      TaskText(),
      TaskText.task {
        $0.taskID = "8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71"
        ($0.model, $0.taskType) = ("sora2", "sora2-video")
        ($0.input, $0.consume) = (#"{"duration":4}"#, 3_200_000)
        $0.output = #"{"video":"https://media.example/1.mp4"}"#
        $0.createdAt = "2026-05-05T23:59:59.999999999Z"
      },
      TaskText.task {
        $0.taskID = "9b1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f72"
        ($0.status, $0.output, $0.consume, $0.errorCode) = ("failed", "null", 0, 10_000)
      },
      TaskText.task {
        $0.taskID = "9c1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f73"
        ($0.status, $0.output, $0.consume, $0.frozen) = ("processing", "null", 0, 5_000_000)
        ($0.usageType, $0.endedAt) = ("point", "")
      },
      TaskText.task {
        $0.taskID = "9d1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f74"
        $0.createdAt = ""
      },
      TaskText.task {
        $0.taskID = "9e1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f75"
        $0.meta = #"{"created_at":"2026-05-05T10:00:00Z","ended_at":"2026-05-05T10:00:09Z"}"#
      },
    ]
    try tool.folder.write(
      tasks.map(\.envelope).joined(separator: "\n"), to: "in/tasks.ndjson")
    for (time, balance) in [("20260504T020000Z", "10"), ("20260506T020000Z", "59.652")] {
      try tool.folder.write(
        AccountText.answer { $0.balance = balance }, to: "in/\(time)-account.json")
    }
    try tool.run("import", "in")
    try tool.run("wallet", "add-top-up", "2026-05-05", "50", "--note", "invoice 17")
    return tool
  }

  @Test func `FOCUS has the billed tasks and the top-ups, and says what it leaves out`() throws {
    let tool = try Self.filled()
    let result = try tool.run("export", "focus", "-o", "charges.csv")
    #expect(result.status == 0)
    #expect(result.errors.contains("left out: 1 task without a creation time, 0.028 USD billed\n"))
    #expect(result.errors.contains("left out: 1 task whose billed amount is unknown\n"))
    let text = try tool.folder.text(of: "charges.csv")
    let lines = text.split(separator: "\r\n")
    #expect(lines.count == 5)
    #expect(lines.filter { $0.contains(",Usage,") }.count == 3)
    #expect(lines.filter { $0.contains(",Purchase,") }.count == 1)
    #expect(text.contains(",8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71,"))
    try tool.run("export", "focus", "-o", "again.csv")
    #expect(try tool.folder.text(of: "again.csv") == text)
  }

  @Test func `an export of FOCUS keeps the rules that it checks`() throws {
    let tool = try Self.filled()
    try tool.run("export", "focus", "-o", "charges.csv")
    let clean = try tool.run("export", "focus", "--lint", "charges.csv")
    #expect(clean.status == 0)
    #expect(clean.output == "4 rows, 0 problems\n")
    let text = try tool.folder.text(of: "charges.csv")
    let broken = text.replacing(",0.32,0.08,Standard,", with: ",0.99,0.08,Standard,")
    #expect(broken != text)
    let result = try tool.run("export", "focus", "--lint", "-", input: broken)
    #expect(result.status == 10)
    #expect(result.output == "4 rows, 1 problem\n")
    #expect(
      result.errors.contains(
        "ListCost: expected ListUnitPrice × PricingQuantity = 0.32, found 0.99"))
  }

  @Test func `an export of days without a charge is the header alone, and no failure`() throws {
    let tool = try Self.filled()
    let result = try tool.run("export", "focus", "--period", "2025", "-o", "none.csv")
    #expect(result.status == 0)
    #expect(result.errors == "no charges in 2025-01-01 to 2025-12-31\n")
    let header = try tool.folder.text(of: "none.csv")
    #expect(header.split(separator: "\r\n").count == 1 && header.contains("BilledCost"))
  }

  @Test func `a closed month keeps its sum, and the change is a correction`() throws {
    let tool = try Self.filled()
    try tool.run("close", "2026-05")
    let refunded = TaskText.task {
      ($0.status, $0.output, $0.consume, $0.errorCode) = ("failed", "null", 0, 10_000)
      $0.endedAt = "2026-06-02T10:00:00Z"
    }
    try tool.run("import", "-", input: refunded.envelope, asOf: "2026-06-03T00:00:00Z")
    let may = try tool.run("export", "focus", "--period", "2026-05", asOf: "2026-06-03T00:00:00Z")
      .output
    let june = try tool.run("export", "focus", "--period", "2026-06", asOf: "2026-06-03T00:00:00Z")
      .output
    #expect(Self.effectiveCosts(may) == ["0.028", "0.32"])
    #expect(Self.effectiveCosts(june) == ["-0.028"])
    #expect(june.contains(",Usage,Correction,"))
  }

  /// The nonzero values of the column EffectiveCost, sorted; texts of the sample contain no commas.
  private static func effectiveCosts(_ text: String) -> [String] {
    let lines = text.split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    guard let place = lines.first?.firstIndex(of: "EffectiveCost") else { return [] }
    return lines.dropFirst().map { String($0[place]) }.filter { $0 != "0.0" }.sorted()
  }

  @Test func `tasks are tidy rows, with objects in NDJSON`() throws {
    let tool = try Self.filled()
    let csv = try tool.run("export", "tasks")
    #expect(csv.output.hasPrefix("task_id,account,model,task_type,status,created_at,"))
    #expect(csv.output.split(separator: "\n").count == 7)
    try tool.run("export", "tasks", "-o", "may.ndjson", "--period", "2026-05-05")
    let lines = try tool.folder.text(of: "may.ndjson").split(separator: "\n")
    #expect(lines.count == 2)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
    #expect(object["measures"] as? [String: String] == ["second": "4"])
    #expect(object["billed_usd"] as? String == "0.3200000")
  }

  @Test func `the journal asserts the balance of each snapshot`() throws {
    let tool = try Self.filled()
    let result = try tool.run("export", "hledger", "--paid-from", "Assets:Giro")
    #expect(result.output.contains("    Expenses:PiAPI:Models:sora2  0.3200000 USD\n"))
    #expect(result.output.contains("    Assets:PiAPI:Wallet  10.0000000 USD = 10.0000000 USD\n"))
    #expect(result.output.contains(" = 59.6520000 USD\n"))
    #expect(result.output.contains("    Assets:Giro  -50.0000000 USD\n"))
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/hledger")))
  func `hledger finds the journal balanced, asserted and strict`() throws {
    let tool = try Self.filled()
    try tool.run("export", "hledger", "-o", "piapi.journal")
    let hledger = Process()
    hledger.executableURL = URL(filePath: "/usr/bin/hledger")
    hledger.arguments = [
      "-f", tool.folder.path("piapi.journal"), "check", "--strict", "ordereddates",
    ]
    hledger.environment = ["LANG": "C.UTF-8", "HOME": tool.folder.path]
    try hledger.run()
    hledger.waitUntilExit()
    #expect(hledger.terminationStatus == 0)
  }
}
