import Domain
import GRDB
import Queries
import RateCards
package import Reconciliation

extension LedgerReader {
  /// The retry chains among the tasks of the period.
  ///
  /// Tasks of closed months count as they were at the close. Changes found in the period add the
  /// chains that have appeared since and, with −1, those that no longer exist.
  ///
  /// - Throws: `LineFilterError` if the filter asks for more than model, task type and account, which
  ///   are those of all tasks of a chain.
  package func retryChains() throws -> [CountedChain] {
    try filter.require("retries") { $0 == .model || $0 == .taskType || $0 == .account }
    let chains = try database.read { database in
      var reader = try RetryReader(in: database)
      let chains = try reader.chains(in: period, database).map { CountedChain($0, count: 1) }
      return try chains + reader.changes(foundIn: period, database)
    }
    return chains.filter { $0.chain.isKept(by: filter) }
  }
}

extension RetryChain {
  fileprivate func isKept(by filter: LineFilter) -> Bool {
    guard !filter.isNone, let task = tasks.first else { return true }
    let sku = SKU(model: task.model, taskType: task.taskType)
    return filter.contains(
      pricing: LedgerLine.Pricing(sku: sku), account: task.key.account)
  }
}

/// A task as it counts in its own month, or on the day on which its change was found.
private struct RetryLine {
  let foundDay: Int64?
  let count: Int
  let task: RetryTask
}

/// Reads lines of tasks, using in-memory tables for what they share.
private struct RetryReader {
  private var states: StateTable
  private var requests = RequestTable()
  private var billed: [Int64: Int64] = [:]
  /// By outcome.
  private var accounts: [Int64: String] = [:]

  init(in database: Database) throws {
    states = try StateTable(in: database)
    let rows = try Row.fetchCursor(
      database, sql: Query.outcomeFigures.sql, arguments: ["id": nil])
    let names = try AccountNames(in: database)
    while let row = try rows.next() {
      let id: Int64 = row["id"]
      billed[id] = row["billed_points"]
      accounts[id] = names.name(ofStored: row["account_id"])
    }
  }

  /// The failed tasks are read first, then those with the same requests: memory holds only these.
  mutating func chains(in period: ReportPeriod, _ database: Database) throws -> [RetryChain] {
    let first = period.since?.number ?? (period.isAll ? -1 : 0)
    let days: StatementArguments = ["since": first, "until": period.until?.number]
    var keys: Set<RetryTask.Key> = []
    try read(.failedLines, days, in: database) { keys.insert($0.task.key) }
    let requests = Set(keys.map(\.requestID))
    var tasks: [RetryTask] = []
    try read(.linesOfRequests, days + RetryReader.list(requests), in: database) { line in
      if line.foundDay == nil, keys.contains(line.task.key) { tasks.append(line.task) }
    }
    return RetryChain.chains(among: tasks)
  }

  /// The effect of changes found in a period on the chains of their months.
  mutating func changes(
    foundIn period: ReportPeriod, _ database: Database
  ) throws -> [CountedChain] {
    let days = try Int64.fetchAll(
      database, sql: Query.daysChanged.sql,
      arguments: ["since": period.since?.number, "until": period.until?.number])
    let months = Set(days.map { CalendarDay(number: Int($0)).month })
    return try months.sorted().flatMap { try changes(in: $0, foundIn: period, database) }
  }

  private mutating func changes(
    in month: CalendarMonth, foundIn period: ReportPeriod, _ database: Database
  ) throws -> [CountedChain] {
    let (first, last) = (month.firstDay.number, month.lastDay.number)
    let requests = try Int64.fetchAll(
      database, sql: Query.requestsChanged.sql, arguments: ["first": first, "last": last])
    let arguments: StatementArguments = ["since": first, "until": last]
    var lines: [RetryLine] = []
    try read(.linesOfRequests, arguments + RetryReader.list(requests), in: database) {
      lines.append($0)
    }
    return RetryReader.changes(among: lines, foundIn: period)
  }

  private static func changes(
    among lines: [RetryLine], foundIn period: ReportPeriod
  ) -> [CountedChain] {
    let keys = Set(lines.filter { $0.foundDay != nil }.map(\.task.key))
    let concerned = Dictionary(grouping: lines.filter { keys.contains($0.task.key) }) {
      $0.foundDay
    }
    var counts: [RetryTask: Int] = [:]
    var before: [RetryChain] = []
    var changes: [CountedChain] = []
    // Those without a day of finding come first.
    for day in concerned.keys.sorted(by: { $0 ?? .min < $1 ?? .min }) {
      for line in concerned[day] ?? [] { counts[line.task, default: 0] += line.count }
      let after = RetryChain.chains(among: counts.filter { $0.value > 0 }.keys)
      if let day, period.contains(CalendarDay(number: Int(day))) {
        let (old, new) = (Set(before), Set(after))
        changes += before.filter { !new.contains($0) }.map { CountedChain($0, count: -1) }
        changes += after.filter { !old.contains($0) }.map { CountedChain($0, count: 1) }
      }
      before = after
    }
    return changes
  }

  private static func list(_ requests: some Sequence<Int64>) -> StatementArguments {
    ["requests": "[\(requests.sorted().map(String.init).joined(separator: ","))]"]
  }

  private mutating func read(
    _ query: Query, _ arguments: StatementArguments, in database: Database,
    _ body: (RetryLine) -> Void
  ) throws {
    let rows = try Row.fetchCursor(
      database.cachedStatement(sql: query.sql), arguments: arguments)
    while let row = try rows.next() {
      let times = StoredTimes(
        created: row["created_nanoseconds"], ended: row["ended_nanoseconds"], seen: nil)
      let day: Int64 = row["day"]
      guard let createdAt = times.createdAt(day: day) else { continue }
      let template = try requests.template(row["request_id"], in: database)
      let state = try states.state(row["state_id"], in: database)
      body(
        RetryLine(
          foundDay: row["found_day"], count: row["tasks"],
          task: RetryTask(
            key: RetryTask.Key(
              requestID: row["request_id"], varyingValues: row["varying_values"],
              account: accounts[row["outcome_id"]]),
            id: TaskID(
              high: UInt64(bitPattern: row["id_high"]), low: UInt64(bitPattern: row["id_low"])),
            model: template.model, taskType: template.taskType, createdAt: createdAt,
            endedAt: times.endedAt(day: day), status: state.status,
            billed: billed[row["outcome_id"]].flatMap { OutcomeKey.points($0) })))
    }
  }
}
