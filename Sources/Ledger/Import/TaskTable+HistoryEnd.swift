import Domain
import GRDB
import Queries

/// Tasks that the account history ends: what it says of them, and what the answers say without it.
extension TaskTable {
  /// The task of a row if the account history adds to it; nil if the answers alone make it.
  mutating func endedTask(
    _ id: TaskID, _ row: TaskRow<String>, in database: Database
  ) throws -> StoredTask? {
    let statement = try database.cachedStatement(sql: Query.historyEndOfTask.sql)
    guard let stored = try Row.fetchOne(statement, arguments: TaskTable.key(id)) else { return nil }
    let state = try states.state(stored["state_id"], in: database)
    let end = HistoryEnd(
      account: state.account, status: state.status, isOwnAccount: state.isOwnAccount,
      usage: state.usage, createdAt: Instant(stored: stored["created_at"]),
      endedAt: Instant(stored: stored["ended_at"]))
    let request = try requests.template(row.requestID, in: database)
      .request(varyingValues: row.varyingValues)
    let answers = try answers(id, request, stored, in: database)
    return StoredTask(
      record: answers?.completed(by: end) ?? TaskRecord(id: id, request: request, end: end),
      day: row.day, requestID: row.requestID, stateID: row.stateID,
      outcome: try outcomes.outcome(row.outcomeID, in: database), place: row.place,
      bookingPlaces: [:], ending: HistoryEnding(end: end, answers: answers))
  }

  /// What the answers say without the history; nil if none names the task.
  private mutating func answers(
    _ id: TaskID, _ request: Request, _ stored: Row, in database: Database
  ) throws -> TaskRecord? {
    guard let stateID: Int64 = stored["answered_state_id"] else { return nil }
    let state = try states.state(stateID, in: database)
    let stamp = ObservationStamp(
      hasEnded: state.status.hasEnded, endedAt: Instant(stored: stored["answered_ended_at"]),
      seenAt: Instant(stored: stored["answered_seen_at"]))
    // What an ended answer booked would leave nothing for the history to add.
    let usageStamp = ObservationStamp(
      hasEnded: stored["usage_has_ended"], endedAt: Instant(stored: stored["usage_ended_at"]),
      seenAt: Instant(stored: stored["usage_seen_at"]))
    return TaskRecord(
      id: id, account: state.account, request: request,
      createdAt: Instant(stored: stored["answered_created_at"]),
      state: TaskRecord.State(
        stamp: stamp, status: state.status, isOwnAccount: state.isOwnAccount,
        outputCount: state.outputCount, errorCode: state.errorCode),
      usage: state.usage.map { TaskRecord.StampedUsage(stamp: usageStamp, usage: $0) },
      bookings: [])
  }

  /// Writes what the history adds to a task, or removes it if that is nothing any more.
  mutating func writeEnding(of task: StoredTask, in database: Database) throws {
    let key = TaskTable.key(task.record.id)
    guard let ending = task.ending else {
      try database.cachedStatement(sql: Query.historyEndDelete.sql).execute(arguments: key)
      return
    }
    let answers = ending.answers
    try database.cachedStatement(sql: Query.historyEndPut.sql).execute(
      arguments: key + [
        "state_id": try states.id(of: ending.end.observedState, in: database),
        "created_at": ending.end.createdAt?.nanoseconds,
        "ended_at": ending.end.endedAt?.nanoseconds,
        "answered_state_id": try answers.map { try states.id(of: $0.observedState, in: database) },
        "answered_created_at": answers?.createdAt?.nanoseconds,
        "answered_ended_at": answers?.state.stamp.endedAt?.nanoseconds,
        "answered_seen_at": answers?.state.stamp.seenAt?.nanoseconds,
        "usage_has_ended": answers?.usage?.stamp.hasEnded ?? false,
        "usage_ended_at": answers?.usage?.stamp.endedAt?.nanoseconds,
        "usage_seen_at": answers?.usage?.stamp.seenAt?.nanoseconds,
      ])
  }

  /// Whether only the account history shows the task of a row.
  func isUnlogged(
    _ id: TaskID, _ row: TaskRow<String>, in database: Database
  ) throws -> Bool {
    guard row.hasDetails else { return false }
    let statement = try database.cachedStatement(sql: Query.historyEndOfTask.sql)
    let stored = try Row.fetchOne(statement, arguments: TaskTable.key(id))
    return stored.map { ($0["answered_state_id"] as Int64?) == nil } ?? false
  }
}

extension HistoryEnd {
  fileprivate var observedState: ObservedState {
    ObservedState(
      account: account, status: status, isOwnAccount: isOwnAccount, outputCount: nil,
      errorCode: nil, usage: usage)
  }
}

extension Instant {
  fileprivate init?(stored nanoseconds: Int64?) {
    guard let nanoseconds else { return nil }
    self.init(nanoseconds: nanoseconds)
  }
}
