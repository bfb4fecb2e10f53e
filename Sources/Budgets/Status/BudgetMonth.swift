package import Domain

/// A budget's amount and actual in a calendar month, whatever its own periods are.
package struct BudgetMonth: Hashable, Sendable {
  package let budget: Budget
  /// The days of the month on which the budget holds.
  package let period: BudgetPeriod
  /// What falls on the month when the amount of each period is spread over its days; what is carried
  /// over is not added again.
  package let amount: Points
  /// What the tasks were billed in the month, and the fixed charges that were paid; nil where
  /// nothing is known of its days.
  package let actual: Points?
  package let fixedCharges: Points

  /// Actual − amount.
  package var variance: Points? { actual.map { $0 - amount } }

  /// The share of the amount that is used; nil without one.
  package var used: Percent? { actual.flatMap { Percent($0.count, of: amount.count) } }
}

extension BudgetBook {
  /// Each month in which the budget holds, from the ledger's first through that of today.
  package func months() -> [BudgetMonth] {
    guard let months = BudgetRecurrence(unit: .month, from: nil, until: nil) else { return [] }
    return months.periods(from: earliest, through: today).compactMap { month in
      guard let days = budget.recurrence.days(in: month) else { return nil }
      let (sum, fixed) = actual(of: days)
      return BudgetMonth(
        budget: budget, period: days, amount: amount(of: days), actual: sum, fixedCharges: fixed)
    }
  }

  private func amount(of days: BudgetPeriod) -> Points {
    budget.recurrence.periods(from: days.first, through: days.last).reduce(.zero) { sum, period in
      sum + amount(of: period, through: min(days.last, period.last))
        - amount(of: period, through: days.first + -1)
    }
  }

  /// The share of a period's amount that its first days have, rounded down to a cent: the shares of
  /// all months add up to the amount.
  private func amount(of period: BudgetPeriod, through day: CalendarDay) -> Points {
    let days = max(0, day.number - period.first.number + 1)
    guard days < period.length else { return budget.amount }
    let cent = Int128(Points.perUSD / 100)
    let share = Int128(budget.amount.count) * Int128(days) / Int128(period.length)
    return Points(Int64(share / cent * cent))
  }
}

extension BudgetRecurrence {
  /// The days of a month on which a budget holds; nil where it never does.
  fileprivate func days(in month: BudgetPeriod) -> BudgetPeriod? {
    let first = max(month.first, from ?? month.first)
    let last = min(month.last, until.map { $0 + -1 } ?? month.last)
    return first <= last ? BudgetPeriod(first: first, last: last) : nil
  }
}
