package import Domain

/// What an account holds, how long it will last, and how it got there.
package struct WalletState: Hashable, Sendable {
  /// How the balance changed after the latest snapshot.
  package struct Since: Hashable, Sendable {
    package let topUps: Points
    package let charged: Points
    package let billed: Points
    package let unlogged: Points
    package let tasks: Int

    package init(
      topUps: Points, charged: Points = .zero, billed: Points, unlogged: Points, tasks: Int
    ) {
      (self.topUps, self.charged) = (topUps, charged)
      self.billed = billed
      self.unlogged = unlogged
      self.tasks = tasks
    }
  }

  /// Whose wallet it is; nil for the ledger's only account.
  package let account: String?
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
    account: String? = nil, asOf: Instant, latest: WalletSnapshot, since: Since,
    basis: BookingBasis, windows: [WalletWindow], rate: SpendRate, unit: WalletUnit?,
    commitment: Points, openTasks: Int
  ) {
    self.account = account
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
  /// The latest balance adjusted for what is known since.
  package var balance: Points {
    latest.balance + since.topUps - since.charged - since.billed - since.unlogged
  }

  /// How long the balance lasts.
  package var runway: Runway { rate.runway(of: balance) }

  /// The level of the automatic top-up, in points; nil if its unit is not verified.
  package var rechargeLevel: Points? {
    guard let unit, unit.isOfWallet else { return nil }
    return latest.figures.rechargeLevel.flatMap { unit.points($0.ratio) }
  }

  /// How long the balance stays above that level; nil if that isn't known.
  package var rechargeRunway: Runway? { rechargeLevel.map { rate.runway(of: balance - $0) } }

  /// What the account has frozen, in points; nil if its unit is not verified.
  package var frozen: Points? { unit.flatMap { $0.frozen(latest.figures) } }

  /// What the account has frozen beyond the known commitments.
  package var frozenDifference: Points? { frozen.map { $0 - commitment } }

  /// The windows with an unexplained change.
  package var unexplained: [WalletWindow] { windows.filter(\.isUnexplained) }
}

/// What is spent per day: the mean over the latest complete accounting days.
package struct SpendRate: Hashable, Sendable {
  /// Number of complete days averaged, or all since the first task if fewer.
  package static let days = 14

  package let spent: Points
  /// Days that count; 0 if there are none.
  package let days: Int
  /// Tasks and entries of these days of which nobody knows what they cost.
  package let tasksWithoutAmount: Int

  package init(spent: Points, days: Int, tasksWithoutAmount: Int = 0) {
    (self.spent, self.days) = (spent, days)
    self.tasksWithoutAmount = tasksWithoutAmount
  }

  /// The days that count up to the last complete one; nil if there are none.
  package static func period(through last: CalendarDay, firstDay: CalendarDay?) -> ReportPeriod? {
    guard let firstDay, firstDay <= last else { return nil }
    return ReportPeriod(since: max(firstDay, last + (1 - SpendRate.days)), until: last)
  }

  /// The mean, rounded half up to a point; nil if there is none.
  package var perDay: Points? {
    guard days > 0 else { return nil }
    return Points(Int64(Ratio(Int128(spent.count), over: Int128(days)).rounded(.halfUp)))
  }

  /// How long an amount lasts, rounded down once.
  package func runway(of amount: Points) -> Runway {
    guard days > 0 else { return .unknown }
    guard amount > .zero else { return .days(tenths: 0) }
    guard spent > .zero else { return tasksWithoutAmount > 0 ? .unknown : .unlimited }
    let tenths = Int128(amount.count) * Int128(days) * 10 / Int128(spent.count)
    return .days(tenths: Int64(clamping: tenths))
  }

  /// What is spent in a number of seconds, rounded down to a point.
  package func spending(inSeconds seconds: Int64) -> Points {
    guard days > 0, spent > .zero, seconds > 0 else { return .zero }
    let points = Int128(spent.count) * Int128(seconds) / (Int128(days) * 86_400)
    return Points(Int64(clamping: points))
  }

}

/// How long an amount lasts at the recent spend.
package enum Runway: Hashable, Sendable, CustomStringConvertible {
  /// What is spent isn't known.
  case unknown
  /// It is known that nothing is spent.
  case unlimited
  case days(tenths: Int64)

  /// `12.3 days`, `unknown` or `unlimited`.
  package var description: String {
    switch self {
    case .unknown: "unknown"
    case .unlimited: "unlimited"
    case .days(let tenths): "\(decimalText(tenths: tenths)) days"
    }
  }

  /// Nil unless it is a number of days.
  package var tenthsOfDays: Int64? {
    if case .days(let tenths) = self { tenths } else { nil }
  }
}
