import TestSupport
import Testing

@Suite struct HelpAndConfigurationTests {
  @Test(arguments: [
    "nightly", "import", "fetch", "reconcile", "explain", "report", "tag", "budget", "forecast",
    "wallet", "claims", "rates", "quote", "close", "reopen", "query", "export", "config",
    "backup", "doctor", "demo", "forget",
  ])
  func `every command has an abstract and examples`(command: String) throws {
    let result = try Tool().run(command, "--help", asOf: nil)
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("OVERVIEW: "))
    #expect(result.output.contains("EXAMPLES\n"))
    #expect(result.output.contains("piledger \(command)"))
  }

  @Test(arguments: [
    "list", "show", "history", "explain", "lint", "diff", "whatif", "test", "infer", "confirm",
  ])
  func `every command on rates has an abstract and examples`(command: String) throws {
    let result = try Tool().run("rates", command, "--help", asOf: nil)
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("OVERVIEW: "))
    #expect(result.output.contains("EXAMPLES\n"))
    #expect(result.output.contains("piledger rates \(command)"))
  }

  @Test func `the version is one line`() throws {
    let result = try Tool().run("--version", asOf: nil)
    #expect(result.output == "0.1.0\n")
    #expect(result.status == 0)
  }

  @Test func `a flag wins over the environment, and that over the configuration`() throws {
    let tool = try Tool()
    try tool.folder.write("db: from-file.db\n", to: "piledger.yaml")
    try tool.run("import", "-", "--db", "from-flag.db", input: TaskText().envelope)
    try tool.run(
      "import", "-", input: TaskText().envelope, environment: ["PILEDGER_DB": "from-variable.db"])
    #expect(tool.folder.names.contains("from-flag.db"))
    #expect(tool.folder.names.contains("from-variable.db"))
    #expect(!tool.folder.names.contains("from-file.db"))
  }

  @Test(arguments: [
    ("colour: red\n", "piledger.yaml:1: colour: unknown setting"),
    ("timezone: UTC\nunpriced_limit: few\n", "piledger.yaml:2: unpriced_limit: expected a percent"),
    ("- db\n", "piledger.yaml: expected a mapping of settings"),
    ("timezone: Middle/Earth\n", "piledger.yaml:1: timezone: expected a time zone such as"),
  ])
  func `a configuration with an error ends with 78 and one line`(
    text: String, message: String
  ) throws {
    let tool = try Tool()
    try tool.folder.write(text, to: "piledger.yaml")
    let result = try tool.run("import", "-", input: TaskText().envelope)
    #expect(result.status == 78)
    #expect(result.errors.contains(message))
    #expect(result.errors.filter { $0 == "\n" }.count == 1)
  }

  @Test func `a ledger keeps its time zone for good`() throws {
    let tool = try Tool()
    let late = TaskText.task { $0.createdAt = "2026-05-31T23:30:00Z" }
    try tool.run("import", "-", "-z", "Europe/Berlin", input: late.envelope)
    let report = try tool.run("report", "monthly", "-f", "csv")
    #expect(report.output.contains("\n2026-06,1,1,0,280000,"))
    let other = try tool.run("import", "-", "-z", "UTC", input: late.envelope)
    #expect(other.status == 78)
    #expect(other.errors.contains("keeps its accounting days in Europe/Berlin, not in UTC"))
  }
}
