import Budgets
import Domain
import Testing

@Suite struct FixedChargeTests {
  private static func charge(
    from: String, until: String? = nil, seats: Int = 1
  ) throws -> FixedCharge {
    FixedCharge(
      name: "plan", amount: Points(800_000_000), seats: seats,
      from: try #require(CalendarDay(from)), until: try until.map { try #require(CalendarDay($0)) },
      bonus: .zero)
  }

  private static func days(_ charge: FixedCharge, through last: String) throws -> [String] {
    charge.payments(through: try #require(CalendarDay(last))).map(\.day.description)
  }

  @Test func `a charge is paid on the same day of every month`() throws {
    #expect(
      try Self.days(Self.charge(from: "2026-01-15"), through: "2026-04-14")
        == ["2026-01-15", "2026-02-15", "2026-03-15"])
  }

  @Test func `in a month that is too short it is paid on the last day, and later again on its own`()
    throws
  {
    #expect(
      try Self.days(Self.charge(from: "2027-12-31"), through: "2028-05-01")
        == ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"])
  }

  @Test func `it ends before the first day on which it is no longer paid`() throws {
    #expect(
      try Self.days(Self.charge(from: "2026-01-15", until: "2026-03-15"), through: "2026-12-31")
        == ["2026-01-15", "2026-02-15"])
  }

  @Test func `all seats are paid`() throws {
    let payments = try Self.charge(from: "2026-01-15", seats: 3)
      .payments(through: try #require(CalendarDay("2026-01-31")))
    #expect(payments.map(\.amount) == [Points(2_400_000_000)])
  }

  @Test func `the payments of a period are those on its days, in order`() throws {
    let charges = [try Self.charge(from: "2026-01-15"), try Self.charge(from: "2025-11-03")]
    let today = try #require(CalendarDay("2026-03-10"))
    let period = ReportPeriod(since: CalendarDay("2026-02-01"), until: nil)
    #expect(
      charges.payments(in: period, today: today).map(\.day.description)
        == ["2026-02-03", "2026-02-15", "2026-03-03"])
  }
}
