package import Domain

/// What an account held at a moment.
package struct WalletSnapshot: Hashable, Sendable {
  package let observedAt: Instant
  /// The valid balance.
  package let balance: Points
  /// How exactly the balance was told.
  package let precision: BalancePrecision
  package let figures: WalletFigures

  package init(
    observedAt: Instant, balance: Points, precision: BalancePrecision, figures: WalletFigures
  ) {
    (self.observedAt, self.balance, self.precision) = (observedAt, balance, precision)
    self.figures = figures
  }
}

/// The figures besides the balance, whose unit the provider does not document.
package struct WalletFigures: Hashable, Sendable {
  package var walletRemaining: ExactDecimal?
  package var walletFrozen: ExactDecimal?
  package var packsAvailable: ExactDecimal?
  package var packsFrozen: ExactDecimal?
  /// `remaining_credits` of the older shape.
  package var credits: ExactDecimal?
  /// The level below which the account is topped up automatically; nil if that is off.
  package var rechargeLevel: ExactDecimal?
  package var packs: [CreditPack] = []

  package init() {}
}

/// Credits bought or granted at once, which expire together.
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

  /// What is left, in the provider's unit; nil if it cannot be computed.
  package var remaining: Ratio? { try? capacity.ratio.minus(used.ratio) }
}

extension Points {
  /// An amount in US dollars to the nearest point, halves away from zero: balances have more
  /// decimals than points can express.
  package init?(roundingUSD amount: ExactDecimal) {
    guard let points = Points.ratio(ofUSD: amount),
      let count = Int64(exactly: points.rounded(.halfUp))
    else { return nil }
    self.init(count)
  }

  /// An amount in US dollars if it is a whole number of points.
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

/// The unit of wallet and credit pack figures, as far as snapshots prove it.
///
/// A figure's unit is verified if it had the same exact ratio to the balance in at least two
/// snapshots with different balances, and never a different one.
package struct WalletUnit: Hashable, Sendable {
  /// What the balance turned out to consist of.
  package enum Basis: String, Hashable, Sendable, CaseIterable {
    case wallet
    case packs
    case walletAndPacks = "wallet_and_packs"
    case credits
  }

  package let basis: Basis
  package let pointsPerUnit: Ratio

  /// The first basis that the snapshots prove, if any.
  package init?(_ snapshots: [WalletSnapshot]) {
    for basis in Basis.allCases {
      guard let unit = WalletUnit.unit(of: basis, in: snapshots) else { continue }
      self.basis = basis
      pointsPerUnit = unit
      return
    }
    return nil
  }

  private static func unit(of basis: Basis, in snapshots: [WalletSnapshot]) -> Ratio? {
    var balances: Set<Points> = []
    var units: Set<Ratio> = []
    for snapshot in snapshots where snapshot.balance > .zero {
      guard let figure = figure(of: basis, in: snapshot.figures),
        let unit = try? Ratio(snapshot.balance.count).divided(by: figure)
      else { return nil }
      balances.insert(snapshot.balance)
      units.insert(unit)
    }
    return balances.count >= 2 && units.count == 1 ? units.first : nil
  }

  private static func figure(of basis: Basis, in figures: WalletFigures) -> Ratio? {
    switch basis {
    case .wallet: figures.walletRemaining?.ratio
    case .packs: figures.packsAvailable?.ratio
    case .credits: figures.credits?.ratio
    case .walletAndPacks:
      figures.walletRemaining.flatMap { wallet in
        figures.packsAvailable.flatMap { try? wallet.ratio.plus($0.ratio) }
      }
    }
  }

  /// Whether credit pack figures have this unit.
  package var isOfPacks: Bool { basis == .packs || basis == .walletAndPacks }
  /// Whether wallet figures have this unit.
  package var isOfWallet: Bool { basis == .wallet || basis == .walletAndPacks }

  /// An amount of units in points; nil if it is not a whole number.
  package func points(_ amount: Ratio) -> Points? {
    guard let product = try? amount.times(pointsPerUnit), product.isWhole,
      let count = Int64(exactly: product.numerator)
    else { return nil }
    return Points(count)
  }
}

extension WalletUnit {
  /// What the account has frozen, in points; nil if the unit of that figure is not verified.
  package func frozen(_ figures: WalletFigures) -> Points? {
    let amount: Ratio? =
      switch basis {
      case .wallet: figures.walletFrozen?.ratio
      case .packs: figures.packsFrozen?.ratio
      case .credits: nil
      case .walletAndPacks:
        figures.walletFrozen.flatMap { wallet in
          figures.packsFrozen.flatMap { try? wallet.ratio.plus($0.ratio) }
        }
      }
    return amount.flatMap(points)
  }
}
