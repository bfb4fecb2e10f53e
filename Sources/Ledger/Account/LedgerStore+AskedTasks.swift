package import Domain
import GRDB
import Queries
import RateCards
package import Reconciliation

/// Which tasks the provider is asked for.
package enum TaskChoice: String, CaseIterable, Sendable {
  /// Both ``missing`` and ``open``.
  case due
  /// Tasks that only the account history shows.
  case missing
  /// Tasks that have not ended, long after similar ones have.
  case open
  /// Every task that was not asked for before.
  case all
  case none
}

/// A task to ask the provider for.
package struct DueTask: Hashable, Sendable {
  package let id: TaskID
  /// Nil if that isn't known.
  package let createdAt: Instant?

  init(_ id: TaskID, createdAt: Instant?) {
    (self.id, self.createdAt) = (id, createdAt)
  }
}

/// The tasks that are to be asked for.
package struct DueTasks: Sendable {
  /// The newest first, at most ``limit``.
  package let tasks: [DueTask]
  /// All of them.
  package let count: Int

  /// More than a run asks for in hours: a ledger may have millions of such tasks.
  static let limit = 100_000

  /// Merges lists, each of which has its newest first.
  fileprivate init(_ lists: [List]) {
    let newestFirst = lists.flatMap(\.tasks).sorted { left, right in
      (-(left.createdAt?.nanoseconds ?? -1), left.id) < (
        -(right.createdAt?.nanoseconds ?? -1), right.id
      )
    }
    tasks = Array(newestFirst.prefix(DueTasks.limit))
    count = lists.reduce(0) { $0 + $1.count }
  }

  fileprivate struct List {
    var tasks: [DueTask] = []
    var count = 0

    /// Reads the tasks of rows; nil for one that is not due.
    init(_ rows: RowCursor, task: (Row) -> DueTask?) throws {
      while let row = try rows.next() {
        guard let task = task(row) else { continue }
        count += 1
        if tasks.count < DueTasks.limit { tasks.append(task) }
      }
    }
  }
}

/// The tasks that the provider is asked for, and what it said.
extension LedgerStore {
  /// The tasks to ask for: those of an account, or all.
  package func dueTasks(
    _ choice: TaskChoice, of account: String? = nil, asOf: Instant
  ) throws -> DueTasks {
    guard choice != .none else { return DueTasks([]) }
    return try database.read { database in
      var lists: [DueTasks.List] = []
      if choice != .open { lists.append(try missingTasks(of: account, asOf: asOf, in: database)) }
      if choice != .missing { lists.append(try openTasks(of: account, asOf: asOf, in: database)) }
      if choice == .all { lists.append(try endedTasks(of: account, asOf: asOf, in: database)) }
      return DueTasks(lists)
    }
  }

  /// Tasks that only the history shows.
  ///
  /// A row that was open when it was read is left alone for a day: its task may be running.
  private func missingTasks(
    of account: String?, asOf: Instant, in database: Database
  ) throws -> DueTasks.List {
    let rows = try Row.fetchCursor(
      database, sql: Query.missingTasks.sql,
      arguments: [
        "open_until": asOf.adding(seconds: -HistoryDelay.hours * 3600).nanoseconds,
        "asked_until": AskingRules.askedUntil(asOf).nanoseconds, "account": account,
      ])
    return try DueTasks.List(rows) { row in
      let created: Int64 = row["created_at"]
      return DueTask(
        TaskID(row["task_id"] as String),
        createdAt: created < 0 ? nil : Instant(nanoseconds: created))
    }
  }

  private func openTasks(
    of account: String?, asOf: Instant, in database: Database
  ) throws -> DueTasks.List {
    let rules: SettlementRules =
      try LedgerStore.setting("settlement_rules", in: database).map(StoredJSON.decoded)
      ?? SettlementRules()
    let waits = Dictionary(
      uniqueKeysWithValues: try Row.fetchAll(database, sql: Query.usualWaits.sql).map {
        ($0["sku_id"] as Int64, $0["wait_seconds"] as Int64)
      })
    let rows = try Row.fetchCursor(
      database, sql: Query.unendedTasks.sql, arguments: ["account": account])
    return try DueTasks.List(rows) { row in
      let task = DueTask(row: row)
      let asked = (row["answer"] as String?).flatMap(AskedTask.Answer.init).map { answer in
        (answer: answer, at: Instant(nanoseconds: row["asked_at"]))
      }
      let isDue = AskingRules.isDue(
        createdAt: task.createdAt, asked: asked,
        lateAfterSeconds: AskingRules.lateAfterSeconds(
          usualWaitSeconds: waits[row["sku_id"]], rules: rules),
        at: asOf)
      return isDue ? task : nil
    }
  }

  private func endedTasks(
    of account: String?, asOf: Instant, in database: Database
  ) throws -> DueTasks.List {
    let rows = try Row.fetchCursor(
      database, sql: Query.endedTasks.sql,
      arguments: [
        "asked_until": AskingRules.askedUntil(asOf).nanoseconds, "account": account,
      ])
    return try DueTasks.List(rows) { DueTask(row: $0) }
  }

  /// Which of these ids to ask for: those of which no answer tells the end and that were not found gone
  /// lately or, if asked again, all.
  package func dueTasks(of ids: [TaskID], asksAgain: Bool, asOf: Instant) throws -> [TaskID] {
    guard !asksAgain else { return ids }
    return try database.read { database in
      var table = try TaskTable(outcomes: OutcomeTable(judge: Judge()), in: database)
      let filter = try IDFilterTable.read(in: database)
      return try ids.filter { id in
        let asked = try asked(id, in: database)
        if let asked, asked.answer == .gone, asked.at > AskingRules.askedUntil(asOf) {
          return false
        }
        guard let days = filter.days(of: id.high, id.low),
          let task = try table.task(id, within: days, in: database)
        else { return true }
        return task.answers.map { !$0.isSettled } ?? true
      }
    }
  }

  private func asked(_ id: TaskID, in database: Database) throws -> AskedTask? {
    try Row.fetchOne(
      database.cachedStatement(sql: Query.askedTaskOf.sql), arguments: TaskTable.key(id)
    ).flatMap { AskedTask(row: $0) }
  }

  /// Notes what the provider said of a task.
  ///
  /// The disk isn't waited for: the answer is in the archive by then, so after a power loss a task
  /// without an answer may be asked for again, and nothing else.
  package func note(_ asked: AskedTask, of id: TaskID) throws {
    try setCommitsAreForced(false)
    defer { try? setCommitsAreForced(true) }
    try writeBatch { database in
      try database.cachedStatement(sql: Query.askedTaskPut.sql).execute(
        arguments: TaskTable.key(id) + [
          "task_id": id.text, "answer": asked.answer.rawValue, "code": asked.code,
          "asked_at": asked.at.nanoseconds,
        ])
    }
  }

  /// The tasks that only the history shows and that the provider no longer has.
  package func goneTasks() throws -> GoneTasks {
    var gone = GoneTasks()
    try forEachUnloggedTask(in: .all, saidToBe: .gone) { gone.add($0) }
    return gone
  }

  /// Streams the history rows of a period that no response is known for, by day.
  ///
  /// With an answer, only those of whose task the provider said that.
  package func forEachUnloggedTask(
    in period: ReportPeriod, saidToBe answer: AskedTask.Answer? = nil,
    of accounts: [String]? = nil, _ body: (UnloggedTask) throws -> Void
  ) throws {
    try database.read { database in
      let rows = try Row.fetchCursor(
        database, sql: Query.unloggedTasks.sql,
        arguments: [
          "since": period.since?.number, "until": period.until?.number, "answer": answer?.rawValue,
          "accounts": accounts.map(StoredJSON.list),
        ])
      while let row = try rows.next() { try body(UnloggedTask(row: row)) }
    }
  }

  /// The history rows of a task that no response is known for.
  package func unloggedTasks(of id: TaskID) throws -> [UnloggedTask] {
    try database.read { database in
      try Row.fetchAll(
        database, sql: Query.unloggedTask.sql, arguments: TaskTable.key(id)
      ).map { UnloggedTask(row: $0) }
    }
  }

  /// What the provider said last of a task; nil if it was not asked for.
  package func asked(_ id: TaskID) throws -> AskedTask? {
    try database.read { try asked(id, in: $0) }
  }

  /// How many tasks were asked for, by what the provider said last.
  package func askedCounts() throws -> [AskedTask.Answer: Int] {
    try database.read { database in
      var counts: [AskedTask.Answer: Int] = [:]
      for row in try Row.fetchAll(database, sql: Query.askedCounts.sql) {
        if let answer = AskedTask.Answer(rawValue: row["answer"]) { counts[answer] = row["tasks"] }
      }
      return counts
    }
  }
}

extension AskedTask {
  /// The columns `answer`, `code` and `asked_at`; nil if the task was not asked for.
  init?(row: Row) {
    guard let answer = (row["answer"] as String?).flatMap(Answer.init) else { return nil }
    self.init(answer, code: row["code"], at: Instant(nanoseconds: row["asked_at"]))
  }
}

extension UnloggedTask {
  fileprivate init(row: Row) {
    self.init(
      entry: HistoryEntry(row: row), points: (row["usage_points"] as Int64?).map { Points($0) },
      asked: AskedTask(row: row))
  }
}

extension DueTask {
  fileprivate init(row: Row) {
    let times = StoredTimes(created: row["created_nanoseconds"], ended: nil, seen: nil)
    self.init(TaskID(row: row), createdAt: times.createdAt(day: row["day"]))
  }
}
