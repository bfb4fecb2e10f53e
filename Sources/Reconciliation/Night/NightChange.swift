import Domain

/// How a finding differs from the night before.
package struct NightChange: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case new
    /// It is about other tasks or another amount than before.
    case changed
    case resolved
  }

  package let kind: Kind
  /// As it stands now; as it stood before, where it is resolved.
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
