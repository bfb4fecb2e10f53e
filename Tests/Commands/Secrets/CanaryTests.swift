import Foundation
import TestSupport
import Testing

/// Secrets, prompts and addresses are planted in every place of every kind of input, and found
/// nowhere: in no file that the tool writes, and in nothing that it prints.
@Suite struct CanaryTests {
  /// What every planted text begins with.
  private static let canary = "hush-hush"
  private static let inbox = "Tests/Fixtures/canaries"
  private static let asOf = ["--as-of", "2026-06-01T00:00:00Z"]

  private static let commands = [
    "import in -v", "import in --reread --json",
    "nightly --inbox in --no-fetch --reports reports --metrics night.prom --config on.yaml",
    "nightly --inbox in --no-fetch --json", "nightly --inbox in --no-fetch -f slack",
    "quarantine list", "quarantine list --json", "quarantine list -f csv", "reconcile -v",
    "reconcile --json", "report", "report failures", "report retries", "report units",
    "report status --json", "report month", "report month -o page.html",
    "report month -o month.xlsx", "report in", "export tasks -f csv", "export tasks -f ndjson",
    "export focus", "export hledger", "wallet", "wallet --json", "doctor -v", "doctor --json",
    "doctor --repair new.db", "explain 00000001", "explain 00000002 --json", "forecast",
    "changes --since 2026-05-01", "status", "status --json", "claims new --period 2026-05",
    "claims", "rates infer", "query failures-by-error", "query quarantine-by-reason",
    "quote req.sh",
    "quote req.json", "quote - -v", "query --schema",
  ]
  /// These take no time.
  private static let timeless = ["backup copy.db", "config", "config --json"]

  private static let request = """
    curl -H 'x-api-key: \(canary)-curl-key' https://u:\(canary)-userinfo@api.piapi.ai/api/v1/task \
    -d '{"model":"seedream","task_type":"seedream-5-lite","input":{"prompt":"\(canary)-prompt"}}'

    """
  private static let unpriced = """
    {"model":"seedream","task_type":"\(canary)","input":{"prompt":"\(canary)","api_key":"\(canary)"}}
    """

  private static func tool() throws -> Tool {
    let tool = try Tool()
    for path in TestFiles.names(under: inbox, ending: "") where path.contains(".") {
      try tool.folder.write(
        try TestFiles.text(path), to: "in/" + path.dropFirst(inbox.count + 1))
    }
    try tool.folder.write(request, to: "req.sh")
    try tool.folder.write(
      unpriced.replacing("\"\(canary)\",\"input\"", with: "\"no-type\",\"input\""), to: "req.json")
    try tool.folder.write("on_news: [/usr/bin/env]\n", to: "on.yaml")
    return tool
  }

  @Test func `nothing of them is written or printed`() throws {
    let tool = try Self.tool()
    let given = Set(try Self.files(in: tool))
    let environment = ["PIAPI_API_KEY": "\(Self.canary)-of-the-environment"]
    for line in Self.commands + Self.timeless {
      let words = line.split(separator: " ").map(String.init)
      let result = try tool.run(
        words + (Self.timeless.contains(line) ? [] : Self.asOf), input: Self.request,
        environment: environment, asOf: nil)
      #expect([0, 10, 11, 13, 65].contains(result.status), "\(line): \(result.errors)")
      let printed = result.output + result.errors
      #expect(Self.canaries(in: Data(printed.utf8)).isEmpty, "\(line): \(printed)")
    }
    for name in try Self.files(in: tool) where !given.contains(name) && name != ".input" {
      let data = try Data(contentsOf: URL(filePath: tool.folder.path(name)))
      #expect(Self.canaries(in: data) == [], "\(name)")
    }
    // It was read.
    let tasks = try tool.run("export", "tasks", "-f", "csv").output
    #expect(tasks.split(separator: "\n").count >= 10)
    #expect(try tool.run("quarantine", "list", "-f", "csv").output.split(separator: "\n").count > 3)
  }

  private static func files(in tool: Tool) throws -> [String] {
    let names = FileManager.default.enumerator(atPath: tool.folder.path)
    return (names?.compactMap { $0 as? String } ?? []).filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(
        atPath: tool.folder.path(name), isDirectory: &isFolder) && !isFolder.boolValue
    }
  }

  /// The planted texts in some bytes, each with what follows it, to say which they are.
  private static func canaries(in data: Data) -> [String] {
    var (found, start): ([String], Data.Index) = ([], data.startIndex)
    while let range = data[start...].range(of: Data(canary.utf8)) {
      found.append(String(decoding: data[range.lowerBound...].prefix(40), as: UTF8.self))
      start = range.upperBound
    }
    return found
  }

  private static let configurations = [
    "api_key: \(canary)\n", "api_key:\n  \(canary): \(canary)\n", "budgets: [\(canary)\n  x: {",
    "key: \"\(canary)\n", "a: \(canary): \(canary)\n", "? \(canary)\n: [",
    "on_news: {secret: \(canary)}\n",
    "base_url: https://u:\(canary)@host/\n",
    "base_url: http://u:\(canary)@localhost/?k=\(canary)\n",
    "key_file: key.txt\n", "budgets:\n  - { name: all, monthly_usd: \(canary) }\n",
    "timezone: \(canary)\n", "exchange_rates: { EUR: { 2026-02: \(canary) } }\n",
    "stale_after: \(canary)\n", "holidays: { country: \(canary) }\n",
  ]

  @Test(arguments: configurations)
  func `a configuration's value is in no message about it`(text: String) throws {
    let tool = try Tool()
    try tool.folder.write(text, to: "piledger.yaml")
    try tool.folder.write("\(Self.canary) \(Self.canary)\u{1}\n", to: "key.txt")
    for words in [["config"], ["report"], ["status", "--json"]] {
      let result = try tool.run(words, asOf: words[0] == "config" ? nil : "2026-06-01T00:00:00Z")
      #expect(!(result.output + result.errors).contains(Self.canary), "\(result)")
      #expect(result.errors.filter { $0 == "\n" }.count <= 1, "\(result.errors)")
    }
  }
}
