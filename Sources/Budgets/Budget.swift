package import Domain

/// An amount that the spend of a scope should not exceed in a period.
package struct Budget: Hashable, Sendable {
  package let name: String
  /// Of each period.
  package let amount: Points
  package let recurrence: BudgetRecurrence
  package let scope: BudgetScope
  /// Percentages of the amount at which to alert, ascending.
  package let thresholds: [ExactDecimal]
  /// The probability of an overrun, in percent, above which it counts as likely.
  package let overrunLimitPercent: ExactDecimal
  /// Whether what a period leaves unused is added to the next.
  package let hasRollover: Bool

  package init(
    name: String, amount: Points, recurrence: BudgetRecurrence, scope: BudgetScope,
    thresholds: [ExactDecimal], overrunLimitPercent: ExactDecimal, hasRollover: Bool
  ) {
    self.name = name
    self.amount = amount
    self.recurrence = recurrence
    self.scope = scope
    self.thresholds = thresholds
    self.overrunLimitPercent = overrunLimitPercent
    self.hasRollover = hasRollover
  }
}

extension Budget {
  /// The same budget with its API keys by their ids, which a closure gives for names.
  package func naming(_ apiKeyID: (String) -> String) -> Budget {
    var scope = scope
    scope.apiKeyIDs = scope.apiKeyIDs.map(apiKeyID)
    return Budget(
      name: name, amount: amount, recurrence: recurrence, scope: scope, thresholds: thresholds,
      overrunLimitPercent: overrunLimitPercent, hasRollover: hasRollover)
  }
}

/// How often a budget restarts.
package struct BudgetRecurrence: Hashable, Sendable {
  package enum Unit: String, Hashable, Sendable, CaseIterable {
    case day
    /// From Monday to Sunday.
    case week
    case month
    case quarter
  }

  /// Nil for one span of dates.
  package let unit: Unit?
  /// The first day; nil without a start.
  package let from: CalendarDay?
  /// The first day on which it no longer applies; nil without an end.
  package let until: CalendarDay?

  /// Nil for a span without both of its ends, or without days.
  package init?(unit: Unit?, from: CalendarDay?, until: CalendarDay?) {
    guard unit != nil || (from != nil && until != nil) else { return nil }
    if let from, let until, until <= from { return nil }
    self.unit = unit
    self.from = from
    self.until = until
  }
}

/// A period of a budget: all of its days, both ends inclusive.
package struct BudgetPeriod: Hashable, Sendable {
  package let first: CalendarDay
  package let last: CalendarDay

  package init(first: CalendarDay, last: CalendarDay) {
    self.first = first
    self.last = last
  }

  package var length: Int { last.number - first.number + 1 }
  package var days: ClosedRange<CalendarDay> { first...last }
  package var reportPeriod: ReportPeriod { ReportPeriod(since: first, until: last) }

  package func contains(_ day: CalendarDay) -> Bool { first <= day && day <= last }

  /// The share of the period that has passed at the end of a day.
  package func elapsed(through day: CalendarDay) -> Percent {
    let days = min(length, max(0, day.number - first.number + 1))
    return Percent(tenths: Int64(days * 1000 / length))
  }
}

extension BudgetRecurrence {
  /// The period that contains a day; nil if the budget does not apply on it.
  ///
  /// The first and last periods are cut to the days on which the budget applies.
  package func period(of day: CalendarDay) -> BudgetPeriod? {
    if let from, day < from { return nil }
    if let until, until <= day { return nil }
    let (first, next) = bounds(of: day)
    return BudgetPeriod(
      first: [first, from].compactMap(\.self).max() ?? day,
      last: ([next, until].compactMap(\.self).min() ?? day + 1) + -1)
  }

  /// The first day of the unit that contains a day, and that of the next one.
  private func bounds(of day: CalendarDay) -> (CalendarDay?, CalendarDay?) {
    switch unit {
    case nil: (from, until)
    case .day: (day, day + 1)
    case .week:
      (day + -day.weekday, day + (7 - day.weekday))
    case .month: (day.month.firstDay, day.month.next.firstDay)
    case .quarter:
      (
        CalendarMonth(startingQuarterOf: day).firstDay,
        (CalendarMonth(startingQuarterOf: day) + 3).firstDay
      )
    }
  }

  /// The periods through the one that contains a day, from the budget's start or from a given day.
  package func periods(from earliest: CalendarDay, through day: CalendarDay) -> [BudgetPeriod] {
    var periods: [BudgetPeriod] = []
    var next = max(from ?? earliest, earliest)
    while next <= day, let period = period(of: next) {
      periods.append(period)
      next = period.last + 1
    }
    return periods
  }
}
