import Foundation
import TestSupport
import Testing

@Suite struct ConfigCommandTests {
  private static let key = "a-key-that-must-not-be-seen"

  /// The cells of a setting's line.
  private static func line(_ setting: String, in output: String) -> [String] {
    let lines = output.split(separator: "\n")
    let line = lines.first { $0.hasPrefix("\(setting),") } ?? ""
    return line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func `each value is shown with its origin`() throws {
    let tool = try Tool()
    try tool.folder.write(
      "timezone: Europe/Berlin\n\narchive: kept\ncards: [a.yaml, b.yaml]\nunpriced_limit: 2.5%\n",
      to: "piledger.yaml")
    try tool.folder.write(
      "archive: elsewhere\nkeep_reports_days: 30\n", to: ".config/piledger/config.yaml")
    let result = try tool.run(
      "config", "show", "--origin", "--timezone", "Asia/Tokyo", "-f", "csv",
      environment: ["PILEDGER_FETCH_ATTEMPTS": "3"])
    #expect(result.status == 0)
    let folder = tool.folder.path
    let lines: [[String]] = [
      ["timezone", "Asia/Tokyo", "flag --timezone"],
      ["fetch_attempts", "3", "PILEDGER_FETCH_ATTEMPTS"],
      ["archive", "\(folder)/kept", "piledger.yaml:3"],
      ["unpriced_limit", "2.5%", "piledger.yaml:5"],
      ["keep_reports_days", "30", "\(folder)/.config/piledger/config.yaml:2"],
      ["base_url", "https://api.piapi.ai", "default"], ["reports", "", "not set"],
      ["db", "\(folder)/ledger.db", "PILEDGER_DB"],
    ]
    for line in lines { #expect(Self.line(line[0], in: result.output) == line) }
    #expect(result.output.contains("\"\(folder)/a.yaml, \(folder)/b.yaml\",piledger.yaml:4"))
  }

  @Test func `the key is masked, from the environment and from a file`() throws {
    let tool = try Tool()
    let variable = try tool.run(
      "config", "show", "--origin", "-f", "csv", environment: ["PIAPI_API_KEY": Self.key])
    #expect(Self.line("api_key", in: variable.output) == ["api_key", "********", "PIAPI_API_KEY"])
    chmod(try tool.folder.write(Self.key, to: "piapi.key"), 0o600)
    try tool.folder.write("key_file: piapi.key\n", to: "piledger.yaml")
    let file = try tool.run("config", "show", "--origin", "-f", "csv")
    #expect(Self.line("api_key", in: file.output) == ["api_key", "********", "key_file"])
    #expect(!(variable.output + file.output).contains(Self.key))
    chmod(tool.folder.path("piapi.key"), 0o644)
    let open = try tool.run("config", "show")
    #expect(open.status == 78)
    #expect(!open.errors.contains(Self.key))
  }

  @Test(arguments: [
    (
      "base_url: http://api.piapi.ai",
      "1: base_url: expected an address such as https://api.piapi.ai: https, or http for this machine alone"
    ),
    ("timezone: Mars/Olympus", "1: timezone: expected a time zone such as Europe/Berlin"),
    ("unpriced_limit: 101%", "1: unpriced_limit: expected a percentage up to 100%, such as 1%"),
    ("unpriced_limit: -1%", "1: unpriced_limit: expected a percentage up to 100%"),
    (
      "budgets:\n  - { name: a, usd: 1, period: month, thresholds: [50%, 2000%] }",
      "2: budgets: thresholds: expected a percentage up to 1000%"
    ),
    ("# first\nkeys: [1, 2]", "2: keys: expected a mapping of API key ids to names"),
    ("keys: { 3: shop, \"3\": batch }", "1: keys: expected a mapping"),
    ("keep_reports_days: 0", "1: keep_reports_days: expected a whole number from 1 to 36500"),
    ("fetch_attempts: many", "1: fetch_attempts: expected a whole number from 1 to 100"),
    ("fetch_retry_seconds: 0.0001", "1: fetch_retry_seconds: expected seconds up to 3600"),
    ("fetch_retry_seconds: -1", "1: fetch_retry_seconds: expected seconds up to 3600"),
    (
      "accounts: [{ name: unknown }]",
      "1: accounts: name: expected a name without * and control characters, other than unknown"
    ),
    (#"accounts: [{ name: "a*" }]"#, "1: accounts: name: expected a name without *"),
    (#"accounts: [{ name: "a\nb" }]"#, "1: accounts: name: expected a name without *"),
    (#"accounts: [{ name: "\e[31mred" }]"#, "1: accounts: name: expected a name without *"),
    ("inbox: {}", "1: inbox: expected a path, or a list of paths"),
    ("db:\n", "1: db: expected a path"),
    (
      "api_key: \(key)",
      "1: api_key: unknown setting; the settings are accounts, archive, archive_keep_days,"
    ),
  ])
  func `a setting that is wrong names its file and line, and ends with 78`(
    text: String, message: String
  ) throws {
    let tool = try Tool()
    try tool.folder.write(text + "\n", to: "piledger.yaml")
    let result = try tool.run("config", "show")
    #expect(result.status == 78)
    #expect(result.errors.hasPrefix("piledger: piledger.yaml:\(message)"))
    #expect(!result.errors.contains(Self.key))
  }

  @Test(arguments: [
    ("tags: [{ tag: a=b, model: - x }]\n", "1: not YAML: did not find expected node content"),
    ("db: a\nkey: \"never shown\n", "3: not YAML: found unexpected end of stream"),
    ("db: a\ndb: b\n", "1: a setting appears twice: db"),
    (
      "cards: &a [x, x]\ntags: [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n",
      "1: found more than 8 aliases; write the values out"
    ),
  ])
  func `a file that is no YAML is told in a line, without its text`(
    text: String, message: String
  ) throws {
    let tool = try Tool()
    try tool.folder.write(text, to: "piledger.yaml")
    let result = try tool.run("config", "show")
    #expect(result.status == 78)
    #expect(result.errors == "piledger: piledger.yaml:\(message)\n")
  }

  @Test func `a variable that is wrong is named, and an empty one counts as none`() throws {
    let tool = try Tool()
    let wrong = try tool.run("config", "show", environment: ["PILEDGER_FETCH_ATTEMPTS": "0"])
    #expect(wrong.status == 78)
    #expect(
      wrong.errors
        == "piledger: PILEDGER_FETCH_ATTEMPTS: expected a whole number from 1 to 100\n")
    let empty = try tool.run("config", "show", environment: ["PILEDGER_FETCH_ATTEMPTS": ""])
    #expect(empty.status == 0)
  }

  @Test(arguments: [
    ("PILEDGER_INBOXES", "; nearest is PILEDGER_INBOX"),
    ("PILEDGER_BUDGETS", "; known: PILEDGER_ARCHIVE, "),
  ])
  func `a variable that no setting has is refused, unless it is empty`(
    name: String, hint: String
  ) throws {
    let tool = try Tool()
    let result = try tool.run("config", "show", environment: [name: "x"])
    #expect(result.status == 78)
    #expect(result.errors.hasPrefix("piledger: \(name): no setting has this variable\(hint)"))
    #expect(try tool.run("config", "show", environment: [name: ""]).status == 0)
  }

  @Test func `a time zone that does not exist is refused in a flag and in a variable`() throws {
    let tool = try Tool()
    let flag = try tool.run("config", "show", "--timezone", "Mars/Olympus")
    let variable = try tool.run(
      "config", "show", environment: ["PILEDGER_TIMEZONE": "Mars/Olympus"])
    for (result, name, status) in [
      (flag, "--timezone", Int32(64)), (variable, "PILEDGER_TIMEZONE", 78),
    ] {
      #expect(result.status == status)
      #expect(
        result.errors == "piledger: \(name): expected a time zone such as Europe/Berlin\n")
    }
  }

  @Test func `a new file explains every setting, all commented out`() throws {
    let tool = try Tool()
    let result = try tool.run(
      "config", "init", environment: ["PIAPI_API_KEY": Self.key], asOf: nil)
    #expect(result.output == "wrote piledger.yaml\n")
    let text = try tool.folder.text(of: "piledger.yaml")
    #expect(!text.contains(Self.key))
    #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("#") })
    let shown = try tool.run("config", "show", "--origin", "-f", "csv")
    #expect(!shown.output.contains("piledger.yaml"))
    for line in shown.output.split(separator: "\n").dropFirst(2) {
      #expect(text.contains("\n# \(line.prefix { $0 != "," }): "))
      let cells = line.split(separator: ",").map(String.init)
      guard cells.last == "default", !cells[1].hasPrefix("/") else { continue }
      #expect(text.contains("; default \(cells[1]))\n"))
    }
  }

  @Test func `every example in a new file is a valid setting`() throws {
    let tool = try Tool()
    try tool.run("config", "init", "new/settings.yaml", asOf: nil)
    let lines = try tool.folder.text(of: "new/settings.yaml").split(separator: "\n")
    let settings = lines.map { $0.dropFirst(2) }.filter { line in
      let name = line.prefix { $0.isLowercase || $0 == "_" }
      return !name.isEmpty && line.dropFirst(name.count).hasPrefix(": ")
    }
    try tool.folder.write(settings.joined(separator: "\n") + "\n", to: "piledger.yaml")
    for name in ["piapi.key", "studio.key"] {
      chmod(try tool.folder.write(Self.key, to: name), 0o600)
    }
    let shown = try tool.run(
      "config", "show", "--origin", "-f", "csv", "--csv-dialect", "plain",
      environment: ["PILEDGER_DB": ""])
    #expect(shown.status == 0)
    let rows = shown.output.split(separator: "\n").dropFirst(2)
    #expect(rows.count == settings.count)
    #expect(rows.allSatisfy { $0.contains(",piledger.yaml:") })
  }

  @Test func `an existing file stays as it is, unless it may be replaced`() throws {
    let tool = try Tool()
    try tool.folder.write("db: mine.db\n", to: "piledger.yaml")
    let refused = try tool.run("config", "init", asOf: nil)
    #expect(refused.status == 73)
    #expect(
      refused.errors
        == "piledger: piledger.yaml: the file already exists; --force replaces it\n")
    #expect(try tool.folder.text(of: "piledger.yaml") == "db: mine.db\n")
    #expect(try tool.run("config", "init", "--force", asOf: nil).status == 0)
    #expect(try tool.folder.text(of: "piledger.yaml").contains("# db: ledger.db\n"))
  }
}
