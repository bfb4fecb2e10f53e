import Domain
import Rendering
import ReportSamples
import Reports
import TestSupport
import Testing

@Suite struct ExplanationTests {
  private static func expectGolden(
    _ name: String, _ explanation: Explanation,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let text = TerminalWriter(width: nil, hasColor: false).text(explanation)
    let golden = try TestFiles.golden("Rendering/\(name)", found: text)
    #expect(text == golden, sourceLocation: sourceLocation)
  }

  @Test func `a matched task has its facts, its proof and its outcome`() throws {
    try Self.expectGolden(
      "explain-matched.txt", try ExplanationScenario.explanation(of: .matched))
  }

  @Test func `an unpriced task has the reason and no proof`() throws {
    try Self.expectGolden(
      "explain-unpriced.txt", try ExplanationScenario.explanation(of: .unpriced))
  }

  @Test func `a consistent task shows the quantity that was booked`() throws {
    try Self.expectGolden(
      "explain-consistent.txt", try ExplanationScenario.explanation(of: .consistent))
  }

  @Test func `a conflict shows both bookings with their sources`() throws {
    let other = TaskText.task {
      ($0.consume, $0.endedAt) = (300_000, "2026-05-04T10:00:20Z")
    }
    try Self.expectGolden(
      "explain-conflict.txt", try ExplanationScenario.explanation(of: TaskText(), other))
  }

  @Test func `names that would break a line are shown by their numbers`() throws {
    let task = TaskText.task { $0.taskID = "one\u{202E}two" }
    let explanation = try ExplanationScenario.explanation(of: task, sources: ["a\nb.json"])
    let text = TerminalWriter(width: nil, hasColor: false).text(explanation)
    let lines = text.split(separator: "\n")
    #expect(lines[0] == "task one\\u{202E}two")
    #expect(lines[1] == "source     a\\u{A}b.json:1")
    #expect(
      text.unicodeScalars.allSatisfy { $0 == "\n" || !VisibleText.isInvisible($0) })
  }
}
