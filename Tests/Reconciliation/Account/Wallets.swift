import Domain
import Reconciliation

/// Snapshots of which a test says only what matters to it.
enum Wallets {
  static let start = Instant(seconds: 1_777_860_000)  // 2026-05-04T02:00:00Z

  /// The moment so many hours after the first snapshot.
  static func hour(_ hours: Int64) -> Instant { start.adding(seconds: hours * 3600) }

  static func pack(
    _ id: String, capacity: Int64, used: Int64 = 0, expires: Instant? = nil, isActive: Bool = true
  ) -> CreditPack {
    CreditPack(
      id: id, isActive: isActive, capacity: ExactDecimal(capacity), used: ExactDecimal(used),
      effectiveAt: nil, expiresAt: expires, description: "")
  }

  static func snapshot(
    _ balance: Int64, decimals: Int = 7, at hours: Int64 = 0, packs: [CreditPack] = [],
    _ change: (inout WalletFigures) -> Void = { _ in }
  ) -> WalletSnapshot {
    var figures = WalletFigures()
    figures.packs = packs
    change(&figures)
    return WalletSnapshot(
      observedAt: hour(hours), balance: Points(balance),
      precision: BalancePrecision(decimals: decimals), figures: figures)
  }

  /// Snapshots a day apart, each with what was booked since the one before.
  static func steps(
    _ figures: [(balance: Int64, billed: Int64, packs: [CreditPack])], unlogged: Int64 = 0,
    decimals: Int = 7
  ) -> [RollForward.Step] {
    figures.enumerated().map { index, figure in
      let snapshot = snapshot(
        figure.balance, decimals: decimals, at: Int64(index) * 24, packs: figure.packs)
      return RollForward.Step(
        snapshot: snapshot, day: snapshot.observedAt.day, billed: Points(figure.billed),
        unlogged: Points(index == 0 ? 0 : unlogged), tasks: index)
    }
  }

  static func topUp(_ amount: Int64, day: String, at: Instant? = nil) -> TopUp {
    TopUp(
      id: 1, day: CalendarDay(day) ?? CalendarDay(number: 0), at: at, amount: Points(amount),
      kind: .cash, note: "")
  }
}

extension WalletWindow {
  /// Whether the window's figures add up.
  var balances: Bool {
    opening.map {
      $0 + topUps - charged - billed - unlogged - expired + timing + rounding + unexplained
        == closing
    } ?? true
  }
}

extension RollForward {
  init(_ steps: [Step], topUps: [TopUp]) {
    self.init(steps, entries: WalletEntries(topUps: topUps))
  }

  init(ended: [Step], created: [Step], topUps: [TopUp]) {
    self.init(ended: ended, created: created, entries: WalletEntries(topUps: topUps))
  }
}
