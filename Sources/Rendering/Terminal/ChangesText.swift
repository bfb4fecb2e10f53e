import Domain
import Reconciliation
package import Reports

/// Changes of findings for a terminal, a block each.
extension TerminalWriter {
  package func text(_ report: ChangesReport) -> String {
    emphasized(String(lines(["\(report.title): \(report.summary)"]).dropLast())) + "\n"
      + lines(report.sentences)
      + report.entries.map { "\n" + text($0) }.joined()
  }

  private func text(_ entry: ChangesReport.Entry) -> String {
    let (change, finding) = (entry.change, entry.change.finding)
    let kind = String(finding.key.kind.map { $0 == "_" ? " " : $0 })
    let name = [kind, finding.key.sku, finding.key.day?.description ?? ""]
      .filter { !$0.isEmpty }.joined(separator: ", ")
    let head = "\(change.kind.rawValue): \(name)" + (entry.id.isEmpty ? "" : " [\(entry.id)]")
    return block(
      head,
      [
        Fact("tasks", ChangesText.tasks(change)), Fact("amount", ChangesText.amount(change)),
        Fact("why", finding.detail), Fact("action", change.isOpen ? finding.key.action : ""),
        Fact("task ids", entry.tasks.text),
      ])
  }
}

extension ChangesReport {
  /// The report as the data of a JSON envelope.
  package var json: JSONNode {
    .object(
      [
        ("since", .string(days.lowerBound.description)),
        ("until", .string(days.upperBound.description)),
        ("compared_with", .string(basis.rawValue)), ("changes", .table(table)),
        ("open_findings", .integer(Int64(openFindings))),
        (
          "new_models",
          .array(
            newModels.map { model in
              .object(
                [
                  ("model", .string(model.name)),
                  ("first_day", .string(model.firstDay.description)),
                  ("tasks", .integer(Int64(model.tasks))),
                ] + JSONNode.money("billed", model.billed))
            })
        ),
      ] + JSONNode.money("billed", billed) + JSONNode.money("billed_before", billedBefore)
        + JSONNode.money("balance", balance) + JSONNode.money("balance_before", balanceBefore)
        + [("notes", .array(notes.map { .string($0) }))])
  }
}

extension MarkdownWriter {
  /// Changes as a list of what they rest on, and a table.
  package static func text(_ report: ChangesReport) -> String {
    "## \(escaped(report.title))\n\n\(escaped(report.summary))\n\n\(list(report.sentences))"
      + table(report.table.withoutEmptyColumns)
  }
}

/// The facts of a change in words.
private enum ChangesText {
  /// `4, previously 3`; empty if it is not about tasks.
  static func tasks(_ change: NightChange) -> String {
    guard change.finding.tasks != 0 || change.tasksBefore != 0 else { return "" }
    let isOther = change.kind == .changed && change.tasksBefore != change.finding.tasks
    return change.finding.tasks.groupedText
      + (isOther ? ", previously \(change.tasksBefore.groupedText)" : "")
  }

  /// `0.096 USD, previously 0.072 USD`; empty if there is none.
  static func amount(_ change: NightChange) -> String {
    guard change.finding.amount != .zero || change.amountBefore ?? .zero != .zero else { return "" }
    let amount = "\(change.finding.amount.groupedUSDText()) USD"
    guard change.kind == .changed, let before = change.amountBefore,
      before != change.finding.amount
    else { return amount }
    return "\(amount), previously \(before.groupedUSDText()) USD"
  }
}
