package import Billing
package import RateCards

/// What a verdict is made of, on the side of the task.
package struct TaskFigures: Hashable, Sendable {
  package var status: TaskStatus
  package var isOwnAccount: Bool
  package var isInConflict: Bool
  /// What the provider booked, nil where that is not known or nothing is booked yet.
  package var billed: Points?
  package var frozen: Points
  package var createdAt: Instant?
  package var endedAt: Instant?

  package init(
    status: TaskStatus, isOwnAccount: Bool = false, isInConflict: Bool = false, billed: Points?,
    frozen: Points = .zero, createdAt: Instant?, endedAt: Instant?
  ) {
    self.status = status
    self.isOwnAccount = isOwnAccount
    self.isInConflict = isInConflict
    self.billed = billed
    self.frozen = frozen
    self.createdAt = createdAt
    self.endedAt = endedAt
  }

  package init(_ record: TaskRecord) {
    status = record.state.status
    isOwnAccount = record.state.isOwnAccount
    isInConflict = record.isInConflict
    billed = record.billed
    frozen = record.frozen
    createdAt = record.createdAt
    endedAt = record.state.stamp.endedAt
  }
}

/// What is known beside the task and its price.
package struct JudgingContext: Hashable, Sendable {
  /// The moment at which the verdict is given.
  package var asOf: Instant
  /// What the penalty rule keeps of the task's price, where a rule applies.
  package var penalty: Points?
  /// How long tasks of the same SKU usually take, in seconds.
  package var usualWaitSeconds: Int64?

  package init(asOf: Instant, penalty: Points? = nil, usualWaitSeconds: Int64? = nil) {
    (self.asOf, self.penalty, self.usualWaitSeconds) = (asOf, penalty, usualWaitSeconds)
  }
}

/// A verdict with the amount that it compares the booked points with.
package struct Judgement: Hashable, Sendable {
  package let verdict: Verdict
  /// What the task should have cost by the card and the rules; nil where that is not known.
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

  package func judgement(
    of task: TaskFigures, charge: Charge, in context: JudgingContext
  ) -> Judgement {
    if task.isInConflict { return Judgement(.conflict, expected: charge.expected) }
    if task.isOwnAccount { return Judgement(.ownAccount, expected: ownAccountPrice(charge)) }
    if task.status.isWithoutResult { return failed(task, in: context) }
    guard let billed = task.billed else { return unbilled(task, charge: charge, in: context) }
    return compared(billed, charge: charge)
  }

  private func ownAccountPrice(_ charge: Charge) -> Points? {
    guard rules.ownAccountPercent > 0 else { return .zero }
    return charge.expected.flatMap {
      PriceShare(percent: ExactDecimal(rules.ownAccountPercent), of: $0).points
    }
  }

  /// A failed or cancelled task should cost nothing but a penalty.
  private func failed(_ task: TaskFigures, in context: JudgingContext) -> Judgement {
    guard let billed = task.billed else { return Judgement(.unmetered, expected: .zero) }
    if billed == .zero { return Judgement(.refunded, expected: .zero) }
    if billed == context.penalty { return Judgement(.penalty, expected: billed) }
    let expected = context.penalty ?? .zero
    guard billed > expected else { return Judgement(.undercharged, expected: expected) }
    return Judgement(advanced(.refundDue, of: task, in: context), expected: expected)
  }

  private func unbilled(
    _ task: TaskFigures, charge: Charge, in context: JudgingContext
  ) -> Judgement {
    guard !task.status.hasEnded else { return Judgement(.unmetered, expected: charge.expected) }
    return Judgement(advanced(.provisional, of: task, in: context), expected: charge.expected)
  }

  /// What a verdict that time alone can change is at the context's moment; any other stays.
  package func advanced(
    _ verdict: Verdict, of task: TaskFigures, in context: JudgingContext
  ) -> Verdict {
    switch verdict {
    case .refundAwaited, .refundDue: isInGrace(task, in: context) ? .refundAwaited : .refundDue
    case .provisional, .stuck:
      isOverdue(task, in: context) && task.frozen > .zero ? .stuck : .provisional
    default: verdict
    }
  }

  private func isInGrace(_ task: TaskFigures, in context: JudgingContext) -> Bool {
    guard let since = task.endedAt ?? task.createdAt else { return false }
    return context.asOf.seconds(since: since) < rules.graceHours * 3600
  }

  private func isOverdue(_ task: TaskFigures, in context: JudgingContext) -> Bool {
    guard let createdAt = task.createdAt else { return false }
    let usual = (context.usualWaitSeconds ?? 0) * rules.stuckUsualTimes
    return context.asOf.seconds(since: createdAt) >= max(usual, rules.stuckHours * 3600)
  }

  private func compared(_ billed: Points, charge: Charge) -> Judgement {
    switch charge.outcome {
    case .unpriced: Judgement(.unpriced, expected: nil)
    case .perLot(let lot):
      lot.impliedUnits(billed: billed) == nil
        ? Judgement(.inconsistent, expected: nil) : Judgement(.consistent, expected: billed)
    case .expected(let expected):
      Judgement(
        billed == expected ? .matched : billed > expected ? .overcharged : .undercharged,
        expected: expected)
    }
  }
}
