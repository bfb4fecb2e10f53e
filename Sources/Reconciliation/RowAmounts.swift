package import Billing

/// What all tasks of a row come to.
package struct RowAmounts: Hashable, Sendable {
  package let billed: Points
  /// Billed − expected; nil where that could not be checked.
  package let variance: Points?
  package let frozen: Points

  package init(billed: Points, variance: Points?, frozen: Points) {
    self.billed = billed
    self.variance = variance
    self.frozen = frozen
  }
}

extension ReconciledRow {
  /// The amounts in cash where the row has them, else in credits.
  package var amounts: RowAmounts {
    if let cash { return cash }
    let billed = (billed ?? .zero) * tasks
    let expected = verdict.isCovered ? expected.map { $0 * tasks } : nil
    return RowAmounts(
      billed: billed, variance: expected.map { billed - $0 }, frozen: frozen * tasks)
  }
}
