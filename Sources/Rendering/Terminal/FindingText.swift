import Domain
import Reconciliation
package import Reports

/// Findings for a terminal, a block each.
extension TerminalWriter {
  package func text(_ entries: [FindingEntry]) -> String {
    entries.isEmpty ? "none\n" : entries.map { text($0) }.joined(separator: "\n")
  }

  /// A finding with its first tasks, or with all of them, one a line.
  ///
  /// - Parameters:
  ///   - entry: the finding.
  ///   - listsAll: whether all tasks are listed that the finding has.
  /// - Returns: the block.
  package func text(_ entry: FindingEntry, listsAll: Bool = false) -> String {
    let finding = entry.finding
    let name = [FindingText.kind(finding), finding.sku]
      .filter { !$0.isEmpty }.joined(separator: ", ")
    let facts =
      [
        Fact("tasks", FindingText.tasks(finding)), Fact("amount", FindingText.amounts(finding)),
        Fact(
          "variance", FindingText.variance(finding),
          isDeviation: finding.variance.map { $0 != .zero } ?? false),
        Fact("why", finding.detail), Fact("action", entry.action),
      ] + (listsAll ? [] : [Fact("task ids", entry.tasks.text)])
    let list = listsAll ? entry.tasks.ids.map { "  \(VisibleText.line($0))\n" }.joined() : ""
    return block("\(entry.id)  \(name)", facts) + list
  }
}

/// The facts of a finding in words.
enum FindingText {
  /// `refund due`.
  static func kind(_ finding: Finding) -> String {
    String(finding.kind.map { $0 == "_" ? " " : $0 })
  }

  /// The amount at stake: `0.50 USD variance`; empty if none is known.
  static func stake(_ finding: Finding) -> String {
    finding.namedAmount.map { name, points in
      "\(points.groupedUSDText()) USD\(name.isEmpty ? "" : " \(name)")"
    } ?? ""
  }

  /// The first tasks, and the command that lists all of them or shows more of the finding.
  static func ids(_ entry: FindingEntry) -> String {
    guard entry.tasks.restText == nil else { return entry.tasks.text }
    return [entry.tasks.text, entry.tasks.command].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// `12, from 2026-10-02 to 2026-10-09`.
  static func tasks(_ finding: Finding) -> String {
    guard finding.tasks != 0 || finding.firstDay != nil else { return "" }
    let tasks = finding.tasks.groupedText
    guard let first = finding.firstDay, let last = finding.lastDay else { return tasks }
    return first == last ? "\(tasks), on \(first)" : "\(tasks), from \(first) to \(last)"
  }

  /// `billed 0.104, expected 0.056 USD`; empty if no amount is known.
  ///
  /// What a change of the balance is about is no amount of its tasks.
  static func amounts(_ finding: Finding) -> String {
    if finding.namedAmount?.name.isEmpty ?? false { return stake(finding) }
    let amounts = [
      ("billed", finding.billed), ("booked", finding.booked), ("expected", finding.expected),
      ("unchecked", finding.unchecked), ("price", finding.price),
      ("commitment", finding.commitment),
    ]
    let known = amounts.compactMap { name, points in
      points.map { "\(name) \($0.groupedUSDText())" }
    }
    return known.isEmpty ? "" : "\(known.joined(separator: ", ")) USD"
  }

  /// `+0.048 USD`; empty if nothing could be compared.
  static func variance(_ finding: Finding) -> String {
    finding.variance.map { "\($0 > .zero ? "+" : "")\($0.groupedUSDText()) USD" } ?? ""
  }
}
