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
  package let key: FindingKey
  package let tasks: Int
  /// The amount at stake.
  package let amount: Points
  /// What was left when an alarm about that was told last: in tenths of days or in points.
  package let level: Int64?
  /// What explains it, with amounts, as far as the night knows it; nights keep only the key's.
  package let detail: String
  /// Whether it is one of a reconciliation, which can be acknowledged, rather than a night's own.
  package let isReconciled: Bool
  /// Its tasks by id, oldest first, as far as the night lists them; nights keep none.
  package let taskIDs: [TaskID]

  package init(
    key: FindingKey, tasks: Int, amount: Points, level: Int64? = nil, detail: String? = nil,
    isReconciled: Bool = false, taskIDs: [TaskID] = []
  ) {
    (self.key, self.tasks, self.amount, self.level) = (key, tasks, amount, level)
    self.detail = detail ?? key.detail
    self.isReconciled = isReconciled
    self.taskIDs = taskIDs
  }

  package init(_ finding: Finding) {
    self.init(
      key: finding.key, tasks: finding.tasks, amount: finding.amount, level: finding.level,
      detail: finding.detail, isReconciled: true, taskIDs: finding.taskIDs)
  }

  /// The findings of a night, those of one key added up, in the order of their keys.
  ///
  /// An alarm stays as it was told until half of what was left then is gone.
  package static func all(
    _ findings: [Finding], toldBefore before: [NightFinding] = []
  ) -> [NightFinding] {
    let told = Dictionary(before.map { ($0.key, $0) }) { first, _ in first }
    return Dictionary(grouping: findings.map { NightFinding($0) }, by: \.key).map { key, same in
      let now = NightFinding(
        key: key, tasks: same.reduce(0) { $0 + $1.tasks },
        amount: same.reduce(.zero) { $0 + $1.amount }, level: same.compactMap(\.level).min(),
        detail: same.first?.detail, isReconciled: true, taskIDs: same.flatMap(\.taskIDs))
      guard let old = told[key], let level = now.level, let toldLevel = old.level,
        !NightFinding.isWorseByHalf(level, than: toldLevel)
      else { return now }
      return old
    }.sorted { $0.key < $1.key }
  }

  /// Whether at most half of what was left is left, or a debt has grown by half.
  static func isWorseByHalf(_ level: Int64, than told: Int64) -> Bool {
    level < told && level * 2 <= told * (told < 0 ? 3 : 1)
  }

  /// Whether there is nothing to tell of it.
  func isAsBefore(_ other: NightFinding) -> Bool {
    tasks == other.tasks && amount == other.amount && level == other.level
  }
}

/// How a finding differs from the night before.
package struct NightChange: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case new
    /// It is about different tasks or a different amount than before.
    case changed
    case resolved
    /// The period that it is about is over; nothing was resolved.
    case ended
    /// Somebody has accepted it as it is.
    case acknowledged
  }

  package let kind: Kind
  /// As it is now, or as it was if resolved or ended.
  package let finding: NightFinding
  /// The tasks that it was about before.
  package let tasksBefore: Int
  /// The amount that was at stake before; nil if there was no such finding.
  package let amountBefore: Points?

  /// What changed from one night to that of a day, the largest amount first.
  ///
  /// - Parameters:
  ///   - before: the findings of the night before.
  ///   - now: those of this one.
  ///   - day: the day of this night.
  ///   - acknowledged: those that are none any more as somebody has accepted them.
  /// - Returns: the changes.
  package static func all(
    from before: [NightFinding], to now: [NightFinding], on day: CalendarDay,
    acknowledged: Set<FindingKey> = []
  ) -> [NightChange] {
    let known = Dictionary(uniqueKeysWithValues: before.map { ($0.key, $0) })
    let current = Set(now.map(\.key))
    let standing = now.compactMap { finding -> NightChange? in
      guard let old = known[finding.key] else {
        return NightChange(kind: .new, finding: finding, tasksBefore: 0, amountBefore: nil)
      }
      return finding.isAsBefore(old)
        ? nil
        : NightChange(
          kind: .changed, finding: finding, tasksBefore: old.tasks, amountBefore: old.amount)
    }
    let gone = before.filter { !current.contains($0.key) }.map { finding in
      let isOver = finding.key.lastDayOfBudget.map { $0 < day } ?? false
      let kind: Kind =
        acknowledged.contains(finding.key) ? .acknowledged : isOver ? .ended : .resolved
      return NightChange(
        kind: kind, finding: finding, tasksBefore: finding.tasks, amountBefore: finding.amount)
    }
    return (standing + gone).sorted { left, right in
      left.rank != right.rank ? left.rank < right.rank : left.finding.key < right.finding.key
    }
  }

  private var rank: (Int, Int64) {
    (kind == .new || kind == .changed ? 0 : 1, -finding.amount.magnitude.count)
  }
}
