import Billing
import GRDB
import Intake
import Queries

extension BatchWriter {
  /// Merges a row with the task that the ledger has, where that takes no more than comparing a few
  /// numbers; false where it has to be done with care.
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
    guard let stored, !stored.hasDetails, stored.requestID == kinds.requestID(of: row),
      stored.times.created == times.created,
      stored.varyingValues.utf8.elementsEqual(writing.values(of: row))
    else { return false }
    if stored.stateID == kinds.stateID(of: row), stored.times == times {
      tasks.counts.unchanged += 1
      return true
    }
    return try isEnd(row, of: stored, in: database)
      && replace(stored, at: index, times, &writing, in: database)
  }

  /// Whether a row tells the end of a task that the ledger has only from before it, and so
  /// everything that stands there.
  private mutating func isEnd(
    _ row: ObservationRow, of stored: TaskTable.StoredRow, in database: Database
  ) throws -> Bool {
    let before = try tasks.table.states.state(stored.stateID, in: database)
    let after = kinds.state(of: row)
    return !before.status.hasEnded && after.status.hasEnded && before.account == after.account
      && (after.usage != nil || before.usage == nil)
  }

  /// Writes a row over the task that it is about, if it is of a uniform kind.
  private mutating func replace(
    _ stored: TaskTable.StoredRow, at index: Int, _ times: StoredTimes,
    _ writing: inout BatchWriting, in database: Database
  ) throws -> Bool {
    let row = writing.rows[index]
    guard let kind = kinds.number(of: row, in: writing.batch), kinds[kind].isUniform else {
      return false
    }
    let slot = try slot(ofKind: kind, for: row, in: writing.batch, database)
    let statement = try RawStatement(Query.taskReplace.sql, in: database)
    statement.bind(
      try taskRow(row, day: stored.day, slot, times, &writing, in: database))
    try statement.run()
    tasks.delta.add(-1, day: stored.day, outcomeID: stored.outcomeID, waitSeconds: nil)
    note(row, ofKind: kind, day: stored.day, slot, times)
    tasks.counts.changed += 1
    return true
  }

  /// The row of the table for a row of a uniform kind.
  @inline(__always)
  mutating func taskRow(
    _ row: ObservationRow, day: Int64, _ slot: RowKind.Slot, _ times: StoredTimes,
    _ writing: inout BatchWriting, in database: Database
  ) throws -> TaskRow {
    TaskRow(
      day: day, idHigh: Int64(bitPattern: row.idHigh), idLow: Int64(bitPattern: row.idLow),
      requestID: kinds.requestID(of: row), stateID: kinds.stateID(of: row),
      outcomeID: slot.outcomeID, watch: slot.watch, times: times, hasDetails: false,
      place: try writing.place(of: row, &tasks.sources, in: database),
      varyingValues: writing.values(of: row))
  }

  /// Notes a task that was written wherever its number matters.
  @inline(__always)
  mutating func note(
    _ row: ObservationRow, ofKind kind: Int, day: Int64, _ slot: RowKind.Slot,
    _ times: StoredTimes
  ) {
    tasks.table.note(day: day)
    tasks.delta.add(
      1, day: day, outcomeID: slot.outcomeID,
      waitSeconds: kinds[kind].hasEnded ? times.waitSeconds : nil)
    if kinds[kind].mayBeViolation {
      tasks.violationDays.insert(Instant(nanoseconds: row.createdAt).day)
    }
  }

  /// The outcome of a row of a uniform kind.
  @inline(__always)
  mutating func slot(
    ofKind kind: Int, for row: ObservationRow, in batch: RecordBatch, _ database: Database
  ) throws -> RowKind.Slot {
    let isOverdue =
      kinds[kind].isTimeDependent
      && tasks.isOverdue(kinds[kind].figures(createdAt: row.createdAt, endedAt: row.endedAt))
    if kinds[kind].isLatest(row.createdAt, isOverdue: isOverdue) { return kinds[kind].latest }
    if kinds[kind].find(row.createdAt, isOverdue: isOverdue) { return kinds[kind].latest }
    let outcome = try tasks.outcome(of: kinds.record(row, in: batch), in: database)
    let slot = RowKind.Slot(
      span: kinds.priceSpan(of: row), isOverdue: isOverdue, outcomeID: outcome.id,
      watch: outcome.watch)
    kinds[kind].add(slot)
    return slot
  }
}
