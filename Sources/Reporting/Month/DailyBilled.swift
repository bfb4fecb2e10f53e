import Budgets
import Domain
import Reconciliation

/// What each of some days cost.
struct DailyBilled {
  /// One amount for each day.
  private(set) var amounts: [Points]

  /// - Parameters:
  ///   - rows: the tasks; those of other days do not count.
  ///   - payments: fixed charges that count on their days.
  ///   - firstDay: the first of the days.
  ///   - days: their number.
  init(
    _ rows: [LedgerLine], payments: [DatedCharge] = [], firstDay: CalendarDay, days: Int
  ) {
    amounts = Array(repeating: .zero, count: days)
    for row in rows {
      guard let day = row.day else { continue }
      add(row.amounts.billed, at: day.number - firstDay.number)
    }
    for payment in payments { add(payment.amount, at: payment.day.number - firstDay.number) }
  }

  private mutating func add(_ amount: Points, at index: Int) {
    if amounts.indices.contains(index) { amounts[index] += amount }
  }
}
