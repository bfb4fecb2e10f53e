package import Domain
package import RateCards

/// A task that a claim may be about.
package struct ClaimCandidate: Hashable, Sendable {
  package let task: ClaimTask
  package let sku: String
  package let verdict: Verdict
  package let isSettled: Bool
  /// The rate's price in words.
  package let price: String
  /// Where the price is published.
  package let source: String
  /// Nil where no rate fits.
  package let proof: PriceProof?
  /// Another price that the bill equals, by its label; empty for none.
  package let alternative: String

  package init(
    task: ClaimTask, sku: String, verdict: Verdict, isSettled: Bool, price: String,
    source: String, proof: PriceProof?, alternative: String
  ) {
    self.task = task
    self.sku = sku
    self.verdict = verdict
    self.isSettled = isSettled
    self.price = price
    self.source = source
    self.proof = proof
    self.alternative = alternative
  }
}

/// A task as it stood when it was claimed.
package struct ClaimTask: Hashable, Sendable {
  package let id: TaskID
  /// The accounting day under which it is stored, −1 where the creation time is not known.
  package let dayNumber: Int64
  package let account: String?
  package let createdAt: Instant?
  package let endedAt: Instant?
  package let billed: Points?
  package let expected: Points?
  package let frozen: Points

  package init(
    id: TaskID, dayNumber: Int64, account: String?, createdAt: Instant?, endedAt: Instant?,
    billed: Points?, expected: Points?, frozen: Points
  ) {
    (self.id, self.dayNumber, self.account) = (id, dayNumber, account)
    (self.createdAt, self.endedAt) = (createdAt, endedAt)
    (self.billed, self.expected, self.frozen) = (billed, expected, frozen)
  }

  /// The accounting day; nil where the creation time is not known.
  package var day: CalendarDay? {
    dayNumber < 0 ? nil : CalendarDay(number: Int(dayNumber))
  }

  package var variance: Points? {
    guard let billed, let expected else { return nil }
    return billed - expected
  }
}
