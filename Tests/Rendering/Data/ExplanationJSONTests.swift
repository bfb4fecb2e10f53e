import Foundation
import Rendering
import ReportSamples
import Reports
import TestSupport
import Testing

@Suite struct ExplanationJSONTests {
  private static func parsed(_ explanation: Explanation) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(explanation.json.text.utf8)) as? [String: Any])
  }

  private static var conflict: (TaskText, TaskText) {
    (TaskText(), TaskText.task { ($0.consume, $0.endedAt) = (300_000, "2026-05-04T10:00:20Z") })
  }

  @Test func `the facts of a matched task are members`() throws {
    let json = try Self.parsed(try ExplanationScenario.explanation(of: .matched))
    #expect(json["task_id"] as? String == "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70")
    #expect(json["source"] as? String == "a.ndjson:1")
    #expect(json["status"] as? String == "completed")
    #expect(json["sku"] as? String == "seedream/seedream-5-lite-less-restriction size=3K")
    #expect(json["card"] as? String == "small, card.yaml:19, like card.yaml:18")
    #expect(json["verdict"] as? String == "matched")
    #expect(json["notes"] as? [String] == [])
  }

  @Test func `the proof is a list of operations with their results`() throws {
    let json = try Self.parsed(try ExplanationScenario.explanation(of: .matched))
    let proof = try #require(json["proof"] as? [[String: String]])
    #expect(
      proof.compactMap { $0["operation"] } == [
        "base", "multiplier", "markup", "quantity", "rounding",
      ])
    #expect(
      proof.compactMap { $0["detail"] } == [
        "0.028 USD per image", "× 1.5", "+25 %", "× 2 images", "nothing to round",
      ])
    #expect(
      proof.compactMap { $0["result"] } == [
        "0.028 USD", "0.042 USD", "0.0525 USD", "0.105 USD", "1050000 points = 0.105 USD",
      ])
  }

  @Test func `an unpriced task has an empty proof and its reason`() throws {
    let json = try Self.parsed(try ExplanationScenario.explanation(of: .unpriced))
    #expect((json["proof"] as? [Any])?.isEmpty == true)
    #expect(json["rate"] as? String == "none: no rate for model aurora-9")
    #expect(json["verdict"] as? String == "unpriced")
  }

  @Test func `a consistent task has the implied quantity among its notes`() throws {
    let json = try Self.parsed(try ExplanationScenario.explanation(of: .consistent))
    #expect(json["notes"] as? [String] == ["the booked points imply 9 seconds"])
    #expect(json["verdict"] as? String == "consistent")
  }

  @Test func `a conflict has its bookings among its notes`() throws {
    let (first, second) = Self.conflict
    let json = try Self.parsed(try ExplanationScenario.explanation(of: first, second))
    #expect(
      json["notes"] as? [String] == [
        "booked 280000 points = 0.028 USD by a.ndjson:1, ended 2026-05-04T10:00:09.5Z",
        "booked 300000 points = 0.03 USD by b.ndjson:1, ended 2026-05-04T10:00:20Z",
      ])
  }

  @Test func `money is integer points and decimal text, as in every envelope`() throws {
    let json = try Self.parsed(
      try ExplanationScenario.explanation(of: .task { $0.consume = 520_000 }))
    #expect(json["billed_points"] as? Int == 520_000)
    #expect(json["billed_usd"] as? String == "0.052")
    #expect(json["expected_points"] as? Int == 280_000)
    #expect(json["variance_points"] as? Int == 240_000)
  }

  @Test func `a verdict is the word of the views`() throws {
    let failed = TaskText.task { ($0.status, $0.output) = ("failed", "null") }
    let json = try Self.parsed(try ExplanationScenario.explanation(of: failed))
    #expect(json["verdict"] as? String == "refund_due")
  }

  @Test func `hostile names parse`() throws {
    let task = TaskText.task { $0.taskID = "one\u{202E}two" }
    let json = try Self.parsed(
      try ExplanationScenario.explanation(of: task, sources: ["a\"\n\\b.json"]))
    #expect(json["task_id"] as? String == "one\u{202E}two")
    #expect(json["source"] as? String == "a\"\n\\b.json:1")
  }
}
