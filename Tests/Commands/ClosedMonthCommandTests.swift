import Foundation
import TestSupport
import Testing

/// After `close 2026-05` and a late failed task and a late refund, everything that reports May and
/// June agrees.
@Suite struct ClosedMonthCommandTests {
  private static func id(_ number: Int) -> String { "00000000-0000-4000-8000-00000000000\(number)" }

  private static func failed(_ number: Int, at time: String, consume: Int) -> TaskText {
    TaskText.task {
      ($0.taskID, $0.status, $0.output, $0.errorCode) = (id(number), "failed", "null", 10_000)
      ($0.createdAt, $0.endedAt) = ("2026-05-04T\(time):00Z", "2026-05-04T\(time):09Z")
      $0.consume = consume
    }
  }

  private static func delivered(_ number: Int, at time: String, consume: Int) -> TaskText {
    TaskText.task {
      $0.taskID = id(number)
      ($0.createdAt, $0.endedAt) = ("2026-05-04T\(time):00Z", "2026-05-04T\(time):09Z")
      $0.consume = consume
    }
  }

  private static func input(_ tasks: TaskText...) -> String {
    tasks.map { $0.envelope + "\n" }.joined()
  }

  /// What each command reports for a month.
  private static let commands: [[String]] = [
    ["report", "model"], ["report", "failures"], ["report", "retries"], ["report", "units"],
    ["report", "status"], ["reconcile"], ["query", "findings-by-cause"],
    ["query", "failures-by-error"], ["query", "overcharges"], ["query", "dearest-tasks"],
    ["query", "spend-by-size"], ["query", "tasks-by-hour"], ["query", "spend-by-model"],
  ]

  private static func told(_ tool: Tool, _ month: String) throws -> [String: String] {
    var told: [String: String] = [:]
    for command in commands {
      let text = command.joined(separator: " ")
      for format in ["csv", "json"] {
        let result = try tool.run(
          command + ["--period", month, "-f", format, "-q"], asOf: "2026-06-15")
        told["\(text) \(format)"] = result.output
      }
    }
    let page = try tool.run("report", "month", month, "-f", "json", "-q", asOf: "2026-06-15")
    // The future depends on what is known today.
    let sections = try #require(
      try JSONSerialization.jsonObject(with: Data(page.output.utf8)) as? [String: Any])
    let data = try #require(sections["data"])
    told["page"] = try Self.failureSection(of: data)
    return told
  }

  /// The section on failures, wherever it is on the page.
  private static func failureSection(of value: Any) throws -> String {
    if let object = value as? [String: Any] {
      if object["name"] as? String == "failures" || object["id"] as? String == "failures" {
        let data = try JSONSerialization.data(
          withJSONObject: object, options: [.sortedKeys, .fragmentsAllowed])
        return String(decoding: data, as: UTF8.self)
      }
      return try object.keys.sorted().map { try failureSection(of: object[$0] ?? "") }.joined()
    }
    return try (value as? [Any] ?? []).map { try failureSection(of: $0) }.joined()
  }

  private static func closed() throws -> Tool {
    let tool = try Tool()
    try tool.run(
      "import", "-",
      input: input(
        failed(1, at: "10:00", consume: 280_000), failed(2, at: "10:20", consume: 0),
        delivered(3, at: "10:40", consume: 280_000), delivered(4, at: "12:00", consume: 300_000)))
    try tool.run("close", "2026-05")
    return tool
  }

  @Test func `May stays as closed in every command, and June has the change`() throws {
    let tool = try Self.closed()
    let before = try Self.told(tool, "2026-05")
    #expect(before["page"]?.contains("10000") != true)
    try tool.run(
      "import", "-",
      input: Self.input(
        Self.failed(1, at: "10:00", consume: 0), Self.failed(5, at: "10:25", consume: 280_000)),
      asOf: "2026-06-10")
    let after = try Self.told(tool, "2026-05")
    for (command, text) in before {
      #expect(Self.data(after[command] ?? "") == Self.data(text), "\(command)")
    }
    let june = try Self.told(tool, "2026-06")
    let lines = { (command: String) in
      june["\(command) csv"]?.split(separator: "\n").dropFirst().map(String.init) ?? []
    }
    #expect(
      lines("report failures") == [
        "seedream,seedream-5-lite,10000,failed,1,100.0,1,0,0,0.0000000"
      ])
    #expect(
      lines("query failures-by-error") == [
        "seedream,seedream-5-lite,failed,10000,1,1,0,0,0.0000000"
      ])
    #expect(
      lines("report model").first?.hasPrefix("seedream,seedream-5-lite,1,1,0,0,0.0000000,") == true)
    #expect(
      lines("query overcharges").map { $0.split(separator: ",").prefix(6).joined(separator: ",") }
        == [
          "\(Self.id(5)),2026-06-10,seedream,seedream-5-lite,refund_due,280000",
          "\(Self.id(1)),2026-06-10,seedream,seedream-5-lite,refund_due,-280000",
        ])
    #expect(lines("query tasks-by-hour") == ["10,1,0,0.0000000"])
    #expect(
      lines("query spend-by-size").first?.hasPrefix("seedream,seedream-5-lite,2K,,1,0,") == true)
    #expect(try tool.run("doctor").status == 0)
  }

  /// Without the moment and the notes on adjustments, which later days have more of.
  private static func data(_ text: String) -> String {
    guard let start = text.firstRange(of: "\"data\"") else { return text }
    return String(text[start.lowerBound...])
  }

  @Test func `what the retries of a closed month were stays, and what became of them is June's`()
    throws
  {
    let tool = try Self.closed()
    let retries = { (month: String) in
      try tool.run("report", "retries", "--period", month, "-f", "csv", "-q", asOf: "2026-06-15")
        .output.split(separator: "\n").dropFirst().map(String.init)
    }
    let may = ["seedream,seedream-5-lite,1,1,3,3,0,560000,0.0560000,280000,0.0280000"]
    #expect(try retries("2026-05") == may)
    #expect(try retries("2026-06") == [])
    // One more try between the second and the last.
    try tool.run(
      "import", "-", input: Self.input(Self.failed(5, at: "10:25", consume: 280_000)),
      asOf: "2026-06-10")
    #expect(try retries("2026-05") == may)
    #expect(
      try retries("2026-06") == [
        "seedream,seedream-5-lite,0,0,1,4,0,280000,0.0280000,280000,0.0280000"
      ])
    try tool.run("reopen", "2026-05", "--reason", "a test", asOf: "2026-06-12")
    #expect(
      try retries("2026-05")
        == ["seedream,seedream-5-lite,1,1,4,4,0,840000,0.0840000,560000,0.0560000"])
    #expect(try retries("2026-06") == [])
  }

  @Test func `a refund that arrives by polling is one, in whatever order, in files too`() throws {
    let answers = [
      Self.failed(1, at: "10:00", consume: 280_000), Self.failed(1, at: "10:00", consume: 0),
    ]
    for order in [answers, answers.reversed()] {
      let tool = try Tool()
      try tool.folder.write(order.map { $0.envelope + "\n" }.joined(), to: "all.ndjson")
      for (number, answer) in order.enumerated() {
        try tool.run("import", "-", input: answer.envelope, asOf: "2026-05-0\(5 + number)")
      }
      let ledger = try tool.run("report", "status", "-f", "csv", "-q")
      #expect(ledger.output.contains("refunded"))
      #expect(!ledger.output.contains("conflict"))
      #expect(
        try tool.run("report", "status", "-f", "csv", "-q", "all.ndjson").output == ledger.output)
      #expect(
        try tool.run("report", "failures", "-f", "csv", "-q", "all.ndjson").output.hasSuffix(
          "\nseedream,seedream-5-lite,10000,failed,1,100.0,1,0,0,0.0000000\n"))
      #expect(try tool.run("explain", Self.id(1)).output.contains("refunded"))
    }
  }

  @Test func `a failure with an unknown booking is not free`() throws {
    let tool = try Tool()
    var unmetered = Self.failed(1, at: "10:00", consume: 0)
    unmetered.meta =
      #"{"created_at":"2026-05-04T10:00:00Z","ended_at":"2026-05-04T10:00:09Z"}"#
    try tool.run("import", "-", input: unmetered.envelope)
    #expect(
      try tool.run("report", "failures", "-f", "csv", "-q").output.hasSuffix(
        "\nseedream,seedream-5-lite,10000,failed,1,100.0,0,1,0,0.0000000\n"))
    #expect(
      try tool.run("query", "failures-by-error", "-f", "csv").output.hasSuffix(
        "\nseedream,seedream-5-lite,failed,10000,1,0,1,,\n"))
  }
}
