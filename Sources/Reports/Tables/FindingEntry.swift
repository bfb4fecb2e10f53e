import Domain
package import Reconciliation

/// A finding as every report shows it: under its id, with its tasks and what to do about it.
package struct FindingEntry: Hashable, Sendable {
  package let id: String
  package let finding: Finding
  package let tasks: TaskList

  package init(_ finding: Finding, ids: FindingIDs) {
    id = ids[finding.key]
    self.finding = finding
    tasks = TaskList(finding, id: id)
  }

  /// What to do about it, in one sentence without a full stop.
  package var action: String { finding.action }
}

/// Tasks by their ids, of which programs get all, and people the first ones.
package struct TaskList: Hashable, Sendable {
  /// Oldest first; not necessarily all.
  package let ids: [String]
  /// How many there are.
  package let count: Int
  /// The command that lists all of them.
  package let command: String

  /// - Parameters:
  ///   - ids: the ids that are known, oldest first.
  ///   - count: how many tasks there are, as far as the ids don't tell.
  ///   - command: the command that lists all of them.
  package init(_ ids: [String], of count: Int, command: String) {
    (self.ids, self.count, self.command) = (ids, max(count, ids.count), command)
  }

  /// The tasks of a finding; there may be none.
  package init(_ finding: Finding, id: String) {
    self.init(NightFinding(finding), id: id)
  }

  /// The tasks of a finding as a night knows it.
  package init(_ finding: NightFinding, id: String) {
    self.init(
      finding.taskIDs.map(\.text), of: finding.taskIDs.isEmpty ? 0 : finding.tasks,
      command: TaskList.command(id))
  }

  /// The command that lists the tasks of a finding.
  static func command(_ id: String) -> String { "piledger explain \(id)" }

  /// The ids that people are shown.
  package var shown: ArraySlice<String> { ids.prefix(FindingTasks.shownLimit) }

  /// `all 12 tasks: piledger explain kqvmzwnt`; nil if all of them are shown.
  package var restText: String? {
    count > shown.count ? "all \(count.groupedText) tasks: \(command)" : nil
  }

  /// `7f3a…, 81b0…, 9c2e…; all 12 tasks: piledger explain kqvmzwnt`; empty if there are none.
  package var text: String {
    ([shown.joined(separator: ", ")] + [restText].compactMap(\.self))
      .filter { !$0.isEmpty }.joined(separator: "; ")
  }
}
