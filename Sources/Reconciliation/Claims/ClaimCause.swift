import Billing
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
  package let detail: String

  package init(
    isProved: Bool, kind: String, sku: String, rule: String, source: String, detail: String
  ) {
    (self.isProved, self.kind, self.sku) = (isProved, kind, sku)
    (self.rule, self.source, self.detail) = (rule, source, detail)
  }
}

extension ClaimCause {
  static let refundRule = "points of a failed or cancelled task are returned"
  static let ownAccountRule = "a task on the user's own account has no price of its own"

  /// The cause of a task, with the change of a price where one explains it.
  init(_ candidate: ClaimCandidate, drift: PriceDrift?) {
    let isCertain = candidate.certainty == .high
    var rule = candidate.price
    var source = candidate.source
    var isProved = false
    var detail = ""
    switch candidate.verdict {
    case .overcharged, .undercharged:
      isProved = isCertain
      let notes = [
        isCertain ? "" : "the price is of \(candidate.certainty.rawValue) certainty",
        drift.map { "the price changed: \($0.text)" } ?? "",
        candidate.alternative.isEmpty ? "" : "billed equals \(candidate.alternative)",
      ]
      detail = notes.filter { !$0.isEmpty }.joined(separator: "; ")
    case .refundDue, .refundAwaited:
      (isProved, rule, source) = (true, ClaimCause.refundRule, "the provider's refund rule")
      if let expected = candidate.task.expected, expected > .zero {
        detail = "beyond the penalty that the provider's rule allows"
      }
    case .ownAccount:
      (isProved, rule, source) = (true, ClaimCause.ownAccountRule, "the provider's seat price")
    case .conflict: detail = "two answers of the provider disagree about the booked points"
    case .inconsistent:
      detail = "the quantity is not in the response, and the bill is no whole number of units"
    case .stuck: detail = "not ended long after its like have, with frozen points"
    default: break
    }
    self.init(
      isProved: isProved, kind: candidate.verdict.name, sku: candidate.sku, rule: rule,
      source: source, detail: detail)
  }
}

extension ClaimCause: Comparable {
  package static func < (left: ClaimCause, right: ClaimCause) -> Bool { left.order < right.order }

  private var order: (Int, String, String, String, String, String) {
    (isProved ? 0 : 1, kind, sku, rule, source, detail)
  }
}
