package import Domain
package import RateCards

/// Why a difference between bill and card is not a claim.
package struct ProofGap: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The provider has billed a different price since some moment.
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
  /// In words fit to send to the provider; the same for all tasks with the same gap.
  package let reason: String

  package init(_ kind: Kind, _ reason: String) {
    (self.kind, self.reason) = (kind, reason)
  }
}

/// What a task was billed and should have cost, and what is known about that price: the one place
/// that decides whether the difference is proved.
///
/// A difference is proved if the card's price is certain and known for the task's day, and nothing
/// suggests that another price was in force. If the task should have been free, as a failed one,
/// the proof needs no rate.
package struct BilledDifference: Sendable {
  package let verdict: Verdict
  /// The accounting day of the task; nil if its creation time is unknown.
  package let day: CalendarDay?
  /// Of each task.
  package let expected: Points?
  /// The other price that the bill equals, by its label; empty for none.
  package let equalPrice: String
  /// Nil if no rate matches.
  package let proof: PriceProof?
  /// The price change that explains the bill.
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

  /// What the proof lacks, most important first; empty if the difference is proved.
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
    if let change = proof.uncertainChange {
      gaps.append(ProofGap(.priceNotSeen, change.text))
    } else if let day {
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

/// Unproved variance of a period, by SKU and reason, with what resolves it.
package struct UnprovedVariance: Hashable, Sendable {
  package let gap: ProofGap
  package let sku: String
  /// The price that explains the bills, if any: once it is confirmed, they match.
  package let confirmation: PriceConfirmation?
  package private(set) var tasks = 0
  /// Both directions netted.
  package private(set) var variance = Points.zero
  package private(set) var firstDay: CalendarDay?
  package private(set) var lastDay: CalendarDay?

  private init(_ cause: Cause) {
    (gap, sku, confirmation) = (cause.gap, cause.sku, cause.confirmation)
  }

  private struct Cause: Hashable {
    let gap: ProofGap
    let sku: String
    let confirmation: PriceConfirmation?
  }

  /// The unproved variance of rows with their rates, largest first.
  ///
  /// - Parameters:
  ///   - rows: the reconciled rows of a period.
  ///   - drifts: price changes.
  ///   - inferred: what the bills reveal about the prices of SKUs.
  /// - Returns: one for each SKU, reason and price that resolves it.
  package static func all(
    in rows: [LedgerLine], drifts: [PriceDrift], inferred: [InferredSKU]
  ) -> [UnprovedVariance] {
    let confirmations = PriceConfirmation.byBill(inferred)
    let (rest, explained) = PriceDrift.divided(drifts, from: rows)
    var causes: [Cause: UnprovedVariance] = [:]
    func add(_ row: LedgerLine, _ drift: PriceDrift?) {
      guard let amount = row.amounts.variance, amount != .zero,
        let gap = BilledDifference(row, drift: drift).gaps.first
      else { return }
      let cause = Cause(
        gap: gap, sku: row.pricing.skuName,
        confirmation: drift?.waiver == nil ? confirmations[PricedBill(row)] : nil)
      causes[cause, default: UnprovedVariance(cause)].add(row, amount)
    }
    for row in rest { add(row, nil) }
    for (drift, rows) in explained { for row in rows { add(row, drift) } }
    return causes.values.filter { $0.tasks != 0 || $0.variance != .zero }
      .sorted { $0.order < $1.order }
  }

  private mutating func add(_ row: LedgerLine, _ amount: Points) {
    tasks += row.tasks
    variance += amount
    guard let day = row.billedDay else { return }
    firstDay = min(firstDay ?? day, day)
    lastDay = max(lastDay ?? day, day)
  }

  private var order: (Int64, Int, String, String, String) {
    (-variance.magnitude.count, -tasks, sku, gap.kind.rawValue, gap.reason)
  }
}

/// A price that a user may confirm, since the provider billed it consistently.
package struct PriceConfirmation: Hashable, Sendable {
  package let sku: String
  /// USD for a lot.
  package let usd: Ratio
  package let lot: String
  /// The day or the moment from which it was billed.
  package let from: String

  /// The command that adds it to the user's card, ready for a shell.
  package var command: String {
    "piledger rates confirm \(ShellText.quoted(sku)) \(usd) --from \(from)"
  }

  /// The confirmation of a price that the card does not have; nil if the bills show no constant
  /// one.
  package init?(_ price: InferredPrice, of inferred: InferredSKU) {
    guard !inferred.history.isVarying, !price.differing.isEmpty, let usd = price.billedUSD,
      let from = price.fromText
    else { return nil }
    (sku, self.usd) = (inferred.sku.description, usd)
    (lot, self.from) = (inferred.lot, from)
  }

  /// The prices, by the bills that they explain and the card does not.
  fileprivate static func byBill(_ inferred: [InferredSKU]) -> [PricedBill: PriceConfirmation] {
    var confirmations: [PricedBill: PriceConfirmation] = [:]
    for sku in inferred {
      for price in sku.prices {
        guard let confirmation = PriceConfirmation(price, of: sku) else { continue }
        for sighting in price.differing {
          confirmations[PricedBill(sku: confirmation.sku, sighting)] = confirmation
        }
      }
    }
    return confirmations
  }
}
