import Foundation
import TestSupport
import Testing

/// A price that the provider changes: found, reported once, written as a rate, waived.
@Suite struct RatesInferCommandTests {
  private static let sku = "seedream/seedream-5-lite size=2K"
  private static let change = "2026-05-03T09:12:00Z"
  private static let text =
    "0.028 → 0.02 USD per image since \(change), -28.6 %; the card says 0.028"

  /// 20 tasks at the card's price, an hour apart, and 37 at another from 09:12 on.
  private static func records(after: Int = 37) -> String {
    let tasks = (0..<20 + after).map { number in
      TaskText.task { task in
        task.taskID = "00000000-0000-4000-8000-" + padded(number)
        task.consume = number < 20 ? 280_000 : 200_000
        let minutes = number < 20 ? 60 * number : 60 * (number - 20) + 60 * 33 + 12
        let (day, rest) = (2 + minutes / 1440, minutes % 1440)
        let hour = "2026-05-0\(day)T\(two(rest / 60)):\(two(rest % 60))"
        (task.createdAt, task.endedAt) = ("\(hour):00Z", "\(hour):05Z")
      }
    }
    return tasks.map { $0.envelope + "\n" }.joined()
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func padded(_ number: Int) -> String {
    String(repeating: "0", count: 12 - String(number).count) + String(number)
  }

  private static func tool(after: Int = 37) throws -> Tool {
    let tool = try Tool()
    #expect(try tool.run("import", "-", input: records(after: after)).status == 0)
    return tool
  }

  @Test func `the change is an alarm, with the first task's moment and a rate to paste`() throws {
    let tool = try Self.tool()
    let result = try tool.run("rates", "infer")
    #expect(result.status == 10)
    #expect(
      result.output.contains(
        "\nchanged: \(Self.sku): \(Self.text); 37 tasks, 37 of them billed differently from the "
          + "card\n"))
    let csv = try tool.run("rates", "infer", "-f", "csv")
    #expect(
      csv.output.contains(
        "\n\(Self.sku),image,0.028,0.028,20,2026-05-02,2026-05-02,changed,0,0\n"
          + "\(Self.sku),image,0.02,0.028,37,\(Self.change),2026-05-04,changed,37,0\n"))
  }

  @Test func `the rate is a card that passes the lint and resolves the change`() throws {
    let tool = try Self.tool()
    #expect(try tool.run("rates", "infer", "--as-card", "-o", "inferred.yaml").status == 10)
    let lint = try tool.run("rates", "lint", "inferred.yaml", "--strict")
    #expect(lint.status == 0, "\(lint.output)")
    let reconcile = try tool.run("reconcile", "--card", "inferred.yaml", "--json")
    #expect(reconcile.status == 0)
    #expect(!reconcile.output.contains("price_changed"))
    #expect(try tool.run("rates", "infer", "--card", "inferred.yaml").status == 0)
  }

  @Test func `reconcile and the night report it once, in place of the undercharged tasks`() throws {
    let tool = try Self.tool()
    let reconcile = try tool.run("reconcile", "-f", "csv")
    #expect(reconcile.status == 10)
    #expect(
      reconcile.output.contains(
        "\nprice_changed,\(Self.sku),37,2026-05-03,2026-05-04,7400000,0.7400000,,,10360000,"
          + "1.0360000,-2960000,-0.2960000,,,"))
    #expect(!reconcile.output.contains("\nundercharged,"))
    let night = try tool.run("nightly", "--no-fetch")
    #expect(night.status == 10)
    #expect(night.errors.contains("new: price_changed, \(Self.sku), 37 tasks, -0.296 USD, "))
    #expect(!night.errors.contains("new: undercharged"))
    #expect(try tool.run("nightly", "--no-fetch", asOf: "2026-06-02T00:00:00Z").errors.isEmpty)
  }

  @Test func `a waiver silences it until its day has passed`() throws {
    let tool = try Self.tool()
    let card = """
      waivers:
        - { sku: "\(Self.sku)", expected: 0.028, billed: 0.02, reason: "ticket 4711",
            expires: 2026-06-30 }

      """
    try tool.folder.write(card, to: "waived.yaml")
    let arguments = ["--card", "waived.yaml"]
    let reconcile = try tool.run(
      ["reconcile", "-f", "csv"] + arguments, asOf: "2026-06-30T00:00:00Z")
    #expect(reconcile.status == 0)
    #expect(reconcile.output.contains("waived until 2026-06-30: ticket 4711 (waived.yaml:2)"))
    let shown = try tool.run(["reconcile"] + arguments, asOf: "2026-06-30T00:00:00Z").output
    #expect(shown.contains("  price changed, seedream") && !shown.contains("rates confirm"))
    #expect(
      try tool.run(["nightly", "--no-fetch"] + arguments, asOf: "2026-06-29T00:00:00Z").status == 0)
    #expect(try tool.run(["rates", "infer"] + arguments, asOf: "2026-06-30T00:00:00Z").status == 0)
    #expect(
      try tool.run(["reconcile", "-q"] + arguments, asOf: "2026-07-01T00:00:00Z").status == 10)
  }

  @Test func `a waiver with a missing part is refused with its place`() throws {
    let tool = try Self.tool()
    try tool.folder.write("waivers:\n  - { sku: a, expected: 1 }\n", to: "w.yaml")
    let result = try tool.run("rates", "infer", "--card", "w.yaml")
    #expect(result.status == 78)
    #expect(
      result.errors
        == "piledger: w.yaml:2: expected sku, expected, billed, reason and expires\n")
  }

  @Test func `two tasks with another price are no change yet`() throws {
    let tool = try Self.tool(after: 2)
    #expect(try tool.run("rates", "infer").status == 0)
    #expect(try tool.run("reconcile", "-f", "csv").output.contains("\nundercharged,"))
  }

  @Test func `for just the days since, the price is constant`() throws {
    let result = try Self.tool().run("rates", "infer", "--since", "2026-05-04", "-f", "csv")
    #expect(result.status == 0)
    #expect(result.output.contains(",0.02,0.028,22,2026-05-04,2026-05-04,constant,22,0\n"))
  }
}
