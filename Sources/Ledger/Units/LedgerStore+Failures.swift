package import Billing
import GRDB
import Queries
package import Reconciliation

extension LedgerStore {
  /// The failed and cancelled tasks of a period by model, task type, error code and status.
  package func failures(in period: ReportPeriod) throws -> [FailureRow] {
    try database.read { database in
      var reader = try TaskReader(in: database)
      var groups: [FailureKey: (tasks: Int, free: Int, billed: Points)] = [:]
      try reader.read(.failedTasks, arguments: TaskReader.days(of: period), in: database) {
        task, reader in
        let state = try reader.state(task.stateID)
        let request = try reader.request(task.requestID)
        let key = FailureKey(
          model: request.model, taskType: request.taskType, errorCode: state.errorCode,
          status: state.status)
        let billed = try reader.billed(task.outcomeID) ?? .zero
        let known = groups[key] ?? (0, 0, .zero)
        groups[key] = (
          known.tasks + 1, known.free + (billed == .zero ? 1 : 0), known.billed + billed
        )
      }
      return groups.sorted { $0.key.order < $1.key.order }.map { key, group in
        FailureRow(
          model: key.model, taskType: key.taskType, errorCode: key.errorCode, status: key.status,
          tasks: group.tasks, freeTasks: group.free, billed: group.billed)
      }
    }
  }

  private struct FailureKey: Hashable {
    let model: String
    let taskType: String
    let errorCode: Int?
    let status: TaskStatus

    var order: (String, String, Int, String) { (model, taskType, errorCode ?? .min, status.name) }
  }

  /// The retry chains among the tasks of a period.
  ///
  /// The failed tasks are read first, then those with the request of one: memory holds these alone.
  package func retryChains(in period: ReportPeriod) throws -> [RetryChain] {
    try database.read { database in
      var reader = try TaskReader(in: database)
      var keys: Set<RetryTask.Key> = []
      let days = TaskReader.days(of: period)
      try reader.read(.failedTasks, arguments: days, in: database) { task, reader in
        keys.insert(try reader.key(of: task))
      }
      let requests = Set(keys.map(\.requestID)).sorted().map(String.init)
      let arguments: StatementArguments = ["requests": "[\(requests.joined(separator: ","))]"]
      var tasks: [RetryTask] = []
      try reader.read(.tasksOfRequests, arguments: days + arguments, in: database) {
        task, reader in
        guard let createdAt = task.times.createdAt(day: task.day) else { return }
        let key = try reader.key(of: task)
        guard keys.contains(key) else { return }
        let request = try reader.request(task.requestID)
        tasks.append(
          RetryTask(
            key: key, id: task.id, model: request.model, taskType: request.taskType,
            createdAt: createdAt, endedAt: task.times.endedAt(day: task.day),
            status: try reader.state(task.stateID).status,
            billed: try reader.billed(task.outcomeID) ?? .zero))
      }
      return RetryChain.chains(among: tasks)
    }
  }
}

/// A task as the queries of this folder give it.
private struct ReadTask {
  let day: Int64
  let id: TaskID
  let requestID: Int64
  let varyingValues: String
  let stateID: Int64
  let outcomeID: Int64
  let times: StoredTimes
}

/// Reads tasks one after another, with what they share from tables in memory.
private struct TaskReader {
  private struct Name {
    let model: String
    let taskType: String
  }

  private let database: Database
  private var states: StateTable
  private var requests = RequestTable()
  private var billed: [Int64: Int64] = [:]
  private var readStates: [Int64: ObservedState] = [:]

  init(in database: Database) throws {
    self.database = database
    states = try StateTable(in: database)
    for row in try Row.fetchAll(database, sql: Query.outcomeFigures.sql) {
      billed[row["id"]] = row["billed_points"]
    }
  }

  /// The bounds of a period, also for tasks of no day where it has none.
  static func days(of period: ReportPeriod) -> StatementArguments {
    let first = period.since?.number ?? (period.isAll ? -1 : 0)
    return ["since": first, "until": period.until?.number]
  }

  mutating func state(_ id: Int64) throws -> ObservedState {
    if let state = readStates[id] { return state }
    let state = try states.state(id, in: database)
    readStates[id] = state
    return state
  }

  mutating func request(_ id: Int64) throws -> (model: String, taskType: String) {
    let template = try requests.template(id, in: database)
    return (template.model, template.taskType)
  }

  func billed(_ outcomeID: Int64) throws -> Points? {
    billed[outcomeID].flatMap { OutcomeKey.points($0) }
  }

  mutating func key(of task: ReadTask) throws -> RetryTask.Key {
    RetryTask.Key(
      requestID: task.requestID, varyingValues: task.varyingValues,
      account: try state(task.stateID).account)
  }

  mutating func read(
    _ query: Query, arguments: StatementArguments, in database: Database,
    _ body: (ReadTask, inout TaskReader) throws -> Void
  ) throws {
    let rows = try Row.fetchCursor(
      database.cachedStatement(sql: query.sql), arguments: arguments)
    while let row = try rows.next() {
      let task = ReadTask(
        day: row[0],
        id: TaskID(high: UInt64(bitPattern: row[1]), low: UInt64(bitPattern: row[2])),
        requestID: row[3], varyingValues: row[4], stateID: row[5], outcomeID: row[6],
        times: StoredTimes(created: row[7], ended: row[8], seen: nil))
      try body(task, &self)
    }
  }
}
