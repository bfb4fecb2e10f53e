import Domain
import RateCards
import Reconciliation
package import Reports

extension Explanation {
  /// Aligned text for the terminal.
  package var text: String {
    let labels = facts + outcome
    let width = labels.map(\.label.count).max() ?? 0
    let line = { (label: String, text: String) in
      label + String(repeating: " ", count: width - label.count + 2) + VisibleText.line(text) + "\n"
    }
    let operationWidth = steps.map(\.operation.count).max() ?? 0
    let detailWidth = steps.map(\.detail.count).max() ?? 0
    let proof = steps.map { step in
      "  " + Explanation.filled(step.operation, to: operationWidth) + "  "
        + Explanation.filled(VisibleText.line(step.detail), to: detailWidth) + "  \(step.result)\n"
    }
    return "task \(VisibleText.line(taskID))\n"
      + facts.map(line).joined()
      + (proof.isEmpty ? "" : "proof\n" + proof.joined())
      + outcome.map(line).joined()
      + notes.map { "note: \(VisibleText.line($0))\n" }.joined()
  }

  private static func filled(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// The explanation as the data of a JSON envelope.
  package var json: JSONNode {
    let members = { (pairs: [(label: String, text: String)]) in
      pairs.map { ($0.label.lowercased(), JSONNode.string($0.text)) }
    }
    return .object(
      [("task_id", .string(taskID))] + members(facts) + [
        (
          "proof",
          .array(
            steps.map { step in
              .object([
                ("operation", .string(step.operation)), ("detail", .string(step.detail)),
                ("result", .string(step.result)),
              ])
            })
        )
      ] + amounts.flatMap { JSONNode.money($0.name, $0.points) }
        + [("verdict", .string(verdict.name))] + [("notes", .array(notes.map { .string($0) }))])
  }
}

extension UnloggedExplanation {
  /// Aligned text for the terminal.
  package var text: String {
    let width = facts.map(\.label.count).max() ?? 0
    let lines = facts.map { label, text in
      label + String(repeating: " ", count: width - label.count + 2) + VisibleText.line(text) + "\n"
    }
    return "task \(VisibleText.line(taskID))\n" + lines.joined()
      + notes.map { "note: \(VisibleText.line($0))\n" }.joined()
  }

  /// The explanation as the data of a JSON envelope.
  package var json: JSONNode {
    .object(
      [("task_id", .string(taskID))] + facts.map { ($0.label, .string($0.text)) } + [
        ("verdict", .null), ("consistency", .string(consistency.name)),
        ("notes", .array(notes.map { .string($0) })),
      ])
  }
}
