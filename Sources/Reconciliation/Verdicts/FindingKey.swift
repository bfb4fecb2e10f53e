package import Domain

/// What a finding is about: the same from night to night, whatever its tasks and amounts are.
package struct FindingKey: Hashable, Sendable {
  package let kind: String
  package let sku: String
  /// What explains it, without amounts.
  package let detail: String
  /// Nil if it is about tasks of any day.
  package let day: CalendarDay?

  package init(kind: String, sku: String, detail: String, day: CalendarDay?) {
    (self.kind, self.sku, self.detail, self.day) = (kind, sku, detail, day)
  }
}

extension FindingKey {
  /// What the kinds of findings about budgets begin with.
  package static let budgetPrefix = "budget_"

  /// The last day of a budget's period, with which the detail of its findings ends; nil for others.
  var lastDayOfBudget: CalendarDay? {
    kind.hasPrefix(FindingKey.budgetPrefix) ? CalendarDay(String(detail.suffix(10))) : nil
  }
}

extension FindingKey: Comparable {
  package static func < (left: FindingKey, right: FindingKey) -> Bool { left.order < right.order }

  private var order: (String, String, String, Int) { (kind, sku, detail, day?.number ?? -1) }
}

extension Finding {
  package var key: FindingKey {
    // A task more of the same key and day may be of another model.
    let isOfOneDay = kind == HistoryFindingKind.onlyInHistory.rawValue
    return FindingKey(
      kind: kind, sku: isOfOneDay ? "" : sku, detail: cause, day: isOfOneDay ? firstDay : nil)
  }

  /// The amount at stake: the variance, or else what was booked, billed or reserved, or what the
  /// wallet is about.
  package var amount: Points { namedAmount?.points ?? .zero }

  /// The amount at stake with its name, such as `variance`; nil without an amount.
  ///
  /// The wallet's amount has no name.
  package var namedAmount: (name: String, points: Points)? {
    let amounts: [(String, Points?)] = [
      ("", stake), ("variance", variance), ("booked", booked), ("billed", billed),
      ("frozen", commitment),
    ]
    return amounts.lazy.compactMap { name, points in points.map { (name, $0) } }.first
  }
}
