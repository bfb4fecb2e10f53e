import Domain
import GRDB
import Reconciliation

/// What of a damaged ledger could not be brought over, until files that are read again make it good.
struct Losses {
  private enum Loss {
    /// A task, why it could not be brought over, and whether it was known by the history alone.
    case task(TaskKey, reason: String, isOfHistory: Bool)
    /// A day, and how many tasks its rollup counts.
    case day(Int64, tasks: Int)
    /// Rows of a table, in words.
    case rows(table: String, words: String)
  }

  /// Tables that hold what files told, and nothing else.
  private static let ofFiles: Set<String> = [
    "account", "balance_snapshot", "booking", "history_end", "history_entry", "odd_task_id",
    "quarantine", "reading", "request", "state", "task", "usage_line", "usage_partition",
    "usage_stamp", "usage_type",
  ]

  private var losses: [Loss] = []

  var isEmpty: Bool { losses.isEmpty }

  mutating func add(_ task: TaskKey, reason: String, isOfHistory: Bool = false) {
    losses.append(.task(task, reason: reason, isOfHistory: isOfHistory))
  }

  mutating func add(day: Int64, tasks: Int) { losses.append(.day(day, tasks: tasks)) }

  mutating func add(of table: String, _ words: String) {
    losses.append(.rows(table: table, words: words))
  }

  /// What is still lost in the new ledger, in words; it matters whether every file was read again
  /// that the old one came from.
  func remaining(in database: Database, isAllRead: Bool) throws -> [String] {
    let knowsFiles = !losses.contains { loss in
      if case .rows("source", _) = loss { true } else { false }
    }
    // The history alone brings a task back, but not its answer.
    let answered = """
      SELECT count(*) FROM task JOIN outcome ON outcome.id = outcome_id
      WHERE verdict_id IS NOT ? AND day = ?
      """
    let ofDay = try database.makeStatement(
      sql: "SELECT (\(answered)) + (SELECT coalesce(sum(tasks), 0) FROM usage_fact WHERE day = ?)")
    let isThere = try database.makeStatement(sql: "\(answered) AND id_high = ? AND id_low = ?")
    let unlogged = Verdict.unlogged.rawValue
    var differences = Differences()
    for loss in losses {
      switch loss {
      case .task(let task, let reason, let isOfHistory):
        let key: StatementArguments = [
          isOfHistory ? nil : unlogged, task.day, task.idHigh, task.idLow,
        ]
        guard try Int.fetchOne(isThere, arguments: key) == 0 else { continue }
        differences.add("\(task): \(reason)")
      case .day(let day, let tasks):
        let lost = tasks - (try Int.fetchOne(ofDay, arguments: [unlogged, day, day]) ?? 0)
        guard lost > 0 else { continue }
        differences.add(
          "\(TaskKey.name(ofDay: day)): \(lost.groupedText) tasks of the rollup are lost")
      case .rows(let table, let words):
        if isAllRead, knowsFiles, Losses.ofFiles.contains(table) { continue }
        differences.add(words)
      }
    }
    return differences.texts
  }
}
