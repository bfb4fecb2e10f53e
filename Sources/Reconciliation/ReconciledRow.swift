package import Billing
package import RateCards

/// Tasks of one day that agree in everything reports tell apart: SKU, rate, status, verdict and
/// amounts.
package struct ReconciledRow: Hashable, Sendable {
  /// What the tasks were priced by.
  ///
  /// Shared by reference, since a report makes and drops tens of thousands of rows.
  package final class Pricing: Hashable, Sendable {
    package let sku: SKU
    /// The SKU's name: `seedream/seedream-5-lite size=2K`.
    package let skuName: String
    /// The rate's name, empty where none fits.
    package let rate: String
    /// Why no rate fits, else empty.
    package let unpricedReason: String
    /// Other prices, with the amount of one task.
    package let alternatives: [Alternative]
    /// What proves the price; nil where no rate fits, and where it was not asked for.
    package let proof: PriceProof?

    package struct Alternative: Hashable, Sendable {
      package let points: Points
      package let label: String

      package init(points: Points, label: String) {
        (self.points, self.label) = (points, label)
      }
    }

    package init(
      sku: SKU, skuName: String, rate: String, unpricedReason: String, alternatives: [Alternative],
      proof: PriceProof? = nil
    ) {
      self.sku = sku
      self.skuName = skuName
      self.rate = rate
      self.unpricedReason = unpricedReason
      self.alternatives = alternatives
      self.proof = proof
    }

    package static func == (left: Pricing, right: Pricing) -> Bool {
      left === right
        || left.sku == right.sku && left.skuName == right.skuName && left.rate == right.rate
          && left.unpricedReason == right.unpricedReason
          && left.alternatives == right.alternatives && left.proof == right.proof
    }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(skuName)
      hasher.combine(rate)
      hasher.combine(unpricedReason)
    }
  }

  /// Nil for tasks without a creation time.
  package var day: CalendarDay?
  package var pricing: Pricing
  package var status: String
  package var verdict: Verdict
  package var isSettled: Bool
  /// Of each task.
  package var billed: Points?
  /// Of each task.
  package var expected: Points?
  /// Of each task, while it has not ended.
  package var frozen: Points
  /// Negative for tasks that left a closed month's figures.
  package var tasks: Int
  /// The day of a closed month whose tasks changed, for a change found later, on ``day``.
  package var adjustedDay: CalendarDay?
  private var extra: RowExtra?

  package init(
    day: CalendarDay?, pricing: Pricing, status: String, verdict: Verdict, isSettled: Bool,
    billed: Points?, expected: Points?, frozen: Points, tasks: Int,
    adjustedDay: CalendarDay? = nil
  ) {
    self.day = day
    self.pricing = pricing
    self.status = status
    self.verdict = verdict
    self.isSettled = isSettled
    self.billed = billed
    self.expected = expected
    self.frozen = frozen
    self.tasks = tasks
    self.adjustedDay = adjustedDay
  }
}

/// What few reports ask for; apart from the row, which stays small without it.
private final class RowExtra: Hashable, Sendable {
  let tags: TagSet
  let cash: RowAmounts?

  init(tags: TagSet, cash: RowAmounts?) {
    (self.tags, self.cash) = (tags, cash)
  }

  static func == (left: RowExtra, right: RowExtra) -> Bool {
    left.tags == right.tags && left.cash == right.cash
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(tags)
    hasher.combine(cash)
  }
}

extension ReconciledRow {
  /// What the tasks are tagged with.
  package var tags: TagSet {
    get { extra?.tags ?? .none }
    set { extra = ReconciledRow.extra(tags: newValue, cash: cash) }
  }

  /// The amounts of all tasks in cash, where they are asked for.
  package var cash: RowAmounts? {
    get { extra?.cash }
    set { extra = ReconciledRow.extra(tags: tags, cash: newValue) }
  }

  private static func extra(tags: TagSet, cash: RowAmounts?) -> RowExtra? {
    tags.isEmpty && cash == nil ? nil : RowExtra(tags: tags, cash: cash)
  }
}
