package import Domain
package import RateCards

/// Tasks of one day that agree in everything that figures distinguish: charge, status, verdict,
/// amounts and account.
///
/// Every report, export, budget and forecast is built from these lines; their amounts are defined
/// once, in ``LineAmounts`` and next to it.
package struct LedgerLine: Hashable, Sendable {
  /// What lines may be further divided by.
  package enum Division: Hashable, Sendable {
    case whole
    case tags
    /// By API key, as far as the account history has it. Verdicts are those of the latest run.
    case keys
  }

  /// The day on which the tasks count; nil for tasks without a creation time.
  package var day: CalendarDay?
  package var pricing: Pricing
  package var status: TaskStatus
  package var verdict: Verdict
  /// What the provider booked for each task; nil if unknown or not booked yet.
  package var billed: Points?
  /// What each task should cost under the card and the rules, even if there is nothing to compare
  /// it with; nil if that is not a single known amount.
  package var price: Points?
  /// What the provider reserved for each task while it is running.
  package var frozen: Points
  /// Negative for tasks that left a closed month's figures.
  package var tasks: Int
  /// For a change found later, on ``day``: the day of the closed month whose tasks changed.
  package var adjustedDay: CalendarDay?
  /// For tasks that failed or were canceled.
  package var errorCode: ErrorCode
  private var extra: LineExtra?

  package init(
    day: CalendarDay?, pricing: Pricing, status: TaskStatus = .completed, verdict: Verdict,
    billed: Points?, price: Points?, frozen: Points = .zero, tasks: Int = 1,
    adjustedDay: CalendarDay? = nil, errorCode: ErrorCode = .none
  ) {
    self.day = day
    self.pricing = pricing
    self.status = status
    self.verdict = verdict
    self.billed = billed
    self.price = price
    self.frozen = frozen
    self.tasks = tasks
    self.adjustedDay = adjustedDay
    self.errorCode = errorCode
  }
}

extension LedgerLine {
  /// Whether the tasks have ended, so that their figures are final.
  package var isSettled: Bool { status.hasEnded }
  package var isDelivered: Bool { status == .completed }
  /// The day on which the tasks were billed, even if their change was found later.
  package var billedDay: CalendarDay? { adjustedDay ?? day }
  /// The later day on which a change of a closed month counts; nil if that is ``billedDay``.
  package var foundDay: CalendarDay? { adjustedDay == nil ? nil : day }
  /// The other price that the bill equals, by its label; empty for none.
  package var equalPrice: String {
    let equal = billed.flatMap { billed in pricing.alternatives.first { $0.points == billed } }
    return equal?.label ?? ""
  }
}

extension LedgerLine {
  /// What tasks were priced by.
  ///
  /// Shared by reference, since a report creates and drops tens of thousands of lines.
  package final class Pricing: Hashable, Sendable {
    package let sku: SKU
    /// The SKU's name: `seedream/seedream-5-lite size=2K`.
    package let skuName: String
    /// The rate's name; empty if none matches.
    package let rate: String
    /// Why no rate matches, otherwise empty.
    package let unpricedReason: String
    /// The card's price of a task that completes; nil if that is not a single known amount.
    package let cardPrice: Points?
    /// Other prices, with the amount of one task.
    package let alternatives: [Alternative]
    /// What reprices the tasks, if the reader was asked for it; nil if no rate matches.
    package let rated: Rated?

    /// A rate with the quantities that it is multiplied by.
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
      sku: SKU, skuName: String? = nil, rate: String = "", unpricedReason: String = "",
      cardPrice: Points? = nil, alternatives: [Alternative] = [], rated: Rated? = nil
    ) {
      self.sku = sku
      self.skuName = skuName ?? sku.description
      self.rate = rate
      self.unpricedReason = unpricedReason
      self.cardPrice = cardPrice
      self.alternatives = alternatives
      self.rated = rated
    }

    package static func == (left: Pricing, right: Pricing) -> Bool {
      left === right
        || left.sku == right.sku && left.skuName == right.skuName && left.rate == right.rate
          && left.unpricedReason == right.unpricedReason && left.cardPrice == right.cardPrice
          && left.alternatives == right.alternatives && left.rated == right.rated
    }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(skuName)
      hasher.combine(rate)
      hasher.combine(unpricedReason)
    }
  }
}

/// What few ledgers have and few reports ask for; kept out of the line to keep it small.
private final class LineExtra: Hashable, Sendable {
  struct Members: Hashable, Sendable {
    var account: String?
    var tags = TagSet.none
    var apiKeyID: String?
    var cash: LineAmounts?
  }

  static let none = Members()

  let members: Members

  init?(_ members: Members) {
    guard members != LineExtra.none else { return nil }
    self.members = members
  }

  static func == (left: LineExtra, right: LineExtra) -> Bool {
    left === right || left.members == right.members
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(members)
  }
}

extension LedgerLine {
  private var members: LineExtra.Members {
    get { extra?.members ?? LineExtra.none }
    set { extra = LineExtra(newValue) }
  }

  /// The account whose tasks they are; nil if nothing tells it.
  package var account: String? {
    get { members.account }
    set { members.account = newValue }
  }

  /// The tasks' tags, if lines are divided by tags.
  package var tags: TagSet {
    get { members.tags }
    set { members.tags = newValue }
  }

  /// The API key, if lines are divided by keys and the account history has it.
  package var apiKeyID: String? {
    get { members.apiKeyID }
    set { members.apiKeyID = newValue }
  }

  /// The amounts of all tasks in cash, if requested.
  package var cash: LineAmounts? {
    get { members.cash }
    set { members.cash = newValue }
  }
}
