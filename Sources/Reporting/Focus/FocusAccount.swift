import Domain
package import Ledger

/// What all rows of an export have in common: whose bill it is, and when its days begin.
package struct FocusAccount: Sendable {
  private static let provider = "PiAPI"

  private let name: String?
  private let calendar: AccountingCalendar
  /// Names of API keys by their ids.
  let keyNames: [String: String]

  /// - Parameters:
  ///   - name: the account's name, nil where it is not known.
  ///   - calendar: tells when a day begins.
  ///   - keyNames: names of API keys by their ids in the account history.
  package init(name: String?, calendar: AccountingCalendar, keyNames: [String: String]) {
    self.name = name
    self.calendar = calendar
    self.keyNames = keyNames
  }

  /// A row with the account and the periods; the charge is of the days from one to before another.
  func row(from day: CalendarDay, until end: CalendarDay) -> FocusRow {
    var row = FocusRow()
    // Validators refuse an id that is a mere number.
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
