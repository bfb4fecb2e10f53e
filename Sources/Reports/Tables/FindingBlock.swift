import Domain
package import Reconciliation

/// A finding as people read it: what it is, what it comes to, and how to go on.
package struct FindingBlock: Hashable, Sendable {
  /// Its short name: `qmnvvpxp`.
  package let id: String
  /// `refund due`.
  package let kind: String
  /// The SKU or whatever else its tasks have in common; empty if nothing.
  package let subject: String
  /// `0.50 USD variance`; empty if no amount is known.
  package let amount: String
  /// `3 tasks, 2026-02-17 to 2026-02-19`; empty if it is about no task.
  package let extent: String
  /// What explains it; empty if nothing does.
  package let detail: String
  /// `piledger explain qmnvvpxp`.
  package let command: String

  package init(_ finding: Finding, id: String) {
    self.id = id
    kind = String(finding.kind.map { $0 == "_" ? " " : $0 })
    subject = finding.sku
    amount =
      finding.namedAmount.map { name, points in
        "\(points.groupedUSDText()) USD\(name.isEmpty ? "" : " \(name)")"
      } ?? ""
    extent = FindingBlock.extent(of: finding)
    detail = finding.detail
    command = "piledger explain \(id)"
  }

  private static func extent(of finding: Finding) -> String {
    let tasks =
      finding.tasks == 0
      ? nil : finding.tasks == 1 ? "1 task" : "\(finding.tasks.groupedText) tasks"
    let days: String? =
      switch (finding.firstDay, finding.lastDay) {
      case (let first?, let last?): first == last ? "\(first)" : "\(first) to \(last)"
      default: nil
      }
    return [tasks, days].compactMap(\.self).joined(separator: ", ")
  }
}
