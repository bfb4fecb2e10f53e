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

  /// The cause of a task, with the change of a price where one explains it.
  ///
  /// What speaks for the provider's bill makes the difference unproved; it never stands beside one
  /// that is claimed.
  init(_ candidate: ClaimCandidate, drift: PriceDrift?) {
    let task = candidate.task
    let gaps = BilledDifference(
      verdict: candidate.verdict, day: task.day, expected: task.expected,
      equalPrice: candidate.alternative, proof: candidate.proof, drift: drift
    ).gaps
    var (rule, source) = (candidate.price, candidate.source)
    var detail = ""
    switch candidate.verdict {
    case .overcharged, .undercharged:
      if !candidate.alternative.isEmpty { detail = "billed at \(candidate.alternative)" }
    case .refundDue, .refundAwaited:
      (rule, source) = (ClaimCause.refundRule, "PiAPI's refund rule")
      if let expected = task.expected, expected > .zero {
        detail = "beyond the penalty that the rule allows"
      }
    case .ownAccount: (rule, source) = (ClaimCause.ownAccountRule, "PiAPI's price of a seat")
    default: break
    }
    self.init(
      isProved: gaps.isEmpty, kind: candidate.verdict.name, sku: candidate.sku, rule: rule,
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
