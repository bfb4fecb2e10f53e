package import Domain

/// What all tasks of a row come to: the one definition of the amounts of every report and export.
///
/// The view `v_outcome` says the same in SQL, and tests compare the two.
/// `billed = expected + variance + unchecked` always holds, expected and variance being 0 where
/// nothing could be compared.
package struct RowAmounts: Hashable, Sendable {
  /// What the provider booked.
  package let billed: Points
  /// Billed − expected; nil where that could not be checked.
  package let variance: Points?
  /// Points set aside for tasks for which nothing is booked yet.
  package let commitment: Points

  package init(billed: Points, variance: Points?, commitment: Points) {
    (self.billed, self.variance, self.commitment) = (billed, variance, commitment)
  }

  /// What tasks that could be checked should have cost; nil where nothing could be compared.
  package var expected: Points? { variance.map { billed - $0 } }
  /// What was billed without anything to compare it with.
  package var unchecked: Points { variance == nil ? billed : .zero }
}

extension ReconciledRow {
  /// Of each task, what it should cost where that could be compared with what was billed; else nil.
  package var expected: Points? { verdict.isCovered ? price : nil }

  /// Of each task, what is set aside for it; what is booked is set aside no more.
  package var commitment: Points { billed == nil ? frozen : .zero }

  /// The amounts in cash where the row has them, else in credits.
  package var amounts: RowAmounts {
    if let cash { return cash }
    let billed = (billed ?? .zero) * tasks
    return RowAmounts(
      billed: billed, variance: expected.map { billed - $0 * tasks },
      commitment: commitment * tasks)
  }
}
