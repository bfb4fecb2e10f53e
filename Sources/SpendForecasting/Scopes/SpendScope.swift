package import Reconciliation

/// Some of a ledger's spend: the charges that meet a condition.
package struct SpendScope: Sendable {
  /// What alone the condition looks at; nil where that is more than one thing.
  let dimension: SpendDimension?
  /// What a history must be divided by for it.
  package let division: LedgerLine.Division
  let contains: @Sendable (SpendHistory.Charge) -> Bool

  package init(
    dimension: SpendDimension?, division: LedgerLine.Division,
    contains: @escaping @Sendable (SpendHistory.Charge) -> Bool
  ) {
    (self.dimension, self.division, self.contains) = (dimension, division, contains)
  }
}
