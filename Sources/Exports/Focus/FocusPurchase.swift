package import Domain
package import Reconciliation

/// Purchase rows: credits that were put into the account.
package struct FocusPurchase {
  /// How long credits are valid.
  private static let validMonths = 6

  private let account: FocusAccount

  package init(_ account: FocusAccount) {
    self.account = account
  }

  /// A top-up that was written down; one that was given has a list price and costs nothing.
  package func row(_ topUp: TopUp) -> FocusRow {
    row(
      topUp.amount, paid: topUp.kind == .cash ? topUp.amount : .zero, on: day(of: topUp),
      description: topUp.note.isEmpty ? "credit top-up" : topUp.note, resource: "topup-\(topUp.id)")
  }

  /// The day on which it counts.
  package func day(of topUp: TopUp) -> CalendarDay { topUp.at.map(account.day) ?? topUp.day }

  /// The top-up that was recognised between two snapshots; nil where there was none.
  package func row(_ window: WalletWindow) -> FocusRow? {
    guard window.recognizedTopUps > .zero else { return nil }
    return row(
      window.recognizedTopUps, paid: window.recognizedTopUps, on: day(of: window),
      description: window.detail, resource: "topup-by-\(window.closingAt)")
  }

  /// The day on which what was recognised in a window counts.
  package func day(of window: WalletWindow) -> CalendarDay { account.day(of: window.closingAt) }

  private func row(
    _ amount: Points, paid: Points, on day: CalendarDay, description: String, resource: String
  ) -> FocusRow {
    // One point, in USD: what the credits are sold in.
    let point = Ratio(1, over: Int128(Points.perUSD))
    let price = paid == .zero ? Ratio.zero : point
    var row = account.row(from: day, until: day.adding(months: FocusPurchase.validMonths))
    row.set(.billedCost, paid)
    row.set(.effectiveCost, .zero as Points)
    row.set(.listCost, amount)
    row.set(.contractedCost, paid)
    row.set(.listUnitPrice, number: point)
    row.set(.contractedUnitPrice, number: price)
    row.set(.pricingQuantity, number: Ratio(amount.count))
    row.set(.pricingUnit, "Points")
    row.set(.pricingCategory, "Standard")
    row.set(.pricingCurrency, "USD")
    row.set(.pricingCurrencyListUnitPrice, number: point)
    row.set(.pricingCurrencyContractedUnitPrice, number: price)
    row.set(.pricingCurrencyEffectiveCost, number: .zero)
    row.set(.chargeCategory, "Purchase")
    row.set(.chargeDescription, description)
    row.set(.chargeFrequency, "One-Time")
    row.set(.resourceID, resource)
    row.set(.resourceType, "Credits")
    row.set(.serviceName, "PiAPI Credits")
    row.set(.serviceSubcategory, "Other (AI and Machine Learning)")
    row.set(.skuID, "credits")
    row.set(.skuMeter, "Points")
    row.set(.skuPriceID, paid == .zero ? "credits/given" : "credits/paid")
    return row
  }
}
