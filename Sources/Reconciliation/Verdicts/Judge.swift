package import Domain
package import RateCards

/// The task's side of a verdict.
package struct TaskFigures: Hashable, Sendable {
  package var status: TaskStatus
  package var isOwnAccount: Bool
  package var isInConflict: Bool
  /// What the provider booked; nil if unknown or not booked yet.
  package var billed: Points?
  /// Whether it was booked in a unit other than points, which is not money.
  package var isBilledInOtherUnit: Bool
  /// Whether only the account history shows the task.
  package var isUnlogged: Bool
  package var frozen: Points
  package var createdAt: Instant?
  package var endedAt: Instant?

  package init(
    status: TaskStatus, isOwnAccount: Bool = false, isInConflict: Bool = false, billed: Points?,
    isBilledInOtherUnit: Bool = false, isUnlogged: Bool = false, frozen: Points = .zero,
    createdAt: Instant?, endedAt: Instant?
  ) {
    self.status = status
    self.isOwnAccount = isOwnAccount
    self.isInConflict = isInConflict
    self.billed = billed
    self.isBilledInOtherUnit = isBilledInOtherUnit
    self.isUnlogged = isUnlogged
    self.frozen = frozen
    self.createdAt = createdAt
    self.endedAt = endedAt
  }

  package init(_ record: TaskRecord) {
    status = record.state.status
    isOwnAccount = record.state.isOwnAccount
    isInConflict = record.isInConflict
    billed = record.billed
    isBilledInOtherUnit = record.isBilledInOtherUnit
    isUnlogged = false
    frozen = record.frozen
    createdAt = record.createdAt
    endedAt = record.state.stamp.endedAt
  }
}

/// What is known besides the task and its price.
package struct JudgingContext: Hashable, Sendable {
  /// The moment at which the verdict is given.
  package var asOf: Instant
  /// The part of the task's price that the penalty rule keeps, if a rule applies.
  package var penalty: Points?
  /// The usual duration of tasks of the same SKU, in seconds.
  package var usualWaitSeconds: Int64?

  package init(asOf: Instant, penalty: Points? = nil, usualWaitSeconds: Int64? = nil) {
    (self.asOf, self.penalty, self.usualWaitSeconds) = (asOf, penalty, usualWaitSeconds)
  }
}

/// A verdict with the amount that it compares the booked points with.
package struct Judgment: Hashable, Sendable {
  package let verdict: Verdict
  /// What the task should have cost under the card and the rules; nil if unknown.
  package let expected: Points?

  package init(_ verdict: Verdict, expected: Points?) {
    (self.verdict, self.expected) = (verdict, expected)
  }
}

/// Gives every task its verdict.
///
/// The tolerance is 0 points.
package struct Judge: Sendable {
  private let rules: SettlementRules

  package init(rules: SettlementRules = SettlementRules()) {
    self.rules = rules
  }

  package func judgment(
    of task: TaskFigures, charge: Charge, in context: JudgingContext
  ) -> Judgment {
    judgment(
      of: task, charge: charge, penalty: context.penalty, isOverdue: isOverdue(task, in: context))
  }

  /// The judgment of a task if it is known whether its time is up: the grace period of a refund,
  /// or the usual duration of similar tasks.
  package func judgment(
    of task: TaskFigures, charge: Charge, penalty: Points?, isOverdue: Bool
  ) -> Judgment {
    if task.isInConflict { return Judgment(.conflict, expected: charge.expected) }
    if task.isOwnAccount {
      return Judgment(
        .ownAccount,
        expected: task.status.isWithoutResult ? .zero : rules.ownAccountShare(of: charge.expected))
    }
    if task.isBilledInOtherUnit {
      return Judgment(
        .otherUnit, expected: task.status.isWithoutResult ? .zero : charge.expected)
    }
    if task.status.isWithoutResult {
      return failed(task, penalty: penalty, isOverdue: isOverdue)
    }
    guard let billed = task.billed else {
      return unbilled(task, charge: charge, isOverdue: isOverdue)
    }
    if task.isUnlogged { return Judgment(.unlogged, expected: nil) }
    return compared(billed, charge: charge)
  }

  /// A failed or canceled task should cost nothing but a penalty.
  private func failed(_ task: TaskFigures, penalty: Points?, isOverdue: Bool) -> Judgment {
    guard let billed = task.billed else { return Judgment(.unmetered, expected: .zero) }
    if billed == .zero { return Judgment(.refunded, expected: .zero) }
    if billed == penalty { return Judgment(.penalty, expected: billed) }
    let expected = penalty ?? .zero
    guard billed > expected else { return Judgment(.undercharged, expected: expected) }
    return Judgment(isOverdue ? .refundDue : .refundAwaited, expected: expected)
  }

  private func unbilled(_ task: TaskFigures, charge: Charge, isOverdue: Bool) -> Judgment {
    guard !task.status.hasEnded else { return Judgment(.unmetered, expected: charge.expected) }
    return Judgment(
      isOverdue && task.frozen > .zero ? .stuck : .provisional, expected: charge.expected)
  }

  /// The verdict at the context's moment: time alone can change some verdicts, others stay.
  package func advanced(
    _ verdict: Verdict, of task: TaskFigures, in context: JudgingContext
  ) -> Verdict {
    let isOverdue = isOverdue(task, in: context)
    return switch verdict {
    case .refundAwaited, .refundDue: isOverdue ? .refundDue : .refundAwaited
    case .provisional, .stuck: isOverdue && task.frozen > .zero ? .stuck : .provisional
    default: verdict
    }
  }

  /// Whether a task's time is up at the context's moment: the grace period of a failed task, the
  /// usual duration of a running one.
  package func isOverdue(_ task: TaskFigures, in context: JudgingContext) -> Bool {
    task.status.isWithoutResult ? !isInGrace(task, in: context) : isLate(task, in: context)
  }

  private func isInGrace(_ task: TaskFigures, in context: JudgingContext) -> Bool {
    guard let since = task.endedAt ?? task.createdAt else { return false }
    return context.asOf.seconds(since: since) < rules.graceHours * 3600
  }

  private func isLate(_ task: TaskFigures, in context: JudgingContext) -> Bool {
    guard let createdAt = task.createdAt else { return false }
    return context.asOf.seconds(since: createdAt)
      >= lateAfterSeconds(usualWaitSeconds: context.usualWaitSeconds)
  }

  /// After how many seconds a running task is late, given the usual duration of similar tasks.
  package func lateAfterSeconds(usualWaitSeconds: Int64?) -> Int64 {
    max((usualWaitSeconds ?? 0) * rules.stuckUsualTimes, rules.stuckHours * 3600)
  }

  private func compared(_ billed: Points, charge: Charge) -> Judgment {
    switch charge.outcome {
    case .unpriced: Judgment(.unpriced, expected: nil)
    case .perLot(let lot):
      lot.impliedUnits(billed: billed) == nil
        ? Judgment(.inconsistent, expected: nil) : Judgment(.consistent, expected: billed)
    case .expected(let expected):
      Judgment(
        billed == expected ? .matched : billed > expected ? .overcharged : .undercharged,
        expected: expected)
    }
  }
}

extension SettlementRules {
  /// What a completed task on the user's own account costs; nil if that depends on an unknown price.
  func ownAccountShare(of price: Points?) -> Points? {
    guard ownAccountPercent > 0 else { return .zero }
    return price.flatMap { PriceShare(percent: ExactDecimal(ownAccountPercent), of: $0).points }
  }
}

/// The part of a failed task's price that the provider keeps: a percentage by the account's count
/// of such tasks on that UTC day, replayed in order of creation.
package struct PenaltyCalculation: Hashable, Sendable {
  package let rule: PenaltyRule
  /// The task's number among the day's violations, counted from 1.
  package let violation: Int
  /// The task's full price.
  package let price: Points

  package init(rule: PenaltyRule, violation: Int, price: Points) {
    (self.rule, self.violation, self.price) = (rule, violation, price)
  }

  package var percent: ExactDecimal { rule.percent(forViolation: violation) }

  /// The penalty, rounded half up to whole points; nil if it cannot be computed exactly.
  package var points: Points? { PriceShare(percent: percent, of: price).points }

  /// How the amount was computed, in words.
  package var text: String {
    let cause = rule.errorCode.map { "error \($0)" } ?? "any failure"
    return "\(percent) % of \(price.usdText) USD: violation \(violation) of the UTC day "
      + "(\(cause); \(rule.evidence.source), \(rule.place))"
  }
}

/// A percentage of a task's price, rounded half up to whole points.
package struct PriceShare: Hashable, Sendable {
  package let percent: ExactDecimal
  package let price: Points

  package init(percent: ExactDecimal, of price: Points) {
    (self.percent, self.price) = (percent, price)
  }

  /// The share; nil if it cannot be computed exactly.
  package var points: Points? {
    let share = try? Ratio(price.count).times(percent.ratio).times(Ratio(1, over: 100))
    guard let share, let whole = Int64(exactly: share.rounded(.halfUp)) else { return nil }
    return Points(whole)
  }
}
