package import Domain

/// Where two counts of the same tasks differ, such as one by tasks and one by usage lines.
package struct LineComparison: Hashable, Sendable {
  /// Tasks of a day that agree in everything that figures distinguish.
  package struct Kind: Hashable, Sendable {
    package let day: CalendarDay?
    /// Nil also where only one of the counts tells accounts.
    package let account: String?
    package let skuName: String
    package let status: TaskStatus
    package let verdict: Verdict
    package let billed: Points?
    package let price: Points?
    package let frozen: Points
    package let errorCode: ErrorCode

    fileprivate init(_ line: LedgerLine, isOfAccount: Bool) {
      account = isOfAccount ? line.account : nil
      (day, skuName, status) = (line.day, line.pricing.skuName, line.status)
      (verdict, billed, price) = (line.verdict, line.billed, line.price)
      (frozen, errorCode) = (line.frozen, line.errorCode)
    }

    /// The order of a list of differences.
    fileprivate var order: (String, String, String, Int, Int64, Int64) {
      (
        "\(day?.description ?? "") \(account ?? "")", skuName, status.name, verdict.rawValue,
        billed?.count ?? -1, price?.count ?? -1
      )
    }
  }

  package struct Difference: Hashable, Sendable {
    package let kind: Kind
    package let tasks: Int
    package let otherTasks: Int
  }

  /// The days that the first count has, and its tasks.
  package let days: Int
  package let tasks: Int
  package let differences: [Difference]

  /// Compares the days of the first count with the same days of the other one.
  package init(_ lines: [LedgerLine], with others: [LedgerLine]) {
    let areOfAccounts = [lines, others].allSatisfy { $0.contains { $0.account != nil } }
    let counted = LineComparison.counts(lines, byAccount: areOfAccounts)
    let days = Set(counted.keys.map(\.day))
    let other = LineComparison.counts(others, byAccount: areOfAccounts).filter {
      days.contains($0.key.day)
    }
    self.days = days.count
    tasks = counted.values.reduce(0, +)
    differences = Set(counted.keys).union(other.keys).sorted { $0.order < $1.order }
      .compactMap { kind in
        let (tasks, otherTasks) = (counted[kind] ?? 0, other[kind] ?? 0)
        guard tasks != otherTasks else { return nil }
        return Difference(kind: kind, tasks: tasks, otherTasks: otherTasks)
      }
  }

  private static func counts(_ lines: [LedgerLine], byAccount: Bool) -> [Kind: Int] {
    var counts: [Kind: Int] = [:]
    for line in lines { counts[Kind(line, isOfAccount: byAccount), default: 0] += line.tasks }
    return counts
  }
}
