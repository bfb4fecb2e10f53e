import Domain
import RateCards
import Reconciliation
package import Reports

extension TerminalWriter {
  /// A task or a finding.
  package func text(_ subject: ExplainedSubject) -> String {
    switch subject {
    case .task(let explanation): text(explanation)
    case .unloggedTask(let explanation): text(explanation)
    case .findings(let entries):
      entries.map { text($0, listsAll: true) }.joined(separator: "\n")
    }
  }

  /// Why a task cost what it did: what is known, the proof, and the outcome.
  package func text(_ explanation: Explanation) -> String {
    let outcome = explanation.outcome
    let facts = explanation.facts
    let width = (facts + outcome).map(\.label.count).max() ?? 0
    let lines = { (pairs: [(label: String, text: String)]) in
      pairs.map { labeled($0.label, $0.text, indent: width + 2) }.joined()
    }
    return emphasized("task \(VisibleText.line(explanation.taskID))") + "\n" + lines(facts)
      + (explanation.steps.isEmpty ? "" : "proof\n" + proof(explanation.steps))
      + lines(outcome) + notes(explanation.notes)
  }

  /// What is known of a task that only the account history shows.
  package func text(_ explanation: UnloggedExplanation) -> String {
    let width = explanation.facts.map(\.label.count).max() ?? 0
    return emphasized("task \(VisibleText.line(explanation.taskID))") + "\n"
      + explanation.facts.map { labeled($0.label, $0.text, indent: width + 2) }.joined()
      + notes(explanation.notes)
  }

  private func notes(_ notes: [String]) -> String { lines(notes.map { "note: \($0)" }) }

  /// The steps in columns, or below their operations if these are too wide.
  private func proof(_ steps: [ProofStep]) -> String {
    let texts = steps.map { [$0.operation, VisibleText.line($0.detail), $0.result] }
    let widths = (0..<3).map { column in
      texts.map { TerminalWidth.columns(of: $0[column]) }.max() ?? 0
    }
    guard fits(widths.reduce(6, +)) else {
      return steps.map { step in
        labeled("  \(step.operation)", "\(step.detail) → \(step.result)", indent: widths[0] + 4)
      }.joined()
    }
    return texts.map { line in
      "  " + TerminalWidth.fitted(line[0], to: widths[0], right: false) + "  "
        + TerminalWidth.fitted(line[1], to: widths[1], right: false) + "  \(line[2])\n"
    }.joined()
  }
}

extension Explanation {
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
  /// The explanation as the data of a JSON envelope.
  package var json: JSONNode {
    .object(
      [("task_id", .string(taskID))] + facts.map { ($0.label, .string($0.text)) } + [
        ("verdict", .null), ("consistency", .string(consistency.name)),
        ("notes", .array(notes.map { .string($0) })),
      ])
  }
}

extension ExplainedSubject {
  /// The data of a JSON envelope, one object for each task or finding.
  package var json: [JSONNode] {
    switch self {
    case .task(let explanation): [explanation.json]
    case .unloggedTask(let explanation): [explanation.json]
    case .findings: JSONNode.rows(of: ExplainedSubject.findingTable([self]))
    }
  }
}
