package import Domain
package import RateCards

/// Why a difference between bill and card is no claim.
package struct ProofGap: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The provider bills another price since a moment.
    case priceChanged = "price_changed"
    /// The bill is a price that is reported but not confirmed.
    case unconfirmedPrice = "unconfirmed_price"
    /// The card's price is not known for the day of the task.
    case priceNotSeen = "price_not_seen"
    /// The card's price is not certain.
    case uncertainPrice = "uncertain_price"
    case conflict
    case inconsistent
    case stuck
  }

  package let kind: Kind
  /// In words that can be sent to the provider; the same for all tasks with the same gap.
  package let reason: String

  package init(_ kind: Kind, _ reason: String) {
    (self.kind, self.reason) = (kind, reason)
  }
}

/// What a task was billed beside what it should have cost, and what is known of that price: the one
/// place that decides whether the difference is proved.
///
/// A difference is proved where the card's price is certain, known for the task's day, and nothing
/// says that another price was in force. Where the price is expected to be nothing, as of a failed
/// task, no rate is needed for the proof.
package struct BilledDifference: Sendable {
  package let verdict: Verdict
  /// The accounting day of the task; nil where its creation time is not known.
  package let day: CalendarDay?
  /// Of each task.
  package let expected: Points?
  /// The other price that the bill equals, by its label; empty for none.
  package let equalPrice: String
  /// Nil where no rate fits.
  package let proof: PriceProof?
  /// The change of a price that explains the bill.
  package let drift: PriceDrift?

  package init(
    verdict: Verdict, day: CalendarDay?, expected: Points?, equalPrice: String,
    proof: PriceProof?, drift: PriceDrift?
  ) {
    (self.verdict, self.day, self.expected) = (verdict, day, expected)
    (self.equalPrice, self.proof, self.drift) = (equalPrice, proof, drift)
  }

  /// The difference of each task of a line, read with its rate.
  init(_ line: LedgerLine, drift: PriceDrift?) {
    self.init(
      verdict: line.verdict, day: line.billedDay, expected: line.price,
      equalPrice: line.equalPrice, proof: line.pricing.rated?.formula.proof, drift: drift)
  }

  /// What the proof lacks, the weightiest first; nothing where the difference is proved.
  package var gaps: [ProofGap] {
    switch verdict {
    case .overcharged, .undercharged:
      [changedPrice, unconfirmedPrice].compactMap(\.self) + rateGaps
    case .refundDue, .refundAwaited, .ownAccount: (expected ?? .zero) > .zero ? rateGaps : []
    case .conflict:
      [ProofGap(.conflict, "two answers of the provider disagree about what was billed")]
    case .inconsistent:
      [
        ProofGap(
          .inconsistent, "the response gives no quantity, and the bill is no multiple of the price")
      ]
    case .stuck:
      [ProofGap(.stuck, "still running long after similar tasks finished, with frozen points")]
    default: []
    }
  }

  private var changedPrice: ProofGap? {
    drift.map { drift in
      ProofGap(
        .priceChanged,
        "the price changed: \(drift.after) USD per \(drift.lot) since \(drift.since), "
          + "\(drift.before) before")
    }
  }

  private var unconfirmedPrice: ProofGap? {
    guard !equalPrice.isEmpty, proof?.isUnconfirmed(equalPrice) ?? true else { return nil }
    return ProofGap(.unconfirmedPrice, "billed at \(equalPrice)")
  }

  private var rateGaps: [ProofGap] {
    guard let proof else { return [ProofGap(.priceNotSeen, "no price is known")] }
    var gaps: [ProofGap] = []
    if let day {
      if !proof.days.contains(day) { gaps.append(ProofGap(.priceNotSeen, proof.days.limit)) }
    } else if proof.days != .published {
      gaps.append(
        ProofGap(.priceNotSeen, "the creation time is not known, and \(proof.days.limit)"))
    }
    if proof.certainty != .high {
      gaps.append(
        ProofGap(.uncertainPrice, "the price is of \(proof.certainty.rawValue) certainty"))
    }
    return gaps
  }
}
