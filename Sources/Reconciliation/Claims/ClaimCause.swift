import Domain
import RateCards

/// Why tasks stand in a claim.
package struct ClaimCause: Hashable, Sendable {
  /// Whether rule and bill are both certain, so that the difference is claimed.
  package let isProved: Bool
  /// The verdict's name.
  package let kind: String
  package let sku: String
  /// What the tasks should have cost, in words.
  package let rule: String
  /// Where that is written.
  package let source: String
  /// Of a difference that is not proved the reasons; else what is known of the bill.
  package let detail: String

  package init(
    isProved: Bool, kind: String, sku: String, rule: String, source: String, detail: String
  ) {
    (self.isProved, self.kind, self.sku) = (isProved, kind, sku)
    (self.rule, self.source, self.detail) = (rule, source, detail)
  }
}

extension ClaimCause {
  static let refundRule = "a failed or cancelled task is not charged, and its points are returned"
  static let ownAccountRule = "a task on the customer's own account has no price of its own"

  /// The cause of a task by its line, with the change of a price where one explains it.
  ///
  /// What speaks for the provider's bill makes the difference unproved; it never stands beside one
  /// that is claimed.
  init(_ line: LedgerLine, drift: PriceDrift?) {
    let gaps = BilledDifference(line, drift: drift).gaps
    let formula = line.pricing.rated?.formula
    var (rule, source) = (formula?.lotPriceText ?? "", formula?.sourceText ?? "")
    var detail = ""
    switch line.verdict {
    case .overcharged, .undercharged:
      if !line.equalPrice.isEmpty { detail = "billed at \(line.equalPrice)" }
    case .refundDue, .refundAwaited:
      (rule, source) = (ClaimCause.refundRule, "PiAPI's refund rule")
      if let expected = line.price, expected > .zero {
        detail = "beyond the penalty that the rule allows"
      }
    case .ownAccount: (rule, source) = (ClaimCause.ownAccountRule, "PiAPI's price of a seat")
    default: break
    }
    self.init(
      isProved: gaps.isEmpty, kind: line.verdict.name, sku: line.pricing.skuName, rule: rule,
      source: source, detail: gaps.isEmpty ? detail : gaps.map(\.reason).joined(separator: "; "))
  }
}

extension ClaimCause {
  /// Whether the rule is the price of a rate.
  package var isPrice: Bool {
    let otherwise: [Verdict] = [.refundDue, .refundAwaited, .ownAccount]
    return !otherwise.map(\.name).contains(kind)
  }
}

extension ClaimCause: Comparable {
  package static func < (left: ClaimCause, right: ClaimCause) -> Bool { left.order < right.order }

  private var order: (Int, String, String, String, String, String) {
    (isProved ? 0 : 1, kind, sku, rule, source, detail)
  }
}
