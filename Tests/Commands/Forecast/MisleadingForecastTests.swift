import Domain
import Foundation
import TestSupport
import Testing

/// Ledgers of the cases in which a forecast is most easily wrong, with what the user reads.
///
/// Each day has one task, of so many USD.
@Suite struct MisleadingForecastTests {
  private static func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

  private static func text(_ usd: Int, from first: String, through last: String) throws -> String {
    let (first, last) = (try day(first), try day(last))
    return (first.number...last.number).map { number in
      let day = CalendarDay(number: number)
      return TaskText.task {
        $0.taskID = "7f3a0c1e-52d4-4b6f-9a11-\(padded(number, to: 12))"
        ($0.model, $0.taskType) = ("bespoke", "render")
        ($0.createdAt, $0.startedAt) = ("\(day)T10:00:00Z", "\(day)T10:00:01Z")
        $0.endedAt = "\(day)T10:00:09Z"
        $0.consume = usd * 10_000_000
      }.envelope + "\n"
    }.joined()
  }

  /// A ledger of some files, imported one after the other.
  private static func tool(_ files: [String], asOf: String) throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(
      "budgets: [{ name: all, usd: 900, period: month }]\n", to: "piledger.yaml")
    for (number, text) in files.enumerated() {
      try tool.folder.write(text, to: "in/\(number).ndjson")
      try tool.run("import", "in/\(number).ndjson", "-q", asOf: asOf)
    }
    return tool
  }

  private struct Figures {
    let mean: Double
    let lower80: Double
    let upper80: Double
    let notes: String
  }

  private static func forecast(_ tool: Tool, asOf: String, _ options: String...) throws -> Figures {
    let json = try tool.run(["forecast", "--json"] + options, asOf: asOf)
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let data = try #require(object?["data"] as? [String: Any], "\(json.errors)")
    let table = try #require(data["forecast"] as? [String: Any])
    let row = try #require((table["rows"] as? [[String: Any]])?.last)
    let usd = { (name: String) in Double(row["\(name)_points"] as? Int ?? -1) / 10_000_000 }
    return Figures(
      mean: usd("forecast"), lower80: usd("lower_80"), upper80: usd("upper_80"),
      notes: ((data["notes"] as? [String]) ?? []).joined(separator: "\n"))
  }

  @Test(arguments: [["nightly", "--inbox", "in"], ["import", "--complete", "in", "-q"]])
  func `use that ended is not expected to go on, once the quiet days are covered`(
    arguments: [String]
  ) throws {
    let (ended, now) = ("2026-09-05T02:00:00Z", "2026-12-15T02:00:00Z")
    let tool = try Self.tool(
      [try Self.text(20, from: "2026-06-01", through: "2026-09-04")], asOf: ended)
    try tool.run(arguments, asOf: now)
    let found = try Self.forecast(tool, asOf: now, "--budget", "900")
    #expect(found.mean == 0)
    #expect(found.upper80 <= 20)
    #expect(found.notes.contains("will almost certainly not be exceeded"))
    #expect(found.notes.contains("197 days are known"))
    let budget = try tool.run("budget", asOf: now)
    #expect(budget.status == 0)
    #expect(budget.output.contains("0.0 % chance of overrun"))
    #expect(!budget.output.contains("exceeded on"))
  }

  @Test func `days that nothing covers are unknown, and after a month of them nothing is forecast`()
    throws
  {
    let (ended, now) = ("2026-09-05T02:00:00Z", "2026-12-15T02:00:00Z")
    let tool = try Self.tool(
      [try Self.text(20, from: "2026-06-01", through: "2026-09-04")], asOf: ended)
    let result = try tool.run("forecast", asOf: now)
    #expect(result.status == 66)
    #expect(
      result.errors.contains(
        "nothing is known of 2026-09-05 to 2026-12-14, too long for a forecast"))
    #expect(result.errors.contains("import the others again with --complete"))
    let budget = try tool.run("budget", asOf: now)
    #expect(budget.status == 0)
    #expect(budget.output.contains("not known"))
    #expect(!budget.output.contains("chance of overrun"))
  }

  @Test func `a closure at Christmas neither ends the use nor is taken for nothing`() throws {
    let year = try Self.text(20, from: "2025-09-01", through: "2025-12-23")
    let tool = try Self.tool([year], asOf: "2025-12-24T02:00:00Z")
    try tool.run("nightly", "--inbox", "in", asOf: "2026-01-05T02:00:00Z")
    let closed = try Self.forecast(tool, asOf: "2026-01-05T02:00:00Z")
    #expect(closed.mean > 50 && closed.mean < 27 * 20)
    #expect(closed.lower80 == 0)
    #expect(closed.upper80 > 400)
    #expect(closed.notes.contains("nothing was spent on the last 12 days, more than ever before"))
    try tool.folder.write(
      try Self.text(20, from: "2026-01-05", through: "2026-01-14"), to: "in/new.ndjson")
    try tool.run("nightly", "--inbox", "in", asOf: "2026-01-15T02:00:00Z")
    let open = try Self.forecast(tool, asOf: "2026-01-15T02:00:00Z")
    // As in any January, but for a remainder that the closure leaves for some weeks.
    #expect(open.mean > 0.8 * 27 * 20)
    #expect(open.upper80 > 27 * 20)
  }

  @Test func `what today has overspent stays today's, and the coming days stay expected`() throws {
    let now = "2026-05-16T12:00:00Z"
    let tool = try Self.tool(
      [
        try Self.text(20, from: "2026-03-01", through: "2026-05-15")
          + (try Self.text(400, from: "2026-05-16", through: "2026-05-16"))
      ], asOf: now)
    let found = try Self.forecast(tool, asOf: now, "--explain")
    let (spent, coming) = (15.0 * 20 + 400, 15.0 * 20)
    #expect(abs(found.mean - spent - coming) < 5)
    #expect(found.lower80 > spent)
  }

  @Test func `ten times the use since four days widens the range to both levels, and is said`()
    throws
  {
    let now = "2026-05-16T00:00:00Z"
    let tool = try Self.tool(
      [
        try Self.text(20, from: "2026-02-01", through: "2026-05-11")
          + (try Self.text(200, from: "2026-05-12", through: "2026-05-15"))
      ], asOf: now)
    let found = try Self.forecast(tool, asOf: now)
    let spent = 11.0 * 20 + 4 * 200
    #expect(found.mean > spent + 16 * 60)
    #expect(found.mean < spent + 16 * 150)
    #expect(found.lower80 < spent + 16 * 40)
    #expect(found.upper80 > spent + 16 * 190)
    #expect(
      found.notes.contains(
        "the last 4 days, since 2026-05-12, cost about 10 times what was expected of them"))
  }

  @Test func `days that are missing between two imports are unknown, named, and no zeros`() throws {
    let now = "2026-05-26T02:00:00Z"
    let files = [
      try Self.text(20, from: "2026-04-01", through: "2026-05-12"),
      try Self.text(20, from: "2026-05-19", through: "2026-05-25"),
    ]
    let tool = try Self.tool(files, asOf: now)
    let gap = "2026-05-13 to 2026-05-18"
    let found = try Self.forecast(tool, asOf: now)
    #expect(abs(found.mean - 25 * 20) < 5)
    #expect(found.notes.contains("49 days are known"))
    #expect(found.notes.contains("nothing is known of \(gap): no task of these days has arrived"))
    #expect(try tool.run("report", asOf: now).output.contains("nothing is known of \(gap)"))
    #expect(
      try tool.run("report", "month", "2026-05", asOf: now).output.contains(
        "without \(gap), of which nothing is known"))
    #expect(try tool.run("budget", asOf: now).output.contains("no data for \(gap)"))
    let later = try tool.run("report", "--since", "2026-05-20", asOf: now).output
    #expect(!later.contains("nothing is known"))
    // Whoever says that the files are complete says that nothing was spent.
    try tool.run("import", "--complete", "in", "-q", asOf: now)
    let covered = try Self.forecast(tool, asOf: now)
    #expect(!covered.notes.contains("nothing is known of"))
    #expect(covered.notes.contains("55 days are known"))
  }

  @Test(arguments: [BrokenAnswer.text(), "nothing that is an answer"])
  func `files of which something could not be read are not taken for complete`(text: String) throws
  {
    let (ended, now) = ("2026-05-12T02:00:00Z", "2026-05-26T02:00:00Z")
    let tool = try Self.tool(
      [try Self.text(20, from: "2026-04-01", through: "2026-05-11")], asOf: ended)
    try tool.folder.write(text, to: "bad.ndjson")
    let result = try tool.run("import", "--complete", "bad.ndjson", asOf: now)
    #expect(result.errors.contains("--complete is not noted: some of the input could not be read"))
    let found = try Self.forecast(tool, asOf: now)
    #expect(found.notes.contains("41 days are known, through 2026-05-11, but not the 14 days"))
  }

  @Test func `days without tasks within one file cost nothing, as the file would name them`()
    throws
  {
    let now = "2026-05-26T02:00:00Z"
    let text = try Self.text(20, from: "2026-04-01", through: "2026-05-12")
    let later = try Self.text(20, from: "2026-05-19", through: "2026-05-25")
    let found = try Self.forecast(Self.tool([text + later], asOf: now), asOf: now)
    #expect(found.notes.contains("55 days are known"))
    #expect(!found.notes.contains("nothing is known of"))
  }

  @Test func `a backfill of several months hardly moves what is expected of coming days`() throws {
    let now = "2026-05-16T02:00:00Z"
    let tool = try Self.tool(
      [
        try Self.text(20, from: "2026-02-01", through: "2026-05-09")
          + (try Self.text(4000, from: "2026-05-10", through: "2026-05-10"))
          + (try Self.text(20, from: "2026-05-11", through: "2026-05-15"))
      ], asOf: now)
    let found = try Self.forecast(tool, asOf: now)
    let (spent, coming) = (14.0 * 20 + 4000, 16.0 * 20)
    #expect(abs(found.mean - spent - coming) < 0.1 * coming)
    #expect(found.upper80 < spent + 2 * coming)
    #expect(found.notes.contains("2026-05-10 cost 4,000.00 USD, like no other day"))
  }
}
