import Domain
import RateCards
import Reconciliation
package import Reports

/// Explanations of tasks and findings as Markdown.
extension MarkdownWriter {
  package static func text(_ subjects: [ExplainedSubject]) -> String {
    subjects.map(text).joined(separator: "\n")
  }

  private static func text(_ subject: ExplainedSubject) -> String {
    switch subject {
    case .task(let task):
      let steps = task.steps.map { "\($0.operation): \($0.detail) → \($0.result)" }
      return heading("Task", task.taskID) + facts(task.facts)
        + (steps.isEmpty ? "" : "- proof\n" + steps.map { "  - \(escaped($0))\n" }.joined())
        + facts(task.outcome) + facts(task.notes.map { ("note", $0) })
    case .unloggedTask(let task):
      return heading("Task", task.taskID) + facts(task.facts)
        + facts(task.notes.map { ("note", $0) })
    case .findings(let entries):
      return entries.map(text).joined(separator: "\n")
    }
  }

  private static func text(_ entry: FindingEntry) -> String {
    let finding = entry.finding
    let ids = entry.tasks.ids.map { "  - \(escaped($0))\n" }.joined()
    return heading("Finding", entry.id)
      + facts([
        ("kind", finding.kind), ("sku", finding.sku), ("tasks", "\(finding.tasks)"),
        ("first day", finding.firstDay?.description ?? ""),
        ("last day", finding.lastDay?.description ?? ""),
        ("amount", "\(finding.amount.usdText) USD"), ("detail", finding.detail),
        ("action", entry.action),
      ]) + (ids.isEmpty ? "" : "- task ids\n" + ids)
  }

  private static func heading(_ what: String, _ id: String) -> String {
    "## \(what) \(escaped(id))\n\n"
  }

  private static func facts(_ facts: [(label: String, text: String)]) -> String {
    facts.filter { !$0.text.isEmpty }
      .map { "- **\(escaped($0.label))**: \(escaped($0.text))\n" }.joined()
  }
}
