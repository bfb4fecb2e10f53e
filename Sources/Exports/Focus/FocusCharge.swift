package import Domain
package import Reconciliation

/// Adjustment rows: money taken from the account that no task explains.
///
/// It was paid for when the credits were bought, and becomes a cost on its day, like usage.
package struct FocusCharge {
  private let account: FocusAccount

  package init(_ account: FocusAccount) {
    self.account = account
  }

  /// The day that a charge counts on.
  package func day(of charge: WalletCharge) -> CalendarDay {
    charge.at.map(account.day) ?? charge.day
  }

  package func row(_ charge: WalletCharge) -> FocusRow {
    let day = day(of: charge)
    var row = account.row(from: day, until: day + 1, of: charge.account)
    row.set(.billedCost, .zero as Points)
    row.set(.effectiveCost, charge.amount)
    row.set(.listCost, charge.amount)
    row.set(.contractedCost, charge.amount)
    row.set(.pricingCurrency, "USD")
    row.set(.pricingCurrencyEffectiveCost, charge.amount)
    row.set(.chargeCategory, "Adjustment")
    row.set(.chargeDescription, charge.note.isEmpty ? "charge without a task" : charge.note)
    row.set(.chargeFrequency, "One-Time")
    row.set(.resourceID, "charge-\(charge.id)")
    row.set(.resourceType, "Credits")
    row.set(.serviceName, "PiAPI Credits")
    row.set(.serviceSubcategory, "Other (AI and Machine Learning)")
    return row
  }
}
