package import Domain
import RateCards

/// A task as it was when it was claimed.
///
/// It is evidence, kept unchanged whatever the ledger says about the task later, so it is not a
/// ``LedgerTask``.
package struct ClaimTask: Hashable, Sendable {
  package let id: TaskID
  /// The accounting day; nil if the creation time is unknown.
  package let day: CalendarDay?
  package let account: String?
  package let createdAt: Instant?
  package let endedAt: Instant?
  package let billed: Points?
  package let expected: Points?
  package let frozen: Points

  package init(
    id: TaskID, day: CalendarDay?, account: String?, createdAt: Instant?, endedAt: Instant?,
    billed: Points?, expected: Points?, frozen: Points
  ) {
    (self.id, self.day, self.account) = (id, day, account)
    (self.createdAt, self.endedAt) = (createdAt, endedAt)
    (self.billed, self.expected, self.frozen) = (billed, expected, frozen)
  }

  init(_ task: LedgerTask) {
    self.init(
      id: task.id, day: task.line.billedDay, account: task.account, createdAt: task.createdAt,
      endedAt: task.endedAt, billed: task.line.billed, expected: task.line.price,
      frozen: task.line.frozen)
  }

  package var variance: Points? {
    guard let billed, let expected else { return nil }
    return billed - expected
  }
}

/// What a claim would contain: the tasks of a period by cause, and how many were left out, and why.
package struct ClaimDraft: Hashable, Sendable {
  package struct Part: Hashable, Sendable {
    package let cause: ClaimCause
    package let tasks: [ClaimTask]
  }

  /// Tasks that are left out.
  package struct LeftOut: Hashable, Sendable {
    /// Inside their grace period: a correction may be under way.
    package var inGrace = 0
    /// Not ended.
    package var unsettled = 0
    /// A waiver marks the difference as known.
    package var waived = 0
    /// In another open claim.
    package var claimed = 0

    package init(inGrace: Int = 0, unsettled: Int = 0, waived: Int = 0, claimed: Int = 0) {
      (self.inGrace, self.unsettled) = (inGrace, unsettled)
      (self.waived, self.claimed) = (waived, claimed)
    }
  }

  /// Proved causes first.
  package let parts: [Part]
  package let leftOut: LeftOut

  /// - Parameters:
  ///   - candidates: the tasks of the period that a claim may be about, with their rates, in order.
  ///   - drifts: price changes.
  ///   - claimed: tasks of open claims, by their bits.
  ///   - graceHours: how long after its end a task is left out.
  ///   - asOf: the moment of the claim.
  package init(
    _ candidates: [LedgerTask], drifts: [PriceDrift], claimed: Set<TaskID>,
    graceHours: Int64, asOf: Instant
  ) {
    var leftOut = LeftOut()
    var groups: [ClaimCause: [ClaimTask]] = [:]
    let drifts = Dictionary(grouping: drifts, by: \.sku.description)
    for task in candidates {
      let line = task.line
      let drift = ClaimDraft.drift(of: task, among: drifts[line.pricing.skuName] ?? [])
      if claimed.contains(TaskID(high: task.id.high, low: task.id.low)) {
        leftOut.claimed += 1
      } else if ClaimDraft.isInGrace(task, hours: graceHours, asOf: asOf) {
        leftOut.inGrace += 1
      } else if !line.isSettled, line.verdict != .stuck {
        leftOut.unsettled += 1
      } else if drift?.waiver != nil {
        leftOut.waived += 1
      } else {
        groups[ClaimCause(line, drift: drift), default: []].append(ClaimTask(task))
      }
    }
    parts = groups.sorted { $0.key < $1.key }.map { Part(cause: $0.key, tasks: $0.value) }
    self.leftOut = leftOut
  }

  private static func isInGrace(_ task: LedgerTask, hours: Int64, asOf: Instant) -> Bool {
    if task.line.verdict == .refundAwaited { return true }
    guard task.line.isSettled, let since = task.endedAt ?? task.createdAt else { return false }
    return asOf.seconds(since: since) < hours * 3600
  }

  private static func drift(of task: LedgerTask, among drifts: [PriceDrift]) -> PriceDrift? {
    let bill = PricedBill(task.line)
    return drifts.first { $0.explains(bill, createdAt: task.createdAt) }
  }

  /// Tasks with an unproved difference from the card's price, and its net amount.
  package var unproved: (tasks: Int, variance: Points) {
    let tasks = parts.filter { !$0.cause.isProved }.flatMap(\.tasks)
      .filter { ($0.variance ?? .zero) != .zero }
    return (tasks.count, tasks.reduce(.zero) { $0 + ($1.variance ?? .zero) })
  }

  /// The net amount claimed.
  package var net: Points {
    parts.filter(\.cause.isProved).flatMap(\.tasks)
      .reduce(.zero) { $0 + ($1.variance ?? .zero) }
  }
}

/// Why tasks are in a claim.
package struct ClaimCause: Hashable, Sendable {
  /// Whether rule and bill are both certain, so that the difference is claimed.
  package let isProved: Bool
  /// The verdict's name.
  package let kind: String
  package let sku: String
  /// What the tasks should have cost, in words.
  package let rule: String
  /// Where that is documented.
  package let source: String
  /// The reasons if a difference is not proved; otherwise what is known about the bill.
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

  /// The cause of a task from its line, with the price change that explains it, if any.
  ///
  /// Evidence for the provider's bill makes the difference unproved; it never accompanies one that
  /// is claimed.
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
