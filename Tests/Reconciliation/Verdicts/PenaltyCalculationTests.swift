import Domain
import RateCards
import Reconciliation
import Testing

/// The part of a failed task's price that the provider keeps, by the count of such tasks that day.
@Suite struct PenaltyCalculationTests {
  /// The n-th violation of a day with a price and its penalty.
  struct Case: Sendable, CustomTestStringConvertible {
    let violation: Int
    let price: Int64
    let penalty: Int64

    var testDescription: String { "violation \(violation) at \(price) points" }
  }

  static let steps = [
    Case(violation: 1, price: 10_000_000, penalty: 100_000),
    Case(violation: 19, price: 10_000_000, penalty: 100_000),
    Case(violation: 20, price: 10_000_000, penalty: 500_000),
    Case(violation: 100, price: 10_000_000, penalty: 500_000),
    Case(violation: 101, price: 10_000_000, penalty: 1_000_000),
    Case(violation: 100_000, price: 10_000_000, penalty: 1_000_000),
  ]

  static let rounding = [
    Case(violation: 1, price: 49, penalty: 0),
    Case(violation: 1, price: 50, penalty: 1),
    Case(violation: 1, price: 149, penalty: 1),
    Case(violation: 1, price: 150, penalty: 2),
    Case(violation: 20, price: 9, penalty: 0),
    Case(violation: 20, price: 10, penalty: 1),
    Case(violation: 101, price: 4, penalty: 0),
    Case(violation: 101, price: 5, penalty: 1),
    Case(violation: 1, price: 0, penalty: 0),
    Case(violation: 101, price: .max, penalty: 922_337_203_685_477_581),
  ]

  @Test(arguments: PenaltyCalculationTests.steps + PenaltyCalculationTests.rounding)
  func `the share rises with the day's violations and is rounded half up`(_ item: Case) throws {
    let calculation = PenaltyCalculation(
      rule: try Studio.penaltyRule(), violation: item.violation, price: Points(item.price))
    #expect(calculation.points == Points(item.penalty))
  }

  @Test func `before the first violation nothing is kept`() throws {
    let calculation = PenaltyCalculation(
      rule: try Studio.penaltyRule(), violation: 0, price: Points(10_000_000))
    #expect(calculation.percent == ExactDecimal(0))
    #expect(calculation.points == .zero)
  }

  @Test func `the calculation can be followed by hand`() throws {
    let calculation = PenaltyCalculation(
      rule: try Studio.penaltyRule(), violation: 20, price: Points(10_000_000))
    #expect(
      calculation.text
        == "5 % of 1.00 USD: violation 20 of the UTC day (error 10003; the studio's terms, card.yaml:16)"
    )
  }
}
