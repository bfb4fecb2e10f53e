import Foundation
import TestSupport
import Testing

/// Every family of the provider: a right bill, a wrong one, and what stays unpriced.
@Suite struct FamilyTests {
  private static let cases = FamilyCase.images + FamilyCase.videos + FamilyCase.others

  /// A task of a case, as the provider answers.
  private static func line(
    _ item: FamilyCase, number: Int, taskType: String? = nil, input: String? = nil, points: Int
  ) -> String {
    TaskText.task {
      $0.taskID = String(format: "%08d-52d4-4b6f-9a11-0e6d8c2b4f70", number)
      ($0.model, $0.taskType) = (item.model, taskType ?? item.taskType)
      ($0.input, $0.output) = (input ?? item.input, item.output)
      $0.createdAt = "\(item.created)T10:00:00Z"
      ($0.startedAt, $0.endedAt) = ("\(item.created)T10:00:01Z", "\(item.created)T10:01:00Z")
      $0.consume = points
    }.envelope
  }

  /// Verdict and reason of each task, by its number.
  private static func verdicts(of lines: [String]) throws -> [Int: (
    verdict: String, reason: String
  )] {
    let tool = try Tool()
    let imported = try tool.run(
      "import", "-", input: lines.joined(separator: "\n") + "\n", asOf: "2026-11-01T00:00:00Z")
    #expect(imported.status == 0, "\(imported.errors)")
    let result = try tool.run(
      "query", "--sql", "SELECT task_id, verdict, unpriced_reason FROM v_task", "-f", "json",
      asOf: nil)
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    var found: [Int: (String, String)] = [:]
    for row in try #require(Rows(answer["data"])).rows {
      let number = Int(try #require(row["task_id"] as? String).prefix(8)) ?? 0
      found[number] = (row["verdict"] as? String ?? "", row["unpriced_reason"] as? String ?? "")
    }
    return found
  }

  @Test func `each family's right bill is checked, a wrong one is told, and the rest says why`()
    throws
  {
    var lines: [String] = []
    for (index, item) in Self.cases.enumerated() {
      lines.append(Self.line(item, number: index * 3, points: item.points))
      lines.append(Self.line(item, number: index * 3 + 1, points: item.points + 1))
      switch item.unpriced {
      case .input(let input, _):
        lines.append(Self.line(item, number: index * 3 + 2, input: input, points: 1_000))
      case .taskType(let type, _):
        lines.append(Self.line(item, number: index * 3 + 2, taskType: type, points: 1_000))
      }
    }
    let found = try Self.verdicts(of: lines)
    for (index, item) in Self.cases.enumerated() {
      #expect(found[index * 3]?.verdict == item.verdicts.right, "\(item.testDescription)")
      #expect(found[index * 3 + 1]?.verdict == item.verdicts.wrong, "\(item.testDescription)")
      let unpriced = found[index * 3 + 2]
      #expect(unpriced?.verdict == "unpriced", "\(item.testDescription)")
      let because =
        switch item.unpriced {
        case .input(_, let because), .taskType(_, let because): because
        }
      let reason = unpriced?.reason ?? ""
      #expect(reason.contains(because), "\(item.testDescription): \(reason)")
    }
  }

  @Test func `what has no published price is named as such`() throws {
    let item = try #require(Self.cases.first)
    let lines = FamilyCase.unpublished.enumerated().map { index, name in
      TaskText.task {
        $0.taskID = String(format: "%08d-52d4-4b6f-9a11-0e6d8c2b4f70", index)
        ($0.model, $0.taskType, $0.input) = (name.model, name.taskType, item.input)
      }.envelope
    }
    let found = try Self.verdicts(of: lines)
    #expect(found.count == FamilyCase.unpublished.count)
    for (index, name) in FamilyCase.unpublished.enumerated() {
      #expect(found[index]?.reason.hasPrefix("price not published") == true, "\(name)")
    }
  }

  /// Each file of the built-in card is a family; those of tables that stand alone are listed here.
  @Test func `every family of the card has a row`() throws {
    let listed = try Tool().run("rates", "list", "-f", "csv").output
    let families = Set(
      listed.split(separator: "\n").dropFirst().compactMap { $0.split(separator: ",").first })
    // Completions have no bill, names of models of two families are not known.
    let others: Set<Substring> = ["LLM", "F5-TTS", "MiniMax image"]
    let covered = Set(Self.cases.map { Substring($0.family) })
    #expect(families.subtracting(covered).subtracting(others).isEmpty)
  }
}

/// The rows of a query's JSON.
private struct Rows {
  let rows: [[String: Any]]

  init?(_ data: Any?) {
    if let rows = data as? [[String: Any]] {
      self.rows = rows
    } else if let rows = (data as? [String: Any])?["rows"] as? [[String: Any]] {
      self.rows = rows
    } else {
      return nil
    }
  }
}
