import Domain
import Reconciliation
import TestSupport
import Testing

@Suite struct FindingTasksTests {
  private static func id(_ number: UInt64) -> TaskID { TaskID(high: number, low: 0) }

  private static func count(_ number: UInt64, _ line: LedgerLine) -> FindingTasks.Count {
    FindingTasks.Count(id: id(number), createdAt: nil, line: line)
  }

  /// The ids of each finding of some rows, by its kind.
  private static func ids(_ tasks: FindingTasks, _ rows: [LedgerLine]) -> [String: [TaskID]] {
    let findings = ReconciliationResult(
      rows: rows, period: .all, undatedTasks: 0, tasks: tasks
    ).findings
    return Dictionary(findings.map { ($0.kind, $0.taskIDs) }) { first, _ in first }
  }

  private static let over = LedgerLine.row(.overcharged, billed: 3, expected: 2)
  private static let due = LedgerLine.row(.refundDue, billed: 2, expected: 0)
  private static let matched = LedgerLine.row(.matched, billed: 2, expected: 2)

  @Test func `each finding has its own tasks, in the order in which they are told`() {
    var tasks = FindingTasks(.all)
    tasks.add([Self.count(2, Self.over), Self.count(1, Self.due), Self.count(3, Self.matched)])
    tasks.add([Self.count(1, Self.over)])
    #expect(
      Self.ids(tasks, [Self.over, Self.due, Self.over, Self.matched]) == [
        "overcharged": [Self.id(2), Self.id(1)], "refund_due": [Self.id(1)],
      ])
  }

  @Test func `a task that has left a finding and entered another is of the other`() {
    var tasks = FindingTasks(.all)
    var left = Self.due
    left.tasks = -1
    tasks.add([Self.count(1, Self.due), Self.count(1, left), Self.count(1, Self.over)])
    #expect(
      Self.ids(tasks, [Self.due, left, Self.over]) == ["overcharged": [Self.id(1)]])
  }

  @Test(arguments: [
    (FindingTasks.Extent.none, 0), (.first, FindingTasks.shownLimit), (.all, 9),
  ])
  func `so many are collected, and no more are needed`(extent: FindingTasks.Extent, count: Int) {
    var tasks = FindingTasks(extent)
    for number in UInt64(0)..<9 where tasks.needs(Self.over) {
      tasks.add([Self.count(number, Self.over)])
    }
    let rows = [LedgerLine](repeating: Self.over, count: 9)
    #expect(Self.ids(tasks, rows) == ["overcharged": (0..<count).map { Self.id(UInt64($0)) }])
    #expect(tasks.needs(Self.over) == (extent == .all))
    #expect(!tasks.needs(Self.matched))
  }
}
