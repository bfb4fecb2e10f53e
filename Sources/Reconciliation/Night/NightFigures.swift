package import Domain

/// What a night run knows, for the next one to compare with.
package struct NightFigures: Hashable, Sendable {
  package let day: CalendarDay
  package let checked: Points
  package let billed: Points
  /// What the account holds; nil if unknown.
  package let balance: Points?
  package let findings: [NightFinding]
  /// What was in the inbox but not read, by path.
  package let skipped: [SkippedFile]

  /// What is in the inbox but not read; the same again is not news.
  package struct SkippedFile: Hashable, Sendable {
    package let path: String
    package let reason: String
    /// A different size means different content; nil if it is not a file.
    package let sizeBytes: Int64?

    package init(path: String, reason: String, sizeBytes: Int64?) {
      (self.path, self.reason, self.sizeBytes) = (path, reason, sizeBytes)
    }

    /// Each once, by path: inboxes may overlap.
    package static func all(_ files: [SkippedFile]) -> [SkippedFile] {
      Dictionary(files.map { ($0.path, $0) }) { first, _ in first }.values
        .sorted { $0.path < $1.path }
    }
  }

  package init(
    day: CalendarDay, checked: Points, billed: Points, balance: Points?, findings: [NightFinding],
    skipped: [SkippedFile] = []
  ) {
    self.skipped = skipped
    self.day = day
    self.checked = checked
    self.billed = billed
    self.balance = balance
    self.findings = findings
  }
}

/// A finding as a night run remembers it.
package struct NightFinding: Hashable, Sendable {
  /// What identifies the finding across nights: neither a count nor an amount, nor anything else that
  /// a further task may change.
  package struct Key: Hashable, Sendable {
    package let kind: String
    package let sku: String
    package let detail: String
    /// Nil if it is about tasks of any day.
    package let day: CalendarDay?

    package init(kind: String, sku: String, detail: String, day: CalendarDay?) {
      (self.kind, self.sku, self.detail, self.day) = (kind, sku, detail, day)
    }
  }

  package let key: Key
  package let tasks: Int
  /// The amount at stake: the variance, or else what was booked, billed or reserved.
  package let amount: Points

  package init(key: Key, tasks: Int, amount: Points) {
    (self.key, self.tasks, self.amount) = (key, tasks, amount)
  }

  package init(_ finding: Finding) {
    let isOfOneDay = finding.kind == HistoryFindingKind.onlyInHistory.rawValue
    self.init(
      key: Key(
        kind: finding.kind, sku: finding.lastingCause?.sku ?? finding.sku,
        detail: finding.lastingCause?.detail ?? finding.detail,
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

/// How a finding differs from the night before.
package struct NightChange: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case new
    /// It is about different tasks or a different amount than before.
    case changed
    case resolved
  }

  package let kind: Kind
  /// As it is now, or as it was if resolved.
  package let finding: NightFinding
  /// The tasks that it was about before.
  package let tasksBefore: Int

  /// What changed from one night to another, the largest amount first.
  package static func all(
    from before: [NightFinding], to now: [NightFinding]
  ) -> [NightChange] {
    let known = Dictionary(uniqueKeysWithValues: before.map { ($0.key, $0) })
    let current = Set(now.map(\.key))
    let standing = now.compactMap { finding -> NightChange? in
      guard let old = known[finding.key] else {
        return NightChange(kind: .new, finding: finding, tasksBefore: 0)
      }
      return old == finding
        ? nil : NightChange(kind: .changed, finding: finding, tasksBefore: old.tasks)
    }
    let resolved = before.filter { !current.contains($0.key) }
      .map { NightChange(kind: .resolved, finding: $0, tasksBefore: $0.tasks) }
    return (standing + resolved).sorted { left, right in
      left.rank != right.rank ? left.rank < right.rank : left.finding.key < right.finding.key
    }
  }

  private var rank: (Int, Int64) {
    (kind == .resolved ? 1 : 0, -finding.amount.magnitude.count)
  }
}
