import Domain
import Reconciliation

/// What an id stands for, explained.
package enum ExplainedSubject: Sendable {
  case task(Explanation)
  /// A task that only the account history shows.
  case unloggedTask(UnloggedExplanation)
  /// Several if their details differ in no more than the evidence for a price.
  case findings([FindingEntry])

  package var isTask: Bool { if case .findings = self { false } else { true } }
}

extension ExplainedSubject {
  /// The facts that are columns of the table of tasks, by their labels.
  private static let facts = [
    "source", "model", "status", "created", "ended", "key", "request", "results", "SKU", "tags",
    "rate", "period", "card",
  ]
  private static let amounts = ["billed", "expected", "price", "frozen", "variance"]

  /// The tasks as a table for programs; findings are not in it.
  package static func taskTable(_ subjects: [ExplainedSubject]) -> ReportTable {
    ReportTable(
      name: "tasks", title: "Tasks",
      columns: [ReportTable.Column("task_id", .text)]
        + facts.map { ReportTable.Column($0.lowercased(), .text) }
        + amounts.map { ReportTable.Column($0, .money) }
        + [
          ReportTable.Column("verdict", .text), ReportTable.Column("consistency", .text),
          ReportTable.Column("notes", .text),
        ],
      rows: subjects.compactMap(\.row))
  }

  /// The findings as the table of a reconciliation.
  package static func findingTable(_ subjects: [ExplainedSubject]) -> ReportTable {
    ReconciliationReport.findingTable(subjects.flatMap(\.entries))
  }

  private var entries: [FindingEntry] {
    if case .findings(let entries) = self { entries } else { [] }
  }

  private var row: [Cell]? {
    switch self {
    case .task(let task):
      let amounts = Dictionary(task.amounts.map { ($0.name, $0.points) }) { first, _ in first }
      return ExplainedSubject.cells(
        task.taskID, task.facts, amounts, verdict: .word(task.verdict.name), consistency: .none,
        notes: task.notes)
    case .unloggedTask(let task):
      return ExplainedSubject.cells(
        task.taskID, task.facts, [:], verdict: .none, consistency: .word(task.consistency.name),
        notes: task.notes)
    case .findings: return nil
    }
  }

  private static func cells(
    _ id: String, _ facts: [(label: String, text: String)], _ amounts: [String: Points?],
    verdict: Cell, consistency: Cell, notes: [String]
  ) -> [Cell] {
    let known = Dictionary(facts.map { ($0.label, $0.text) }) { first, _ in first }
    return [.text(id)] + ExplainedSubject.facts.map { known[$0].map { .text($0) } ?? .none }
      + ExplainedSubject.amounts.map { name in
        amounts[name].flatMap(\.self).map { .money($0) } ?? .none
      } + [verdict, consistency, notes.isEmpty ? .none : .text(notes.joined(separator: "; "))]
  }
}
