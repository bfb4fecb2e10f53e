import Foundation
import TestSupport
import Testing

/// Where a night is told besides its lines: metrics, a webhook's message, a program.
@Suite struct NightOutletTests {
  /// A task that costs more than it should, which is news once.
  private static let overcharged = TaskText.task { $0.consume = 300_000 }

  /// A tool with an inbox, and settings besides it.
  private static func tool(_ settings: String = "") throws -> Tool {
    let tool = try Tool()
    try tool.folder.write("inbox: [inbox]\n\(settings)", to: "piledger.yaml")
    try tool.folder.write(overcharged.envelope, to: "inbox/a.json")
    return tool
  }

  /// Runs a night that is of the present, although the time is fixed.
  @discardableResult
  private static func night(
    _ tool: Tool, _ arguments: String..., asOf: String = "2026-06-01T00:00:00Z",
    environment: [String: String] = [:]
  ) throws -> Tool.Result {
    try tool.run(
      ["nightly", "--no-fetch"] + arguments,
      environment: environment.merging([FetchingTool.clockVariable: asOf]) { $1 }, asOf: asOf)
  }

  private static func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test func `metrics are written for another user to read, the same for the same data`() throws {
    let tool = try Self.tool("metrics: textfiles/night.prom\n")
    try FileManager.default.createDirectory(
      atPath: tool.folder.path("textfiles"), withIntermediateDirectories: false)
    // The first night makes the ledger grow by what it keeps of itself.
    try Self.night(tool)
    let result = try Self.night(tool)
    let text = try tool.folder.text(of: "textfiles/night.prom")
    let metrics = try MetricsText(text)
    #expect(metrics.values["piledger_night_exit_status"] == "\(result.status)")
    #expect(metrics.values["piledger_open_findings{kind=\"overcharged\"}"] == "1")
    #expect(metrics.values["piledger_month_variance_usd"] != nil)
    #expect(metrics.values["piledger_night_last_run_timestamp_seconds"] == "1780272000")
    #expect(metrics.values["piledger_last_task_timestamp_seconds"] != nil)
    #expect(Self.mode(tool.folder.path("textfiles/night.prom")) == 0o644)
    #expect(tool.folder.names.contains("textfiles"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: tool.folder.path("textfiles"))
        == ["night.prom"])
    try Self.night(tool)
    #expect(try tool.folder.text(of: "textfiles/night.prom") == text)
  }

  @Test func `a file that is there keeps its permissions`() throws {
    let tool = try Self.tool()
    chmod(try tool.folder.write("", to: "m.prom"), 0o640)
    try Self.night(tool, "--metrics", "m.prom")
    #expect(Self.mode(tool.folder.path("m.prom")) == 0o640)
  }

  @Test(arguments: [
    ("unknown_setting: 1\n", "78"), ("cards: [none.yaml]\n", "78"),
    ("db: /dev/null/ledger.db\n", ""),
  ])
  func `a night that fails before it has a ledger has metrics of its failure`(
    setting: String, status: String
  ) throws {
    let tool = try Self.tool(setting)
    let result = try Self.night(tool, "--metrics", "m.prom", environment: ["PILEDGER_DB": ""])
    let metrics = try MetricsText(try tool.folder.text(of: "m.prom"))
    #expect(metrics.values["piledger_night_exit_status"] == "\(result.status)")
    #expect(result.status >= 64 && (status.isEmpty || status == "\(result.status)"))
    #expect(!metrics.names.contains("piledger_open_findings"))
    #expect(result.errors.hasPrefix("piledger: "))
  }

  @Test func `a night of the past leaves the metrics of the present`() throws {
    let tool = try Self.tool("metrics: m.prom\non_news: [touch, told]\n")
    let result = try tool.run("nightly", "--no-fetch", asOf: "2026-05-31")
    #expect(result.errors.contains("overcharged"))
    #expect(!tool.folder.names.contains("m.prom"))
    #expect(!tool.folder.names.contains("told"))
    try tool.run("nightly", "--no-fetch", "--metrics", "asked.prom", asOf: "2026-05-31")
    #expect(tool.folder.names.contains("asked.prom"))
  }

  @Test func `metrics that cannot be written are told, and the night is kept`() throws {
    let tool = try Self.tool("metrics: nowhere/m.prom\n")
    let result = try Self.night(tool)
    #expect(result.status == 73)
    #expect(
      result.errors.contains(
        "\npiledger: metrics: \(tool.folder.path("nowhere/m.prom")): cannot be written: "))
    #expect(try !Self.night(tool, asOf: "2026-06-02T00:00:00Z").errors.contains("overcharged"))
  }

  @Test func `the message for a webhook has the night's lines, and there is none without news`()
    throws
  {
    let tool = try Self.tool()
    let result = try Self.night(tool, "--format", "slack")
    let body = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let lines = result.errors.split(separator: "\n").map(String.init)
    let text = try #require(body?["text"] as? String)
    #expect(text == "*\(lines[0])*\n```\n\(lines.dropFirst().joined(separator: "\n"))\n```")
    let silent = try Self.night(tool, "--format", "slack", asOf: "2026-06-02T00:00:00Z")
    #expect(silent.output == "")
    let failed = try Self.night(tool, "--format", "slack", "--card", "none.yaml")
    #expect(failed.status == 78)
    #expect(
      failed.output.contains("*The night could not be reconciled*\\n```\\nnightly: none.yaml"))
  }

  @Test func `the formats of a night are three`() throws {
    let tool = try Self.tool()
    let json = try Self.night(tool, "--format", "json")
    #expect(json.output.contains("\"schema\": \"piledger.nightly/1\""))
    #expect(try Self.night(tool, "--format", "csv").status == 64)
    #expect(try Self.night(tool, "--format", "slack", "--json").status == 64)
  }

  @Test func `a program gets the summary of a night with news, and of no other`() throws {
    let tool = try Self.tool("on_news: [sh, -c, 'cat > \"$0.json\"', told]\n")
    let news = try Self.night(tool, "--summary-json", "summary.json")
    #expect(news.errors.contains("overcharged"))
    #expect(try tool.folder.text(of: "told.json") == tool.folder.text(of: "summary.json"))
    try FileManager.default.removeItem(atPath: tool.folder.path("told.json"))
    let silent = try Self.night(tool, asOf: "2026-06-02T00:00:00Z")
    #expect(silent.errors == "")
    #expect(!tool.folder.names.contains("told.json"))
  }

  @Test func `a program gets the failure of a night that could not begin`() throws {
    let tool = try Self.tool("on_news: [sh, -c, 'cat > told.json']\n")
    let result = try Self.night(tool, "--card", "none.yaml")
    #expect(result.status == 78)
    let told = try tool.folder.text(of: "told.json")
    #expect(told.contains("\"night\": null"))
    #expect(told.contains("\"step\": \"nightly\""))
    #expect(told.contains("none.yaml"))
  }

  @Test func `a program is a path beside its configuration, and gets no API key`() throws {
    let tool = try Self.tool()
    try tool.folder.write("#!/bin/sh\nenv > \"$1\"\n", to: "etc/hooks/tell")
    chmod(tool.folder.path("etc/hooks/tell"), 0o755)
    try tool.folder.write(
      "inbox: [../inbox]\non_news: [hooks/tell, told]\n", to: "etc/night.yaml")
    let result = try Self.night(
      tool, "--config", "etc/night.yaml",
      environment: ["PIAPI_API_KEY": "a-key-to-be-kept", "SEEN": "by the program"])
    let told = try tool.folder.text(of: "told")
    #expect(told.contains("SEEN=by the program\n"))
    #expect(told.contains("PILEDGER_DB="))
    #expect(!told.contains("a-key-to-be-kept"))
    #expect(!result.errors.contains("on_news"))
  }

  @Test(arguments: [
    (["sh", "-c", "echo no; exit 3"], "on_news: no\npiledger: on_news: sh: ended with status 3\n"),
    (["./none"], "/none: cannot be run: No such file or directory\n"),
    (
      ["none-such-program"],
      "on_news: none-such-program: cannot be run: No such file or directory\n"
    ),
    (["sh", "-c", "kill -9 $$"], "on_news: sh: ended by signal 9 (Killed)\n"),
    (
      ["sh", "-c", "sleep 60 & sleep 60"],
      "on_news: sh: stopped, as it took longer than 1 s (on_news_timeout_seconds)\n"
    ),
  ])
  func `a program that fails is told with a status of its own, and the night is kept`(
    words: [String], message: String
  ) throws {
    let list = words.map { "'\($0)'" }.joined(separator: ", ")
    let tool = try Self.tool("on_news: [\(list)]\non_news_timeout_seconds: 1\nmetrics: m.prom\n")
    let started = ContinuousClock.now
    let result = try Self.night(tool)
    #expect(ContinuousClock.now - started < .seconds(20))
    #expect(result.status == 74)
    #expect(result.errors.contains("overcharged"))
    #expect(result.errors.hasSuffix(message), "\(result.errors)")
    #expect(try tool.folder.text(of: "m.prom").contains("\npiledger_night_exit_status 74\n"))
    let next = try Self.night(tool, asOf: "2026-06-02T00:00:00Z")
    #expect(next.errors == "" && next.status == 10)
  }

  @Test(arguments: [
    "exec <&-; exit 0", "head -c 2000000 /dev/zero | tr '\\0' x", "sleep 3 & exit 0",
    "cat /dev/null; yes | head -n 100000", "printf '\\377\\033[31m\\n'",
  ])
  func `a program that reads nothing, says much or leaves something behind does no harm`(
    script: String
  ) throws {
    let tool = try Self.tool("on_news: [sh, -c, \"\(script.replacing("\\", with: "\\\\"))\"]\n")
    let result = try Self.night(tool)
    #expect(result.status == 10, "\(result.errors)")
    #expect(result.errors.utf8.count < 12_000)
    #expect(!result.errors.contains("\u{1B}"))
    let lines = result.errors.split(separator: "\n").filter { $0.hasPrefix("piledger: on_news: ") }
    #expect(lines.count <= 21)
  }

  @Test func `a file that others can write chooses no program`() throws {
    let tool = try Self.tool("on_news: [touch, told]\n")
    chmod(tool.folder.path("piledger.yaml"), 0o664)
    let result = try Self.night(tool)
    #expect(result.status == 78)
    #expect(
      result.errors.hasSuffix(
        "piledger: on_news: piledger.yaml: others can write to the file (chmod go-w), so its "
          + "program is not run\n"))
    #expect(!tool.folder.names.contains("told"))
  }

  @Test(arguments: ["notify finance", "[]", "['']", "[[a]]", "{ a: b }", "[\"a\\0b\"]"])
  func `a program is a list of words`(value: String) throws {
    let tool = try Self.tool("on_news: \(value)\n")
    let result = try tool.run("config", "show")
    #expect(result.status == 78)
    #expect(
      result.errors.hasPrefix(
        "piledger: piledger.yaml:2: on_news: expected a list of a program and its arguments"))
    #expect(
      try tool.run("config", "show", environment: ["PILEDGER_ON_NEWS": "x"]).status == 78)
  }
}
