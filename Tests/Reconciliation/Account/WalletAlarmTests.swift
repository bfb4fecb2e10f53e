import Domain
import Reconciliation
import Testing

@Suite struct WalletAlarmTests {
  /// A wallet whose unit is points, which spends 1 USD a day.
  private static func state(
    balance: Int64, spent: Int64 = 140_000_000, days: Int = 14, level: Int64? = nil,
    packs: [CreditPack] = [], isVerified: Bool = true
  ) -> WalletState {
    let snapshot = { (balance: Int64) in
      Wallets.snapshot(balance, packs: packs) { figures in
        // The balance is made of both, which verifies the unit of both.
        figures.walletRemaining = ExactDecimal(balance - 1)
        figures.packsAvailable = ExactDecimal(1)
        figures.rechargeLevel = level.map { ExactDecimal($0) }
      }
    }
    return WalletState(
      asOf: Wallets.start, latest: snapshot(balance),
      since: WalletState.Since(topUps: .zero, billed: .zero, unlogged: .zero, tasks: 0),
      basis: .ended, windows: [], rate: SpendRate(spent: Points(spent), days: days),
      unit: isVerified ? WalletUnit([snapshot(10_000_000), snapshot(20_000_000)]) : nil,
      commitment: .zero, openTasks: 0)
  }

  private static func kinds(_ state: WalletState, limitDays: Int = 7) -> [WalletAlarm.Kind] {
    WalletAlarm.alarms(of: state, limitDays: limitDays).map(\.kind)
  }

  @Test(
    "a balance that lasts for less than the limit is an alarm",
    arguments: [
      (Int64(69_999_999), 7, true), (70_000_000, 7, false), (69_999_999, 0, false),
      (-1, 7, true), (-1, 0, false),
    ])
  func runway(balance: Int64, limitDays: Int, isAlarm: Bool) {
    let kinds = Self.kinds(Self.state(balance: balance), limitDays: limitDays)
    #expect(kinds == (isAlarm ? [.lowRunway] : []))
  }

  @Test("an unknown spend, or none, is no alarm, since nobody knows how long the balance lasts")
  func unknown() {
    #expect(Self.kinds(Self.state(balance: 1, spent: 0, days: 0)) == [])
    #expect(Self.kinds(Self.state(balance: 1, spent: 0, days: 14)) == [])
  }

  @Test("a balance below the level of the automatic top-up is an alarm, if the unit is verified")
  func recharge() {
    let level: Int64 = 300_000_000
    #expect(Self.kinds(Self.state(balance: 299_999_999, level: level)) == [.belowRechargeLevel])
    #expect(Self.kinds(Self.state(balance: 300_000_000, level: level)) == [])
    #expect(Self.kinds(Self.state(balance: 1, spent: 0, level: level, isVerified: false)) == [])
  }

  @Test(
    "a pack that expires soon with something left is an alarm, by name",
    arguments: [(Int64(167), Int64(90), true), (168, 90, false), (0, 90, false), (5, 100, false)])
  func pack(hours: Int64, used: Int64, isAlarm: Bool) throws {
    let pack = Wallets.pack("p1", capacity: 100, used: used, expires: Wallets.hour(hours))
    let state = Self.state(balance: 900_000_000, packs: [pack], isVerified: false)
    #expect(Self.kinds(state) == (isAlarm ? [.expiringPack] : []))
    guard isAlarm, let finding = WalletAlarm.alarms(of: state, limitDays: 7).first?.finding else {
      return
    }
    #expect(finding.isAlarming)
    #expect(finding.key.detail == "credit pack p1")
    #expect(finding.detail.hasSuffix(" with 10 in the provider's units left"))
  }

  @Test("a pack that will be used before it expires is no alarm")
  func usedPack() {
    let packs = { (capacity: Int64) in
      [Wallets.pack("p1", capacity: capacity, expires: Wallets.hour(48))]
    }
    #expect(Self.kinds(Self.state(balance: 900_000_000, packs: packs(20_000_000))) == [])
    #expect(
      Self.kinds(Self.state(balance: 900_000_000, packs: packs(20_000_001))) == [.expiringPack])
  }

  @Test(
    "a night tells an alarm when half of what was left is gone, or a debt has grown by half",
    arguments: [
      (Int64(60), Int64(31), false), (60, 30, true), (60, 70, false), (0, 0, false), (0, -1, true),
      (-10, -14, false), (-10, -15, true),
    ])
  func worse(told: Int64, now: Int64, isTold: Bool) {
    let finding = { (level: Int64) in
      NightFinding(
        key: FindingKey(kind: "below_recharge_level", sku: "", detail: "", day: nil), tasks: 0,
        amount: Points(level), level: level)
    }
    let alarms = WalletAlarm.alarms(
      of: Self.state(balance: now, spent: 0, level: 1_000_000), limitDays: 0)
    let current = NightFinding.all(alarms.map(\.finding), toldBefore: [finding(told)])
    #expect(current.map(\.level) == [isTold ? now : told])
    let changes = NightChange.all(
      from: [finding(told)], to: current, on: CalendarDay(number: 0))
    #expect(changes.isEmpty == !isTold)
  }
}
