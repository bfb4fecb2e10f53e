import Foundation
import TestSupport
import Testing

@Suite struct QueryCommandTests {
  private static let prepared = Result { try FolderContents(of: preparing().folder) }

  private static func filled() throws -> Tool { try Tool(prepared.get()) }

  private static func preparing() throws -> Tool {
    let tool = try Tool()
    let tasks = [
      TaskText(),
      TaskText.task {
        $0.taskID = "8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71"
        ($0.createdAt, $0.consume) = ("2026-05-05T12:00:00Z", 300_000)
      },
    ]
    try tool.run("import", "-", input: tasks.map(\.envelope).joined(separator: "\n"))
    return tool
  }

  @Test func `without a name the saved questions are listed, each with what one row is`() throws {
    let lines = try Tool().run("query").output.split(separator: "\n")
    #expect(lines.count > 12)
    #expect(lines.contains { $0.hasPrefix("spend-by-day ") && $0.contains("what a day cost") })
  }

  @Test func `every saved question is answered`() throws {
    let tool = try Self.filled()
    let names = try tool.run("query", "-f", "csv").output.split(separator: "\n").dropFirst()
      .compactMap { $0.split(separator: ",").first }
    #expect(names.count >= 12)
    for name in names {
      let result = try tool.run("query", String(name), "--period", "2026-05")
      #expect(result.status == 0, "\(name): \(result.errors)")
    }
  }

  @Test(arguments: [
    (
      "csv",
      "day,tasks,billed_points,billed_usd,expected_points,expected_usd,variance_points,variance_usd,unchecked_points,unchecked_usd,commitment_points,commitment_usd\n2026-05-05,1,300000,0.0300000,280000,0.0280000,20000,0.0020000,,,,\n"
    ),
    (
      "table",
      "day         tasks  billed USD  expected USD  variance USD  unchecked USD  commitment USD\n2026-05-05      1        0.03         0.028         0.002\n"
    ),
    (
      "markdown",
      "| day | tasks | billed USD | expected USD | variance USD | unchecked USD | commitment USD |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n| 2026-05-05 | 1 | 0.03 | 0.028 | 0.002 |  |  |\n"
    ),
  ])
  func `a question is of a period and takes every format`(format: String, text: String) throws {
    let tool = try Self.filled()
    let flags = ["query", "spend-by-day", "--since", "2026-05-05"]
    #expect(try tool.run(flags + ["-f", format]).output == text)
    #expect(try tool.run(flags + ["-f", "json"]).output.contains(#""billed_usd": "0.03""#))
  }

  @Test func `SQL is answered, with the days of the period`() throws {
    let sql = "-- mine\nSELECT count(*) AS tasks, :since AS since FROM v_task WHERE day >= :since"
    let result = try Self.filled().run(
      "query", "--sql", sql, "--since", "2026-05-05", "-f", "csv")
    #expect(result.output == "tasks,since\n1,2026-05-05\n")
  }

  @Test(arguments: [
    "DELETE FROM task", "WITH t AS (SELECT 1) DELETE FROM task", "VACUUM INTO 'copy.db'",
    "ATTACH 'other.db' AS other", "PRAGMA user_version = 9", "SELECT 1; DELETE FROM task",
    "SELEC 1", "SELECT missing FROM task", "",
  ])
  func `SQL that could write, or is not SQL, is refused with 64 and one line`(sql: String) throws {
    let tool = try Self.filled()
    // SQLite leaves its log files next to a ledger that was read.
    try tool.run("query", "spend-by-day")
    let before = tool.folder.names
    let result = try tool.run("query", "--sql", sql)
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("piledger: "))
    #expect(result.errors.filter { $0 == "\n" }.count == 1)
    #expect(tool.folder.names == before)
    #expect(
      try tool.run("query", "spend-by-day", "-f", "csv").output.contains("2026-05-05,1,300000,"))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a query that takes too long is stopped with 75, and leaves no file`() throws {
    let tool = try Self.filled()
    let endless =
      "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n"
    let result = try tool.run(
      "query", "--sql", endless, "--timeout", "1", "-f", "csv", "-o", "endless.csv")
    #expect(result.status == 75)
    #expect(
      result.errors
        == "piledger: the query did not finish within 1 s; --timeout allows more\n")
    #expect(!tool.folder.names.contains { $0.hasPrefix("endless") })
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "SELECT length(hex(zeroblob(500000000)))",
      "WITH c(t) AS (SELECT hex(zeroblob(499999))) SELECT length(trim(t || t, t)) FROM c, c, c",
      """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
      SELECT sum(length(replace(hex(zeroblob(400000)), '0', '1') || i)) FROM n
      """,
    ])
  func `the time limit holds inside one function`(sql: String) throws {
    let tool = try Self.filled()
    let result = try tool.run("query", "--sql", sql, "--timeout", "1", "-o", "slow.csv")
    #expect([64, 75].contains(result.status), "\(result.errors)")
    #expect(result.errors.filter { $0 == "\n" }.count == 1, "\(result.errors)")
    #expect(!tool.folder.names.contains { $0.hasPrefix("slow") || $0.hasSuffix(".part") })
  }

  @Test func `a value of more than a million bytes is refused with its reason`() throws {
    let result = try Self.filled().run("query", "--sql", "SELECT length(hex(zeroblob(500001)))")
    #expect(result.status == 64)
    #expect(
      result.errors
        == "piledger: the query is refused: it forms a text or blob of more than 1000000 bytes\n")
    let allowed = try Self.filled().run(
      "query", "--sql", "SELECT length(hex(zeroblob(499999))) AS n", "-f", "csv")
    #expect(allowed.output == "n\n999998\n", "\(allowed.errors)")
  }

  /// SQLite's function of this name gives no error for a text that is too long.
  @Test func `printf has no value where its text would be too long`() throws {
    let tool = try Self.filled()
    for (length, answer) in [(999_999, "999999"), (1_000_001, "")] {
      let sql = "SELECT length(printf('%.\(length)c', 'a')) AS n"
      let result = try tool.run("query", "--sql", sql, "-f", "csv")
      #expect(result.output == "n\n\(answer)\n", "\(result.errors)")
    }
  }

  @Test func `an unknown question is refused with the nearest, or with all of them`() throws {
    let result = try Self.filled().run("query", "spend-by-moon")
    #expect(result.status == 64)
    #expect(
      result.errors.contains(
        "no saved question spend-by-moon; nearest are "))
    let far = try Self.filled().run("query", "zzzzzzzz")
    #expect(far.status == 64)
    #expect(
      far.errors.contains("no saved question zzzzzzzz; the saved questions are dearest-tasks, "))
  }

  @Test func `the schema lists the columns of every view`() throws {
    let text = try Tool().run("query", "--schema", "-f", "csv").output
    #expect(text.contains("\nv_task,billed_points,what the provider booked\n"))
    #expect(text.contains("\nv_wallet,closing_points,"))
  }
}
