import Domain
import Foundation
import Reconciliation
import Rendering
import ReportSamples
import Reports
import TestSupport
import Testing
import Traffic

@Suite struct JSONWriterTests {
  private static func parsed(_ node: JSONNode) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(node.text.utf8)) as? [String: Any])
  }

  @Test func `members keep their order, two spaces deep`() {
    let node = JSONNode.object([
      ("b", .integer(1)), ("a", .array([.bool(true), .null, .string("x")])), ("o", .object([])),
      ("l", .array([])),
    ])
    #expect(
      node.text == """
        {
          "b": 1,
          "a": [
            true,
            null,
            "x"
          ],
          "o": {},
          "l": []
        }
        """)
  }

  @Test(arguments: [UInt64(41), 42, 43])
  func `whatever a text contains, a parser reads it back`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let texts = HostileText.examples + (0..<200).map { _ in HostileText.random(&random) }
    for text in texts {
      let found = try #require(
        try Self.parsed(.object([("text", .string(text))]))["text"] as? String)
      #expect(Array(found.unicodeScalars) == Array(text.unicodeScalars))
    }
  }

  @Test func `a hostile name of a member is as safe as a text`() throws {
    let name = "a\"\n\\: {"
    #expect(try Self.parsed(.object([(name, .integer(7))]))[name] as? Int == 7)
  }

  @Test(arguments: [Int64(0), -1, 9_007_199_254_740_993, Int64.max, Int64.min])
  func `integers are exact`(number: Int64) throws {
    let found = try Self.parsed(.object([("n", .integer(number))]))["n"] as? Int
    #expect(found == Int(number))
  }

  @Test func `money is integer points and a decimal text`() {
    let node = JSONNode.object(
      JSONNode.money("billed", Points(280_000)) + JSONNode.money("variance", Points(-15_000_001))
        + JSONNode.money("expected", nil))
    #expect(
      node.text == """
        {
          "billed_points": 280000,
          "billed_usd": "0.028",
          "variance_points": -15000001,
          "variance_usd": "-1.5000001",
          "expected_points": null,
          "expected_usd": null
        }
        """)
  }

  @Test func `an envelope has its five members in order, with null for no coverage`() {
    let envelope = JSONEnvelope(
      schema: "piledger.import/1", generatedAt: Instant(nanoseconds: 1_780_272_000_500_000_000),
      parameters: [], coverage: nil, data: .null)
    #expect(
      envelope.text == """
        {
          "schema": "piledger.import/1",
          "generated_at": "2026-06-01T00:00:00.5Z",
          "parameters": {},
          "coverage": null,
          "data": null
        }

        """)
  }

  @Test func `coverage counts tasks and points`() throws {
    let coverage = Coverage(Totals(ReportSample.rows), undatedTasks: 1)
    let found = try Self.parsed(.coverage(coverage))
    let numbers = found.compactMapValues { $0 as? Int }
    #expect(
      numbers == [
        "tasks_checked": 1206, "tasks_billable": 1207, "tasks_open": 2, "tasks_undated": 1,
        "tasks_other_unit": 0, "records": 0, "records_unreadable": 0,
        "checked_points": 337_720_000, "billed_points": 338_954_567, "unpriced_points": 1_234_567,
      ])
    #expect(found["checked_usd"] as? String == "33.772")
  }

  @Test func `a table is its rows and its total, and what is unknown is null`() throws {
    let table = ReportTable(
      name: "t", title: "T",
      columns: [ReportTable.Column("name", .text), ReportTable.Column("billed", .money)],
      rows: [[.text("a"), .none], [.none, .money(Points(1))]])
    #expect(
      JSONNode.table(table).text == """
        {
          "rows": [
            {
              "name": "a",
              "billed_points": null,
              "billed_usd": null
            },
            {
              "name": null,
              "billed_points": 1,
              "billed_usd": "0.0000001"
            }
          ],
          "total": null
        }
        """)
  }

  @Test func `tables of hostile names parse, with as many rows`() throws {
    let table = ReportSample.table(HostileText.examples, total: "\"")
    let found = try Self.parsed(.table(table))
    let rows = try #require(found["rows"] as? [[String: Any]])
    #expect(rows.compactMap { $0["name"] as? String } == HostileText.examples)
    #expect((found["total"] as? [String: Any])?["name"] as? String == "\"")
  }
}
