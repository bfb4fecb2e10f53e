import Domain
import RateCards
import Reconciliation
import Testing

/// What another card's price and rules make of a task, by what its cost comes from.
@Suite struct CostBasisTests {
  struct Case: Sendable {
    let verdict: Verdict
    var status = TaskStatus.completed
    var price: Int64? = 100
    var otherPrice: Int64? = 300
    /// Of the other card, for own accounts.
    var percent: Int64 = 0
    /// The points of both sides, or why they can't be compared.
    let costs: String
  }

  static let cases = [
    Case(verdict: .matched, costs: "100 300"), Case(verdict: .overcharged, costs: "100 300"),
    Case(verdict: .unmetered, costs: "100 300"),
    Case(verdict: .unmetered, status: .failed, price: 0, costs: "0 0"),
    Case(verdict: .refunded, status: .cancelled, price: 0, costs: "0 0"),
    Case(verdict: .refundDue, status: .failed, price: 0, costs: "0 0"),
    Case(verdict: .penalty, status: .failed, price: 5, costs: "5 5"),
    Case(verdict: .undercharged, status: .failed, price: 5, otherPrice: nil, costs: "5 5"),
    Case(verdict: .otherUnit, status: .failed, price: 0, costs: "0 0"),
    Case(verdict: .conflict, status: .failed, costs: "100 300"),
    Case(verdict: .ownAccount, price: 0, costs: "0 0"),
    Case(verdict: .ownAccount, price: 0, otherPrice: nil, costs: "0 0"),
    Case(verdict: .ownAccount, price: 50, percent: 10, costs: "50 30"),
    Case(verdict: .ownAccount, price: 50, otherPrice: nil, percent: 10, costs: "no rate"),
    Case(verdict: .ownAccount, status: .failed, price: 0, percent: 10, costs: "0 0"),
    Case(verdict: .matched, otherPrice: nil, costs: "no rate"),
    Case(verdict: .inconsistent, price: nil, costs: "the quantity is unknown"),
  ]

  @Test(arguments: CostBasisTests.cases)
  func `both sides count a task by the same rule`(example: Case) {
    let line = LedgerLine(
      day: nil, pricing: LedgerLine.Pricing(sku: SKU(model: "studio", taskType: "poster")),
      status: example.status, verdict: example.verdict, billed: Points(7),
      price: example.price.map { Points($0) })
    let repriced = RepricedLine(
      line, price: example.otherPrice.map { .success(Points($0)) } ?? .failure(.init("no rate")),
      rules: SettlementRules(ownAccountPercent: example.percent))
    switch repriced.costs {
    case .success(let costs):
      #expect("\(costs.present.count) \(costs.other.count)" == example.costs)
    case .failure(let error): #expect(error.description == example.costs)
    }
  }
}
