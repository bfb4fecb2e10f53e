package import Domain
package import RateCards

/// Everything that the ledger knows of one task, for its explanation.
package struct ExplainedTask: Hashable, Sendable {
  package struct Booking: Hashable, Sendable {
    package let points: Points
    package let endedAt: Instant?
    /// Where it was read: `name:line`.
    package let source: String

    package init(points: Points, endedAt: Instant?, source: String) {
      (self.points, self.endedAt, self.source) = (points, endedAt, source)
    }
  }

  package let record: TaskRecord
  /// Where it was read: `name:line`.
  package let source: String
  package let verdict: Verdict
  /// What the task should cost by the card and the rules; nil where that is not one known amount.
  package let price: Points?
  package let sku: String
  package let unpricedReason: String
  /// The rate by which the task was priced, nil where none fits.
  package let formula: PriceFormula?
  package let quantities: BilledQuantities
  package let alternatives: [ReconciledRow.Pricing.Alternative]
  /// What the penalty rule keeps of a failed task's price, nil where no rule counts it.
  package let penalty: PenaltyCalculation?
  /// The amounts about which ended observations disagree.
  package let bookings: [Booking]
  package let tags: TagSet

  package init(
    record: TaskRecord, source: String, verdict: Verdict, price: Points?, sku: String,
    unpricedReason: String, formula: PriceFormula?, quantities: BilledQuantities,
    alternatives: [ReconciledRow.Pricing.Alternative], penalty: PenaltyCalculation?,
    bookings: [Booking], tags: TagSet
  ) {
    (self.record, self.source, self.verdict, self.price) = (record, source, verdict, price)
    (self.sku, self.unpricedReason) = (sku, unpricedReason)
    (self.formula, self.quantities, self.alternatives) = (formula, quantities, alternatives)
    (self.penalty, self.bookings, self.tags) = (penalty, bookings, tags)
  }
}

extension ExplainedTask {
  /// What the task should cost where that could be compared with what was billed; else nil.
  package var expected: Points? { verdict.isCovered ? price : nil }
  /// Billed − expected; nil where that could not be checked.
  package var variance: Points? { expected.map { (record.billed ?? .zero) - $0 } }
}
