package import Domain

/// What an account holds, how long it lasts, and how it came about.
package struct WalletState: Hashable, Sendable {
  /// What became of the balance after the latest snapshot.
  package struct Since: Hashable, Sendable {
    package let topUps: Points
    package let billed: Points
    package let unlogged: Points
    package let tasks: Int

    package init(topUps: Points, billed: Points, unlogged: Points, tasks: Int) {
      self.topUps = topUps
      self.billed = billed
      self.unlogged = unlogged
      self.tasks = tasks
    }
  }

  package let asOf: Instant
  package let latest: WalletSnapshot
  package let since: Since
  package let basis: BookingBasis
  package let windows: [WalletWindow]
  package let rate: SpendRate
  package let unit: WalletUnit?
  /// Frozen points of running tasks.
  package let commitment: Points
  package let openTasks: Int
  package let packs: [PackOutlook]

  package init(
    asOf: Instant, latest: WalletSnapshot, since: Since, basis: BookingBasis,
    windows: [WalletWindow], rate: SpendRate, unit: WalletUnit?, commitment: Points, openTasks: Int
  ) {
    self.asOf = asOf
    self.latest = latest
    self.since = since
    self.basis = basis
    self.windows = windows
    self.rate = rate
    self.unit = unit
    self.commitment = commitment
    self.openTasks = openTasks
    packs = PackOutlook.outlooks(latest.figures.packs, unit: unit, rate: rate, asOf: asOf)
  }
}

extension WalletState {
  /// The latest balance with what is known since.
  package var balance: Points {
    latest.balance + since.topUps - since.billed - since.unlogged
  }

  /// Tenths of days until the balance is used up; nil where nothing is spent.
  package var runwayTenths: Int64? { rate.tenthsOfDays(for: balance) }

  /// The level of the automatic top-up, in points; nil where its unit is not verified.
  package var rechargeLevel: Points? {
    guard let unit, unit.isOfWallet else { return nil }
    return latest.figures.rechargeLevel.flatMap { unit.points($0.ratio) }
  }

  /// Tenths of days until the balance is at that level.
  package var rechargeTenths: Int64? {
    rechargeLevel.flatMap { rate.tenthsOfDays(for: balance - $0) }
  }

  /// What the account has frozen, in points; nil where its unit is not verified.
  package var frozen: Points? { unit.flatMap { $0.frozen(latest.figures) } }

  /// What the account has frozen beyond the known commitments.
  package var frozenDifference: Points? { frozen.map { $0 - commitment } }

  /// The windows whose change nothing explains.
  package var unexplained: [WalletWindow] { windows.filter(\.isUnexplained) }
}
