import Domain
import Reconciliation
import Testing

@Suite struct RunwayTests {
  private static let last = CalendarDay("2026-05-19") ?? CalendarDay(number: 0)

  @Test(arguments: [
    ("2026-01-01", "2026-05-06 to 2026-05-19"), ("2026-05-15", "2026-05-15 to 2026-05-19"),
    ("2026-05-19", "2026-05-19"),
  ])
  func `the latest fourteen complete days count, or all since the first task`(
    firstDay: String, period: String
  ) {
    let found = SpendRate.period(through: Self.last, firstDay: CalendarDay(firstDay))
    #expect(found?.description == period)
  }

  @Test(arguments: ["2026-05-20", "2026-05-21", ""])
  func `without a complete day there is no rate`(firstDay: String) {
    #expect(SpendRate.period(through: Self.last, firstDay: CalendarDay(firstDay)) == nil)
  }

  @Test(arguments: [
    (Int64(100), Int64(7), 1, Int64(142)), (0, 7, 1, 0), (-5, 7, 1, 0), (70, 7, 14, 1400),
  ])
  func `days are exact tenths, rounded down once`(
    balance: Int64, spent: Int64, days: Int, tenths: Int64
  ) {
    let rate = SpendRate(spent: Points(spent), days: days)
    #expect(rate.runway(of: Points(balance)) == .days(tenths: tenths))
  }

  @Test(
    "only if it is known that nothing is spent the balance lasts forever",
    arguments: [
      (14, 0, Runway.unlimited, "unlimited"), (0, 0, .unknown, "unknown"),
      (14, 3, .unknown, "unknown"),
    ])
  func nothingSpent(days: Int, tasksWithoutAmount: Int, runway: Runway, text: String) {
    let rate = SpendRate(spent: .zero, days: days, tasksWithoutAmount: tasksWithoutAmount)
    #expect(rate.runway(of: Points(5)) == runway)
    #expect(runway.description == text)
    #expect(SpendRate(spent: .zero, days: 0).perDay == nil)
  }

  @Test func `the mean is rounded half up to a point`() {
    #expect(SpendRate(spent: Points(7), days: 2).perDay == Points(4))
    #expect(Runway.days(tenths: 142).description == "14.2 days")
  }

  @Test func `packs are used by expiry, and what is left of each at its end expires`() {
    let unit = WalletUnit([
      Wallets.snapshot(500) { $0.packsAvailable = ExactDecimal(500) },
      Wallets.snapshot(400) { $0.packsAvailable = ExactDecimal(400) },
    ])
    let packs = [
      Wallets.pack("late", capacity: 300, expires: Wallets.hour(240)),
      Wallets.pack("early", capacity: 150, used: 20, expires: Wallets.hour(48)),
      Wallets.pack("forever", capacity: 50),
      Wallets.pack("gone", capacity: 40, expires: Wallets.hour(300), isActive: false),
    ]
    let outlooks = PackOutlook.outlooks(
      packs, unit: unit, rate: SpendRate(spent: Points(100), days: 2), asOf: Wallets.start)
    #expect(outlooks.map(\.pack.id) == ["early", "late", "gone", "forever"])
    // 50 a day: 100 of 130 in two days, then 300 in the eight days that are left.
    #expect(outlooks.map(\.unused) == [Points(30), Points(0), nil, nil])
    #expect(outlooks.map(\.remaining) == [Points(130), Points(300), Points(40), Points(50)])
  }

  @Test func `if the unit is not verified nothing is said in points`() {
    let outlooks = PackOutlook.outlooks(
      [Wallets.pack("p", capacity: 5, expires: Wallets.hour(1))], unit: nil,
      rate: SpendRate(spent: Points(1), days: 1), asOf: Wallets.start)
    #expect(outlooks.map(\.remaining) == [nil])
    #expect(outlooks.map(\.unused) == [nil])
  }
}
