package import Domain
package import RateCards

/// Tasks of one day that agree in everything reports tell apart: SKU, rate, status, verdict and
/// amounts.
package struct ReconciledRow: Hashable, Sendable {
  /// What rows may be divided by, beside everything that tells them apart.
  package enum Division: Hashable, Sendable {
    case whole
    case tags
    /// By API key, as far as the account history names it. Verdicts are those of the latest run.
    case keys
  }

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
    /// What prices the tasks anew, where the reader was asked for it; nil where no rate fits.
    package let rated: Rated?

    /// A rate with what it is multiplied by.
    package struct Rated: Hashable, Sendable {
      package let formula: PriceFormula
      package let quantities: BilledQuantities

      package init(formula: PriceFormula, quantities: BilledQuantities) {
        (self.formula, self.quantities) = (formula, quantities)
      }
    }

    package struct Alternative: Hashable, Sendable {
      package let points: Points
      package let label: String

      package init(points: Points, label: String) {
        (self.points, self.label) = (points, label)
      }
    }

    package init(
      sku: SKU, skuName: String, rate: String, unpricedReason: String,
      alternatives: [Alternative], rated: Rated? = nil
    ) {
      self.sku = sku
      self.skuName = skuName
      self.rate = rate
      self.unpricedReason = unpricedReason
      self.alternatives = alternatives
      self.rated = rated
    }

    package static func == (left: Pricing, right: Pricing) -> Bool {
      left === right
        || left.sku == right.sku && left.skuName == right.skuName && left.rate == right.rate
          && left.unpricedReason == right.unpricedReason
          && left.alternatives == right.alternatives && left.rated == right.rated
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
  /// Of each task, what the provider booked; nil where that is not known, or nothing is booked yet.
  package var billed: Points?
  /// Of each task, what it should cost by the card and the rules, also where nothing can be compared
  /// with it; nil where that is not one known amount.
  package var price: Points?
  /// Of each task, what the provider set aside for it while it has not ended.
  package var frozen: Points
  /// Negative for tasks that left a closed month's figures.
  package var tasks: Int
  /// The day of a closed month whose tasks changed, for a change found later, on ``day``.
  package var adjustedDay: CalendarDay?
  /// Of tasks that failed or were cancelled.
  package var errorCode: ErrorCode
  private var extra: RowExtra?

  package init(
    day: CalendarDay?, pricing: Pricing, status: String, verdict: Verdict, isSettled: Bool,
    billed: Points?, price: Points?, frozen: Points, tasks: Int,
    adjustedDay: CalendarDay? = nil, errorCode: ErrorCode = .none
  ) {
    self.day = day
    self.pricing = pricing
    self.status = status
    self.verdict = verdict
    self.isSettled = isSettled
    self.billed = billed
    self.price = price
    self.frozen = frozen
    self.tasks = tasks
    self.adjustedDay = adjustedDay
    self.errorCode = errorCode
  }
}

/// What few reports ask for; apart from the row, which stays small without it.
private final class RowExtra: Hashable, Sendable {
  let tags: TagSet
  let apiKeyID: String?
  let cash: RowAmounts?

  init(tags: TagSet, apiKeyID: String?, cash: RowAmounts?) {
    (self.tags, self.apiKeyID, self.cash) = (tags, apiKeyID, cash)
  }

  static func == (left: RowExtra, right: RowExtra) -> Bool {
    left.tags == right.tags && left.apiKeyID == right.apiKeyID && left.cash == right.cash
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(tags)
    hasher.combine(apiKeyID)
    hasher.combine(cash)
  }
}

extension ReconciledRow {
  /// What the tasks are tagged with.
  package var tags: TagSet {
    get { extra?.tags ?? .none }
    set { extra = ReconciledRow.extra(tags: newValue, apiKeyID: apiKeyID, cash: cash) }
  }

  /// The API key, where rows are divided by keys and the account history names it.
  package var apiKeyID: String? {
    get { extra?.apiKeyID }
    set { extra = ReconciledRow.extra(tags: tags, apiKeyID: newValue, cash: cash) }
  }

  /// The amounts of all tasks in cash, where they are asked for.
  package var cash: RowAmounts? {
    get { extra?.cash }
    set { extra = ReconciledRow.extra(tags: tags, apiKeyID: apiKeyID, cash: newValue) }
  }

  private static func extra(tags: TagSet, apiKeyID: String?, cash: RowAmounts?) -> RowExtra? {
    tags.isEmpty && apiKeyID == nil && cash == nil
      ? nil : RowExtra(tags: tags, apiKeyID: apiKeyID, cash: cash)
  }
}
