package import Billing

/// What a night run knows, and the next one compares with.
package struct NightFigures: Hashable, Sendable {
  package let day: CalendarDay
  package let checked: Points
  package let billed: Points
  /// What the account holds; nil where that is not known.
  package let balance: Points?
  package let findings: [NightFinding]

  package init(
    day: CalendarDay, checked: Points, billed: Points, balance: Points?, findings: [NightFinding]
  ) {
    self.day = day
    self.checked = checked
    self.billed = billed
    self.balance = balance
    self.findings = findings
  }
}
