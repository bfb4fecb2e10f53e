import Domain
import GRDB
import Intake
import Queries

extension BatchWriter {
  /// Merges a row with the ledger's task if a few comparisons determine the result; false if it
  /// takes the general path.
  ///
  /// A log that has grown is read again, and most of it is already known; also, most tasks are
  /// first seen before their end.
  mutating func mergeKnown(
    at index: Int, _ writing: inout BatchWriting, in database: Database
  ) throws -> Bool {
    let (row, day) = (writing.rows[index], writing.days[index])
    guard row.nonUUIDIndex < 0, day != StoredTask.undated else { return false }
    let stored = try tasks.table.row(
      TaskID(high: row.idHigh, low: row.idLow), likelyDay: day, within: day...day, in: database)
    let times = StoredTimes(
      day: day, createdAt: row.createdAt, endedAt: row.endedAt, seenAt: row.seenAt)
    guard let stored, !stored.hasDetails, stored.times.created == times.created else {
      return false
    }
    let hasSameValues = stored.varyingValues.utf8.elementsEqual(writing.values(of: row))
    let isSameRequest = hasSameValues && stored.requestID == kinds.requestID(of: row)
    if isSameRequest, stored.stateID == kinds.stateID(of: row), stored.times == times {
      tasks.counts.unchanged += 1
      return true
    }
    guard hasSameValues,
      kinds.state(of: row).replaces(try tasks.table.states.state(stored.stateID, in: database)),
      let requestID = try isSameRequest ? stored.requestID : fullerRequestID(row, stored, database)
    else { return false }
    return try replace(
      stored, by: row, requestID: requestID, times, &writing, in: database)
  }

  /// The number of the fuller of two requests with equal varying values; nil if they differ in what
  /// is paid for.
  private mutating func fullerRequestID(
    _ row: ObservationRow, _ stored: TaskRow<String>, _ database: Database
  ) throws -> Int64? {
    let known = try tasks.table.requests.template(stored.requestID, in: database)
    let incoming = kinds.template(of: row)
    guard known.agrees(with: incoming), kinds.isPriced(known, like: row, &tasks) else { return nil }
    return incoming.isFuller(than: known) ? kinds.requestID(of: row) : stored.requestID
  }

  /// Overwrites an earlier state with the end of the task; false if pricing it takes the general
  /// path.
  private mutating func replace(
    _ stored: TaskRow<String>, by row: ObservationRow, requestID: Int64,
    _ times: StoredTimes, _ writing: inout BatchWriting, in database: Database
  ) throws -> Bool {
    guard let kind = kinds.number(of: row, in: writing.batch), kinds[kind].isUniform else {
      return false
    }
    let slot = try slot(ofKind: kind, for: row, in: writing.batch, database)
    try tasks.changedTasks.keep(
      idHigh: stored.idHigh, idLow: stored.idLow, day: stored.day, in: database)
    let statement = try RawStatement(Query.taskReplace.sql, in: database)
    statement.bind(
      TaskRow(
        day: stored.day, idHigh: stored.idHigh, idLow: stored.idLow, requestID: requestID,
        stateID: kinds.stateID(of: row), outcomeID: slot.outcomeID, watch: slot.watch,
        times: times, hasDetails: false,
        place: try writing.place(of: row, &tasks.sources, in: database),
        varyingValues: writing.values(of: row)))
    try statement.run()
    tasks.delta.add(-1, day: stored.day, outcomeID: stored.outcomeID, waitSeconds: nil)
    tasks.delta.add(
      1, day: stored.day, outcomeID: slot.outcomeID, waitSeconds: times.waitSeconds)
    if kinds[kind].mayBeViolation {
      tasks.violationDays.insert(Instant(nanoseconds: row.createdAt).day)
    }
    tasks.counts.changed += 1
    return true
  }
}
