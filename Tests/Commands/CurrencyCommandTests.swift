import Foundation
import TestSupport
import Testing

/// Amounts in another currency next to USD, as a user gets them from a table of rates.
@Suite struct CurrencyCommandTests {
  /// Units per euro, as the European Central Bank publishes them; 2026-05-09 is a Saturday.
  private static let ecb = """
    Date,USD,JPY,
    2026-05-11,1.6,160,
    2026-05-08,1.25,157.5,
    2026-05-04,1.25,N/A,

    """

  private static let settings = "currency: EUR\nexchange_rates: eurofxref-hist.csv\n"

  /// A task of 0.10 USD on each of some days of May.
  private static func tool(
    days: [Int], rates: String = ecb, settings: String = settings
  ) throws -> Tool {
    let tool = try Tool()
    let tasks = days.enumerated().map { index, day in
      TaskText.task {
        $0.taskID = "7f3a0c1e-52d4-4b6f-9a11-00000000000\(index)"
        $0.createdAt = "2026-05-\(day < 10 ? "0" : "")\(day)T02:00:00Z"
        $0.endedAt = "2026-05-\(day < 10 ? "0" : "")\(day)T02:01:00Z"
        $0.model = index % 2 == 0 ? "seedream" : "kling"
        $0.consume = 1_000_000
      }.envelope
    }
    try tool.folder.write(rates, to: "eurofxref-hist.csv")
    try tool.folder.write(settings, to: "piledger.yaml")
    #expect(try tool.run("import", "-", input: tasks.joined(separator: "\n")).status == 0)
    return tool
  }

  /// The values of a column of CSV, by the first field of each row.
  private static func column(_ name: String, _ csv: String) throws -> [String: String] {
    let rows = csv.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let index = try #require(rows[0].firstIndex(of: name), "no column \(name) in \(rows[0])")
    return Dictionary(uniqueKeysWithValues: rows.dropFirst().map { ($0[0], $0[index]) })
  }

  @Test func `each day has its own rate, a weekend the last before it`() throws {
    let tool = try Self.tool(days: [4, 8, 9, 10, 11])
    let result = try tool.run("report", "daily", "-f", "csv")
    #expect(result.status == 0)
    #expect(
      try Self.column("billed_eur", result.output) == [
        "2026-05-04": "0.08", "2026-05-08": "0.08", "2026-05-09": "0.08", "2026-05-10": "0.08",
        "2026-05-11": "0.0625",
      ])
    #expect(
      result.errors.contains(
        "EUR amounts: each day at its rate in eurofxref-hist.csv, 2026-05-04 to 2026-05-11; a day "
          + "without one takes the last before it, at most 7 days old\n"))
    let header = try #require(result.output.split(separator: "\n").first)
    #expect(header.contains(",billed_points,billed_usd,billed_eur,expected_points,"))
  }

  @Test func `reports by day, model and month, JSON and the month's page have one total`() throws {
    let tool = try Self.tool(days: [4, 8, 9, 10, 11])
    for kind in ["daily", "model", "monthly", "status"] {
      let report = try tool.run("report", kind, "--json")
      #expect(report.output.contains(#""currency": "EUR""#))
      let total = try #require(report.output.components(separatedBy: #""total": "#).last)
      #expect(total.contains(#""billed_eur": "0.3825""#), "\(kind): \(total)")
    }
    let verdicts = try tool.run("reconcile", "--json")
    #expect(verdicts.output.contains(#""billed_eur": "0.3825""#))
    let month = try tool.run("report", "month", "2026-05", asOf: "2026-06-01T00:00:00Z")
    #expect(month.output.contains("Billed in EUR"))
    #expect(month.output.contains("0.38 EUR"))
    let people = try tool.run("report", "model")
    #expect(people.output.contains("0.3825"))
  }

  @Test func `a day that the table does not reach is unknown, with a word, and never 0`() throws {
    let tool = try Self.tool(days: [4, 19])
    let result = try tool.run("report", "daily", "-f", "csv")
    #expect(
      try Self.column("billed_eur", result.output)
        == ["2026-05-04": "0.08", "2026-05-19": ""])
    #expect(
      result.errors.contains(
        "no EUR rate for 2026-05-19: 0.10 USD; every EUR sum that includes them is unknown\n"))
    #expect(try tool.run("report", "monthly", "-j").output.contains(#""billed_eur": null"#))
    #expect(
      try tool.run("report", "month", "2026-05").output.contains("Billed in EUR  unknown"))
  }

  @Test func `the day is that of the ledger's time zone`() throws {
    let tool = try Self.tool(days: [11], settings: Self.settings + "timezone: America/New_York\n")
    let report = try tool.run("report", "daily", "-f", "csv")
    #expect(try Self.column("billed_eur", report.output) == ["2026-05-10": "0.08"])
  }

  @Test func `a flag chooses another currency or none`() throws {
    let tool = try Self.tool(days: [8])
    let yen = try tool.run("report", "daily", "--currency", "jpy", "-f", "csv")
    #expect(try Self.column("billed_jpy", yen.output) == ["2026-05-08": "12.60"])
    let none = try tool.run("report", "daily", "--currency", "USD", "-f", "csv")
    #expect(!none.output.contains("_eur"))
    #expect(!none.errors.contains("EUR"))
    let wrong = try tool.run("report", "daily", "--currency", "euro")
    #expect(wrong.status == 64)
    #expect(
      wrong.errors.contains("--currency: expected a currency's three letters, such as EUR"))
  }

  @Test func `a report without amounts in a currency takes no other one`() throws {
    let tool = try Self.tool(days: [8], rates: "broken")
    #expect(try tool.run("report", "units").status == 0)
    let refused = try tool.run("report", "units", "--currency", "EUR")
    #expect(refused.status == 64)
    #expect(refused.errors.contains("--currency does not apply to report units"))
  }

  @Test func `a month is converted by its rate in the configuration`() throws {
    let tool = try Self.tool(
      days: [4, 31],
      settings: "currency: EUR\nexchange_rates:\n  EUR: { 2026-04: 0.9, 2026-05: 0.5 }\n")
    let report = try tool.run("report", "monthly", "-f", "csv")
    #expect(try Self.column("billed_eur", report.output) == ["2026-05": "0.10"])
  }

  @Test func `cash amounts are converted like credits`() throws {
    let tool = try Self.tool(days: [8])
    try tool.run("wallet", "add-top-up", "2026-05-01", "100")
    try tool.run("wallet", "add-top-up", "2026-05-01", "25", "--credit")
    let report = try tool.run("report", "daily", "--money", "cash", "-f", "csv")
    #expect(try Self.column("billed_usd", report.output) == ["2026-05-08": "0.0800000"])
    #expect(try Self.column("billed_eur", report.output) == ["2026-05-08": "0.064"])
  }

  @Test func `a closed month keeps its rates, and says where the table differs`() throws {
    let tool = try Self.tool(days: [4, 8])
    let closed = try tool.run("close", "2026-05")
    #expect(closed.output == "closed 2026-05, with the EUR rates of its days\n")
    try tool.folder.write(
      "Date,USD\n2026-05-04,1\n2026-05-08,1.25\n2026-06-01,1\n", to: "eurofxref-hist.csv")
    let report = try tool.run("report", "daily", "-f", "csv")
    #expect(
      try Self.column("billed_eur", report.output)
        == ["2026-05-04": "0.08", "2026-05-08": "0.08"])
    #expect(
      report.errors.contains(
        "closed with other rates than eurofxref-hist.csv has now, and kept: 2026-05-04\n"))
    #expect(try tool.run("doctor").status == 0)
    try tool.run("reopen", "2026-05", "--reason", "the bank corrected a rate")
    let reopened = try tool.run("report", "daily", "-f", "csv")
    #expect(
      try Self.column("billed_eur", reopened.output)
        == ["2026-05-04": "0.10", "2026-05-08": "0.08"])
  }

  @Test func `a ledger of the version before keeps rates too`() throws {
    // Of what version 6 lacked, version 8 has these tables more.
    let tool = try OldLedger.tool(
      version: 8,
      """
      DROP TABLE usage_line; DROP TABLE usage_partition; DROP TABLE kept_rate;
      PRAGMA user_version = 6
      """)
    try tool.folder.write(Self.ecb, to: "eurofxref-hist.csv")
    try tool.folder.write(Self.settings, to: "piledger.yaml")
    let refused = try tool.run("report")
    #expect(refused.status == 78)
    #expect(refused.errors.contains("the ledger has version 6; run piledger reconcile"))
    let upgraded = try tool.run("reconcile", "-q")
    #expect([0, 10].contains(upgraded.status), "\(upgraded.errors)")
    #expect(try tool.run("reopen", "2026-05", "--reason", "rates").status == 0)
    #expect(try tool.run("close", "2026-05").status == 0)
    #expect(try OldLedger.rows(tool, "SELECT count(*) > 0 AS n FROM kept_rate") == ["[n:1]"])
  }

  @Test(arguments: [
    ("currency: EUR\n", "x", "piledger: currency: EUR needs exchange_rates in the configuration: "),
    (
      "currency: euro\n", "x",
      "piledger: piledger.yaml:1: currency: expected a currency's three letters, such as EUR"
    ),
    (settings, "Date,USD\n2026-05-04,abc\n", ":2: USD: expected a number above 0, found \"abc\""),
    (
      settings, "Date,USD\n2026-05-04,1\n2026-05-04,2\n",
      ":3: expected one rate of EUR for 2026-05-04, found 1 and 0.5"
    ),
    (
      "currency: EUR\nexchange_rates: none.csv\n", "x",
      "/none.csv: cannot be read: No such file or directory"
    ),
    (
      "currency: EUR\nexchange_rates:\n  EUR:\n    2026-05: 0\n", "x",
      "piledger.yaml:4: exchange_rates: 2026-05: expected from 0.000001 to 1000000 units for one USD"
    ),
    (
      "currency: EUR\nexchange_rates:\n  EUR:\n    May: 0.9\n", "x",
      "piledger.yaml:4: exchange_rates: May: expected a day such as 2026-02-03 or a month such as "
    ),
    (
      "currency: GBP\nexchange_rates:\n  EUR: { 2026-05: 0.9 }\n", "x",
      "piledger.yaml:3: exchange_rates: expected rates of GBP, found EUR"
    ),
    (
      "currency: EUR\nexchange_rates: [a.csv]\n", "x",
      "exchange_rates: expected a path, or a mapping such as EUR: { 2026-02: 0.9187 }"
    ),
  ])
  func `rates that cannot be used end with 78, and say where`(
    settings: String, rates: String, message: String
  ) throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    try tool.folder.write(settings, to: "piledger.yaml")
    try tool.folder.write(rates, to: "eurofxref-hist.csv")
    let result = try tool.run("report")
    #expect(result.status == 78)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.output == "")
  }

  @Test func `a night whose rates cannot be read writes its reports in USD, and complains`() throws
  {
    let tool = try Self.tool(days: [4], settings: Self.settings + "reports: reports\ninbox: [in]\n")
    try FileManager.default.createDirectory(
      atPath: tool.folder.path("in"), withIntermediateDirectories: true)
    try tool.run("nightly")
    #expect(
      try tool.folder.text(of: "reports/latest/daily.csv").contains(",billed_usd,billed_eur,"))
    #expect(
      try tool.folder.text(of: "reports/latest/summary.md").contains("EUR amounts: each day at"))
    try tool.folder.write("Date,USD\n2026-05-04,\n2026-05-08,?\n", to: "eurofxref-hist.csv")
    let broken = try tool.run("nightly", asOf: "2026-06-02T00:00:00Z")
    #expect(broken.status == 78)
    #expect(broken.errors.contains(":3: USD: expected a number above 0, found \"?\""))
    let daily = try tool.folder.text(of: "reports/latest/daily.csv")
    #expect(daily.contains(",billed_usd,") && !daily.contains("_eur"))
  }

  @Test func `the configuration shows the span of the table, or what is wrong with it`() throws {
    let tool = try Self.tool(days: [4])
    let shown = try tool.run("config", "show").output
    #expect(shown.contains("eurofxref-hist.csv (EUR: 2026-05-04 to 2026-05-11)"))
    #expect(
      try tool.run("doctor").output.contains(
        "/eurofxref-hist.csv (EUR: 2026-05-04 to 2026-05-11)\n"))
    try tool.folder.write("Date,USD\nx,1\n", to: "eurofxref-hist.csv")
    let broken = try tool.run("config", "show")
    #expect(broken.status == 0)
    #expect(broken.output.contains("eurofxref-hist.csv (unusable: "))
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/hledger")))
  func `hledger converts each day's usage at the rate of that day`() throws {
    let tool = try Self.tool(days: [4, 8, 9, 11])
    let export = try tool.run("export", "hledger", "-o", "piapi.journal")
    #expect(export.status == 0)
    #expect(
      try tool.folder.text(of: "piapi.journal").contains(
        "\nP 2026-05-09 USD 0.8 EUR\nP 2026-05-11 USD 0.625 EUR\n\n"))
    let balance = try tool.shell(
      "hledger -f piapi.journal check --strict && "
        + "hledger -f piapi.journal balance Expenses --value=then,EUR",
      environment: ["LANG": "C.UTF-8", "HOME": tool.folder.path, "PATH": "/usr/bin:/bin"])
    #expect(balance.status == 0, "\(balance.errors)")
    #expect(balance.output.contains("0.3025"), "\(balance.output)")
  }
}
