import Rendering
import ReportSamples
import Reports
import TestSupport
import Testing

@Suite struct ExplanationNoteTests {
  private static func outcome(_ explanation: Explanation) -> [String] {
    explanation.outcome.map { "\($0.label): \($0.text)" }
  }

  @Test func `an overcharge that equals another price says so`() throws {
    let explanation = try ExplanationScenario.explanation(of: .task { $0.consume = 520_000 })
    #expect(
      Self.outcome(explanation) == [
        "billed: 520000 points = 0.052 USD", "expected: 280000 points = 0.028 USD",
        "variance: +240000 points = 0.024 USD", "verdict: overcharged",
      ])
    #expect(
      explanation.notes == [
        "billed equals the unconfirmed 0.052 USD per image (a forum, medium certainty, "
          + "seen 2026-04-01)"
      ])
  }

  @Test func `an undercharge has a negative variance`() throws {
    let explanation = try ExplanationScenario.explanation(of: .task { $0.consume = 1 })
    #expect(Self.outcome(explanation)[2] == "variance: -279999 points = -0.0279999 USD")
    #expect(explanation.notes == [])
  }

  @Test func `a task that is booked before its end is unsettled`() throws {
    let explanation = try ExplanationScenario.explanation(
      of: .task { ($0.status, $0.output, $0.endedAt) = ("pending", "null", "") })
    #expect(
      Self.outcome(explanation)[0]
        == "billed: 280000 points = 0.028 USD, unsettled: the task has not ended")
  }

  @Test func `frozen points are compared with other prices while nothing is booked`() throws {
    let explanation = try ExplanationScenario.explanation(
      of: .task {
        ($0.status, $0.output, $0.endedAt) = ("processing", "null", "")
        ($0.usageType, $0.frozen, $0.consume) = ("point", 520_000, 0)
      }, asOf: "2026-05-04T12:00:00Z")
    #expect(
      Self.outcome(explanation) == [
        "billed: nothing booked yet", "price: 280000 points = 0.028 USD",
        "frozen: 520000 points = 0.052 USD", "verdict: provisional",
      ])
    #expect(
      explanation.notes == [
        "frozen equals the unconfirmed 0.052 USD per image (a forum, medium certainty, "
          + "seen 2026-04-01)"
      ])
  }

  @Test(arguments: [
    (2800, "penalty", "variance: 0 points = 0.00 USD"),
    (280_000, "refund due", "variance: +277200 points = 0.02772 USD"),
  ])
  func `a penalty is proved by its rule`(consume: Int, verdict: String, variance: String) throws {
    let explanation = try ExplanationScenario.explanation(
      of: .task {
        ($0.status, $0.output, $0.errorCode, $0.consume) = ("failed", "null", 10_003, consume)
      })
    #expect(Self.outcome(explanation).suffix(2) == [variance, "verdict: \(verdict)"])
    #expect(
      explanation.notes == [
        "penalty 2800 points = 0.00028 USD: 1 % of 0.028 USD: violation 1 of the UTC day "
          + "(error 10003; a price list, card.yaml:29)"
      ])
  }

  @Test func `a failed task without a rule costs nothing`() throws {
    let explanation = try ExplanationScenario.explanation(
      of: .task { ($0.status, $0.output, $0.consume) = ("failed", "null", 0) })
    #expect(explanation.notes == ["a failed or cancelled task costs nothing"])
    #expect(Self.outcome(explanation).last == "verdict: refunded")
  }

  @Test func `a refunded task implies no quantity`() throws {
    var task = TaskText.consistent
    (task.status, task.output, task.consume) = ("failed", "null", 0)
    let explanation = try ExplanationScenario.explanation(of: task)
    #expect(Self.outcome(explanation).last == "verdict: refunded")
    #expect(!explanation.notes.contains { $0.contains("no whole number") })
  }

  @Test func `points that are not a whole number of units are reported as such`() throws {
    var task = TaskText.consistent
    task.consume = 5_850_001
    let explanation = try ExplanationScenario.explanation(of: task)
    #expect(Self.outcome(explanation).last == "verdict: inconsistent")
    #expect(
      explanation.notes
        == ["the booked points are not a whole number of seconds within the documented limits"])
  }

  @Test func `a task on the user's own account says so`() throws {
    let explanation = try ExplanationScenario.explanation(
      of: .task { ($0.isUsingPrivatePool, $0.consume) = (true, 0) })
    #expect(
      explanation.notes == ["the task ran on the user's own account, which is paid per seat"])
  }

  @Test(arguments: [
    (
      "2026-03-15T23:59:59Z",
      ["price first seen 2026-03-16; it may have been different before"]
    ),
    ("2026-03-16T00:00:00Z", []), ("2026-06-01T23:59:59Z", []),
    (
      "2026-06-02T00:00:00Z",
      ["price last seen 2026-06-01; it may have changed"]
    ),
    ("", ["the creation time is unknown; the price never changed"]),
  ])
  func `a task outside the days on which its price was seen says so`(
    createdAt: String, notes: [String]
  ) throws {
    let explanation = try ExplanationScenario.explanation(of: .task { $0.createdAt = createdAt })
    #expect(explanation.notes == notes)
  }
}
