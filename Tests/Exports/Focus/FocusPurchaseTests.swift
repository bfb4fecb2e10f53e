import Domain
import Exports
import Reconciliation
import Testing

@Suite struct FocusPurchaseTests {
  private static func fields(_ kind: TopUp.Kind) -> [String: String] {
    let topUp = TopUp(
      id: 3, day: CalendarDay(number: 20_331), at: nil, amount: Points(250_000_000), kind: kind,
      note: "=invoice 17")
    return FocusSample.fields(FocusPurchase(FocusSample.account).row(topUp).line)
  }

  @Test func `a top-up bills what was paid, costs nothing yet, and is valid for six months`() {
    let fields = Self.fields(.cash)
    #expect(fields["ChargeCategory"] == "Purchase")
    #expect(fields["BilledCost"] == "25.0")
    #expect(fields["EffectiveCost"] == "0.0")
    #expect(fields["ListUnitPrice"] == "0.0000001")
    #expect(fields["PricingQuantity"] == "250000000.0")
    // The 31st of August and the last day of a February.
    #expect(fields["ChargePeriodStart"] == "2025-08-31T00:00:00Z")
    #expect(fields["ChargePeriodEnd"] == "2026-02-28T00:00:00Z")
    #expect(fields["ChargeDescription"] == "'=invoice 17")
  }

  @Test func `credits that were given have a list price and are not billed`() {
    let fields = Self.fields(.credit)
    #expect(fields["BilledCost"] == "0.0")
    #expect(fields["ContractedCost"] == "0.0")
    #expect(fields["ContractedUnitPrice"] == "0.0")
    #expect(fields["ListCost"] == "25.0")
  }

  @Test func `a pack recognized between two snapshots is a purchase, once`() {
    var window = WalletWindow(
      openingAt: Instant(seconds: 1_760_000_000), closingAt: Instant(seconds: 1_760_086_400),
      opening: .zero, billed: .zero, unlogged: .zero, closing: Points(100_000_000), tasks: 0,
      precision: BalancePrecision(decimals: 7))
    window.topUps = Points(100_000_000)
    let purchase = FocusPurchase(FocusSample.account)
    #expect(purchase.row(window).map { FocusSample.fields($0.line)["BilledCost"] } == "10.0")
    window.writtenTopUps = [
      TopUp(
        id: 1, day: CalendarDay(number: 20_371), at: nil, amount: Points(100_000_000),
        kind: .cash, note: "")
    ]
    #expect(purchase.row(window) == nil)
  }
}
