package import Domain

/// What an account held at a moment.
package struct WalletSnapshot: Hashable, Sendable {
  package let observedAt: Instant
  /// The valid balance.
  package let balance: Points
  package let figures: WalletFigures

  package init(observedAt: Instant, balance: Points, figures: WalletFigures) {
    (self.observedAt, self.balance, self.figures) = (observedAt, balance, figures)
  }
}

/// The figures beside the balance, whose unit the provider does not tell.
package struct WalletFigures: Hashable, Sendable {
  package var walletRemaining: ExactDecimal?
  package var walletFrozen: ExactDecimal?
  package var packsAvailable: ExactDecimal?
  package var packsFrozen: ExactDecimal?
  /// `remaining_credits` of the older shape.
  package var credits: ExactDecimal?
  /// The level below which the account is topped up by itself; nil where that is switched off.
  package var rechargeLevel: ExactDecimal?
  package var packs: [CreditPack] = []

  package init() {}
}

/// Credits bought or given at once, which expire together.
package struct CreditPack: Hashable, Sendable {
  package let id: String
  package let isActive: Bool
  /// In the provider's unit.
  package let capacity: ExactDecimal
  /// In the provider's unit.
  package let used: ExactDecimal
  package let effectiveAt: Instant?
  package let expiresAt: Instant?
  package let description: String

  package init(
    id: String, isActive: Bool, capacity: ExactDecimal, used: ExactDecimal,
    effectiveAt: Instant?, expiresAt: Instant?, description: String
  ) {
    self.id = id
    self.isActive = isActive
    self.capacity = capacity
    self.used = used
    self.effectiveAt = effectiveAt
    self.expiresAt = expiresAt
    self.description = description
  }

  /// What is left, in the provider's unit; nil where it cannot be computed.
  package var remaining: Ratio? { try? capacity.ratio.minus(used.ratio) }
}

extension Points {
  /// An amount in US dollars to the nearest point, a half away from zero: balances are given with
  /// more decimals than money has.
  package init?(roundingUSD amount: ExactDecimal) {
    guard let points = Points.ratio(ofUSD: amount),
      let count = Int64(exactly: points.rounded(.halfUp))
    else { return nil }
    self.init(count)
  }

  /// An amount in US dollars that is a whole number of points, else nil.
  package init?(exactUSD amount: ExactDecimal) {
    guard let points = Points.ratio(ofUSD: amount), points.isWhole,
      let count = Int64(exactly: points.numerator)
    else { return nil }
    self.init(count)
  }

  private static func ratio(ofUSD amount: ExactDecimal) -> Ratio? {
    try? amount.ratio.times(Ratio(Points.perUSD))
  }
}
