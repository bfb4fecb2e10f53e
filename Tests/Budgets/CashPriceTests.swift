import Budgets
import Domain
import Reconciliation
import Testing
import Traffic

@Suite struct CashPriceTests {
  private static func topUp(_ day: Int, _ points: Int64, _ kind: TopUp.Kind = .cash) -> TopUp {
    TopUp(
      id: 0, day: CalendarDay(number: day), at: nil, amount: Points(points), kind: kind, note: "")
  }

  @Test func `a bonus makes a credit cheaper from its day on`() throws {
    let price = try #require(
      CashPrice(
        topUps: [
          Self.topUp(10, 1000), Self.topUp(20, 1000), Self.topUp(20, 500, .credit),
        ], fixedCharges: []))
    #expect(price.price(on: CalendarDay(number: 10)) == .one)
    #expect(price.price(on: CalendarDay(number: 19)) == .one)
    #expect(price.price(on: CalendarDay(number: 20)) == Ratio(4, over: 5))
    #expect(price.price(on: nil) == Ratio(4, over: 5))
  }

  @Test func `what was spent before the first top-up costs what that cost`() throws {
    let price = try #require(
      CashPrice(topUps: [Self.topUp(10, 3), Self.topUp(10, 1, .credit)], fixedCharges: []))
    #expect(price.price(on: CalendarDay(number: 5)) == Ratio(3, over: 4))
    #expect(price.firstDay == CalendarDay(number: 10))
  }

  @Test func `credits of a plan are credits without a separate price`() throws {
    let charge = FixedCharge(
      name: "plan", amount: Points(80), seats: 1, from: CalendarDay(number: 15), until: nil,
      bonus: Points(100))
    let payments = charge.payments(through: CalendarDay(number: 20))
    let price = try #require(CashPrice(topUps: [Self.topUp(10, 300)], fixedCharges: payments))
    #expect(price.price(on: CalendarDay(number: 14)) == .one)
    #expect(price.price(on: CalendarDay(number: 15)) == Ratio(3, over: 4))
  }

  @Test func `without received credits there is no price`() {
    #expect(CashPrice(topUps: [], fixedCharges: []) == nil)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `however rows are divided, the cash of a day is its rounded credits`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    let price = try #require(
      CashPrice(
        topUps: [
          Self.topUp(1, .random(in: 1...999_983, using: &random)),
          Self.topUp(3, .random(in: 1...99_991, using: &random), .credit),
        ], fixedCharges: []))
    var rows: [LedgerLine] = []
    for day in [2, 3, 4] {
      for _ in 0..<20 {
        rows.append(
          row(
            day: day, tasks: .random(in: 1...9, using: &random),
            billed: .random(in: 0...777, using: &random),
            expected: .random(in: 0...777, using: &random), verdict: .overcharged))
      }
    }
    // The same rows, each split into single tasks.
    let divided = rows.flatMap { row in
      (0..<row.tasks).map { _ in
        var one = row
        one.tasks = 1
        return one
      }
    }
    let (whole, parts) = (price.rows(inCash: rows), price.rows(inCash: divided))
    for day in [2, 3, 4].map({ CalendarDay(number: $0) }) {
      let totals = { (rows: [LedgerLine]) in Totals(rows.filter { $0.day == day }) }
      let credits = totals(rows).billed
      let exact = try Ratio(credits.count).times(price.price(on: day))
      #expect(Int128(totals(whole).billed.count) == exact.rounded(.halfUp), "seed \(seed)")
      #expect(totals(whole).billed == totals(parts).billed, "seed \(seed)")
      #expect(totals(whole).variance == totals(parts).variance, "seed \(seed)")
      #expect(
        totals(whole).billed == totals(whole).expected + totals(whole).variance, "seed \(seed)")
    }
  }

  @Test func `what matches in credits matches in cash`() throws {
    let price = try #require(
      CashPrice(topUps: [Self.topUp(1, 2), Self.topUp(1, 1, .credit)], fixedCharges: []))
    let rows = (1...9).map { row(day: 2, tasks: 1, billed: Int64($0)) }
    #expect(price.rows(inCash: rows).allSatisfy { $0.amounts.variance == .zero })
  }
}
