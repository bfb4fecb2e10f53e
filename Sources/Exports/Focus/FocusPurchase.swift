package import Domain
package import Reconciliation

/// What all rows of an export share: whose bill it is, and when its days start.
package struct FocusAccount: Sendable {
  private static let provider = "PiAPI"

  private let name: String?
  private let calendar: AccountingCalendar
  /// Names of API keys by ID.
  let keyNames: [String: String]

  /// - Parameters:
  ///   - name: the account's name; nil if unknown.
  ///   - calendar: determines when a day starts.
  ///   - keyNames: names of API keys by their IDs in the account history.
  package init(name: String?, calendar: AccountingCalendar, keyNames: [String: String]) {
    self.name = name
    self.calendar = calendar
    self.keyNames = keyNames
  }

  /// A row with the account and its periods; the charge runs from one day to the day before
  /// another.
  ///
  /// - Parameters:
  ///   - day: the first day.
  ///   - end: the day after the last.
  ///   - account: the charge's own account, where it is known.
  /// - Returns: the row, without what it charges.
  func row(
    from day: CalendarDay, until end: CalendarDay, of account: String? = nil
  ) -> FocusRow {
    var row = FocusRow()
    let name = account ?? self.name
    // Validators reject an ID that is just a number.
    row.set(.billingAccountID, name.map { "piapi-\($0)" } ?? "piapi")
    row.set(.billingAccountName, name)
    row.set(.billingAccountType, "Account")
    row.set(.billingCurrency, "USD")
    let month = day.month.firstDay
    row.set(.billingPeriodStart, calendar.start(of: month).description)
    row.set(.billingPeriodEnd, calendar.start(of: month.adding(months: 1)).description)
    row.set(.chargePeriodStart, calendar.start(of: day).description)
    row.set(.chargePeriodEnd, calendar.start(of: end).description)
    row.set(.invoiceIssuerName, FocusAccount.provider)
    row.set(.providerName, FocusAccount.provider)
    row.set(.publisherName, FocusAccount.provider)
    row.set(.serviceCategory, "AI and Machine Learning")
    return row
  }

  func day(of instant: Instant) -> CalendarDay { calendar.day(of: instant) }
}

/// Purchase rows: credits added to the account.
package struct FocusPurchase {
  /// How long credits stay valid, in months.
  private static let validMonths = 6

  private let account: FocusAccount

  package init(_ account: FocusAccount) {
    self.account = account
  }

  /// A recorded top-up; one that was a gift has a list price and costs nothing.
  package func row(_ topUp: TopUp) -> FocusRow {
    row(
      topUp.amount, paid: topUp.kind == .cash ? topUp.amount : .zero, on: day(of: topUp),
      of: topUp.account,
      description: topUp.note.isEmpty ? "credit top-up" : topUp.note, resource: "topup-\(topUp.id)")
  }

  /// The day that a top-up counts on.
  package func day(of topUp: TopUp) -> CalendarDay { topUp.at.map(account.day) ?? topUp.day }

  /// The top-up detected between two snapshots; nil if there was none.
  package func row(_ window: WalletWindow) -> FocusRow? {
    guard window.recognizedTopUps > .zero else { return nil }
    return row(
      window.recognizedTopUps, paid: window.recognizedTopUps, on: day(of: window),
      of: window.account,
      description: window.detail, resource: "topup-by-\(window.closingAt)")
  }

  /// The day that a window's detected top-up counts on.
  package func day(of window: WalletWindow) -> CalendarDay { account.day(of: window.closingAt) }

  private func row(
    _ amount: Points, paid: Points, on day: CalendarDay, of owner: String?, description: String,
    resource: String
  ) -> FocusRow {
    // One point in USD, the unit that credits are sold in.
    let point = Ratio(1, over: Int128(Points.perUSD))
    let price = paid == .zero ? Ratio.zero : point
    var row = account.row(
      from: day, until: day.adding(months: FocusPurchase.validMonths), of: owner)
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
