import Billing
import Reconciliation

/// What each of some days was billed.
struct DailyBilled {
  /// One amount for each day.
  private(set) var amounts: [Points]

  init(_ rows: [ReconciledRow], firstDay: CalendarDay, days: Int) {
    amounts = Array(repeating: .zero, count: days)
    for row in rows {
      guard let day = row.day, amounts.indices.contains(day.number - firstDay.number) else {
        continue
      }
      amounts[day.number - firstDay.number] += (row.billed ?? .zero) * row.tasks
    }
  }
}
