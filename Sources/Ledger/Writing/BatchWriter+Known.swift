import Billing
import GRDB
import Intake

extension BatchWriter {
  /// Merges a row with the task that the ledger has, where a few comparisons tell what comes of it;
  /// false where it has to be done with care.
  ///
  /// A log that has grown is read again, and most of it is known as it stands; and most tasks are
  /// first met before their end.
  mutating func mergeKnown(
    at index: Int, _ writing: inout BatchWriting, in database: Database
  ) throws -> Bool {
    let (row, day) = (writing.rows[index], writing.days[index])
    guard row.oddID < 0, day != StoredTask.undated else { return false }
    let stored = try tasks.table.row(
      TaskID(high: row.idHigh, low: row.idLow), likelyDay: day, within: day...day, in: database)
    let times = StoredTimes(
      day: day, createdAt: row.createdAt, endedAt: row.endedAt, seenAt: row.seenAt)
    guard let stored, !stored.hasDetails, stored.times.created == times.created else {
      return false
    }
    let isSameRequest =
      stored.requestID == kinds.requestID(of: row)
      && stored.varyingValues.utf8.elementsEqual(writing.values(of: row))
    if isSameRequest, stored.stateID == kinds.stateID(of: row), stored.times == times {
      tasks.counts.unchanged += 1
      return true
    }
    guard try isEnd(row, of: stored, in: database) else { return false }
    try replace(stored, by: row, isSameRequest: isSameRequest, &writing, in: database)
    return true
  }

  /// Whether a row tells the end of a task that the ledger has only from before it, and so
  /// everything that stands there but the request.
  private mutating func isEnd(
    _ row: ObservationRow, of stored: TaskTable.StoredRow, in database: Database
  ) throws -> Bool {
    let before = try tasks.table.states.state(stored.stateID, in: database)
    let after = kinds.state(of: row)
    return !before.status.hasEnded && after.status.hasEnded && before.account == after.account
      && (after.usage != nil || before.usage == nil)
  }

  /// Writes the end of a task over what was known before it, with the fuller request of both.
  private mutating func replace(
    _ stored: TaskTable.StoredRow, by row: ObservationRow, isSameRequest: Bool,
    _ writing: inout BatchWriting, in database: Database
  ) throws {
    var record = kinds.record(row, in: writing.batch)
    var requestID = kinds.requestID(of: row)
    if !isSameRequest {
      let known = try tasks.table.requests.template(stored.requestID, in: database)
        .request(varyingValues: stored.varyingValues)
      if !record.request.isFuller(than: known) {
        (record.request, requestID) = (known, stored.requestID)
      }
    }
    let task = StoredTask(
      record: record, day: stored.day, requestID: requestID, stateID: kinds.stateID(of: row),
      outcome: try tasks.outcome(of: record, in: database),
      place: try writing.place(of: row, &tasks.sources, in: database), bookingPlaces: [:])
    try tasks.table.write(task, replacing: nil, in: database)
    tasks.delta.add(-1, day: stored.day, outcomeID: stored.outcomeID, waitSeconds: nil)
    tasks.delta.add(
      1, day: task.day, outcomeID: task.outcome.id, waitSeconds: task.waitSeconds)
    if let day = tasks.violationDay(of: record) { tasks.violationDays.insert(day) }
    tasks.counts.changed += 1
  }
}
