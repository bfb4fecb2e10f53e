package import Domain

/// What a claim would hold: the tasks of a period by cause, and how many were left out, and why.
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
    /// A waiver says that the difference is known.
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
  ///   - candidates: the tasks of the period, in order.
  ///   - drifts: changes of prices.
  ///   - claimed: tasks of open claims, by their bits.
  ///   - graceHours: so long after its end a task is left out.
  ///   - asOf: the moment of the claim.
  package init(
    _ candidates: [ClaimCandidate], drifts: [PriceDrift], claimed: Set<TaskID>,
    graceHours: Int64, asOf: Instant
  ) {
    var leftOut = LeftOut()
    var groups: [ClaimCause: [ClaimTask]] = [:]
    let drifts = Dictionary(grouping: drifts, by: \.sku.description)
    for candidate in candidates {
      let task = candidate.task
      let drift = ClaimDraft.drift(of: candidate, among: drifts[candidate.sku] ?? [])
      if claimed.contains(TaskID(high: task.id.high, low: task.id.low)) {
        leftOut.claimed += 1
      } else if ClaimDraft.isInGrace(candidate, hours: graceHours, asOf: asOf) {
        leftOut.inGrace += 1
      } else if !candidate.isSettled, candidate.verdict != .stuck {
        leftOut.unsettled += 1
      } else if drift?.waiver != nil {
        leftOut.waived += 1
      } else {
        groups[ClaimCause(candidate, drift: drift), default: []].append(task)
      }
    }
    parts = groups.sorted { $0.key < $1.key }.map { Part(cause: $0.key, tasks: $0.value) }
    self.leftOut = leftOut
  }

  private static func isInGrace(
    _ candidate: ClaimCandidate, hours: Int64, asOf: Instant
  ) -> Bool {
    if candidate.verdict == .refundAwaited { return true }
    guard candidate.isSettled, let since = candidate.task.endedAt ?? candidate.task.createdAt
    else { return false }
    return asOf.seconds(since: since) < hours * 3600
  }

  private static func drift(
    of candidate: ClaimCandidate, among drifts: [PriceDrift]
  ) -> PriceDrift? {
    let bill = PricedBill(candidate)
    return drifts.first { $0.explains(bill, createdAt: candidate.task.createdAt) }
  }

  /// Tasks with a difference from the card's price that is not proved, and what it nets to.
  package var unproved: (tasks: Int, variance: Points) {
    let tasks = parts.filter { !$0.cause.isProved }.flatMap(\.tasks)
      .filter { ($0.variance ?? .zero) != .zero }
    return (tasks.count, tasks.reduce(.zero) { $0 + ($1.variance ?? .zero) })
  }

  /// What is claimed: both directions netted.
  package var net: Points {
    parts.filter(\.cause.isProved).flatMap(\.tasks)
      .reduce(.zero) { $0 + ($1.variance ?? .zero) }
  }
}
