package import Domain

/// The unit of wallet and credit pack figures, as far as snapshots prove it.
///
/// A figure's unit is verified where it has stood in the same exact ratio to the balance in at least
/// two snapshots with different balances, and in no other ratio ever.
package struct WalletUnit: Hashable, Sendable {
  /// What the balance turned out to be made of.
  package enum Basis: String, Hashable, Sendable, CaseIterable {
    case wallet
    case packs
    case walletAndPacks = "wallet_and_packs"
    case credits
  }

  package let basis: Basis
  package let pointsPerUnit: Ratio

  /// The first basis that the snapshots prove, nil where they prove none.
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

  /// An amount of units in points, nil where it is no whole number of them.
  package func points(_ amount: Ratio) -> Points? {
    guard let product = try? amount.times(pointsPerUnit), product.isWhole,
      let count = Int64(exactly: product.numerator)
    else { return nil }
    return Points(count)
  }
}

extension WalletUnit {
  /// What the account has frozen, in points; nil where the unit of that figure is not verified.
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
