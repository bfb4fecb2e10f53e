package import Domain

/// A finding as a night run remembers it.
package struct NightFinding: Hashable, Sendable {
  /// What makes it the same finding in another night.
  package struct Key: Hashable, Sendable {
    package let kind: String
    package let sku: String
    package let detail: String
    /// Nil where it is about the tasks of any day.
    package let day: CalendarDay?

    package init(kind: String, sku: String, detail: String, day: CalendarDay?) {
      (self.kind, self.sku, self.detail, self.day) = (kind, sku, detail, day)
    }
  }

  package let key: Key
  package let tasks: Int
  /// The amount at stake: the variance, else what was booked, billed or set aside.
  package let amount: Points

  package init(key: Key, tasks: Int, amount: Points) {
    (self.key, self.tasks, self.amount) = (key, tasks, amount)
  }

  package init(_ finding: Finding) {
    let isOfOneDay = finding.kind == HistoryFindingKind.onlyInHistory.rawValue
    self.init(
      key: Key(
        kind: finding.kind, sku: finding.sku, detail: finding.detail,
        day: isOfOneDay ? finding.firstDay : nil),
      tasks: finding.tasks,
      amount: finding.variance ?? finding.booked ?? finding.billed ?? finding.commitment ?? .zero)
  }

  /// The findings of a night, those of one key added up, in the order of their keys.
  package static func all(_ findings: [Finding]) -> [NightFinding] {
    Dictionary(grouping: findings.map { NightFinding($0) }, by: \.key).map { key, same in
      NightFinding(
        key: key, tasks: same.reduce(0) { $0 + $1.tasks },
        amount: same.reduce(.zero) { $0 + $1.amount })
    }.sorted { $0.key < $1.key }
  }
}

extension NightFinding.Key: Comparable {
  package static func < (left: NightFinding.Key, right: NightFinding.Key) -> Bool {
    left.order < right.order
  }

  private var order: (String, String, String, Int) { (kind, sku, detail, day?.number ?? -1) }
}
