import Billing
import GRDB
import Queries
import RateCards
import Reconciliation

/// A task observation on its way into the ledger, with the place where it stands.
struct PendingObservation {
  let observation: Observation
  let sourceName: String
  let line: Int
}

/// What became of observations.
package struct TaskCounts: Hashable, Sendable {
  package var new = 0
  package var changed = 0
  package var unchanged = 0

  package var total: Int { new + changed + unchanged }
}

/// Merges observations into the ledger: each changed task is priced, judged and written, and the
/// rollup is kept, all in the transaction of the batch.
struct TaskWriter {
  private let calendar: AccountingCalendar
  private let judge: Judge
  let asOf: Instant
  var table: TaskTable
  var charges: ChargeTable
  private var delta = RollupDelta()
  private(set) var counts = TaskCounts()
  var sources: SourceTable

  init(
    calendar: AccountingCalendar, pricer: Pricer, asOf: Instant, in database: Database
  ) throws {
    self.calendar = calendar
    self.asOf = asOf
    sources = SourceTable(importedAt: asOf)
    table = try TaskTable(in: database)
    charges = ChargeTable(pricer: pricer)
    judge = Judge(rules: pricer.card.rules)
  }

  /// A task of the batch: as the ledger has it, and as it is after the batch.
  private struct Change {
    let previous: StoredTask?
    var record: TaskRecord
    var place: ChangePlace
    /// Where each booked amount was first read.
    var bookingPlaces: [Points: ChangePlace]

    var isChanged: Bool { previous.map { $0.record != record } ?? true }
  }

  private enum ChangePlace {
    /// Where the ledger says that the task stands.
    case stored(StoredPlace)
    case read(sourceName: String, line: Int)
  }

  /// Merges a batch.
  ///
  /// The observations count one by one, as if each were written alone, so that the counts do not
  /// depend on where a batch ends.
  mutating func write(_ batch: [PendingObservation], in database: Database) throws {
    var changes: [TaskID: Change] = [:]
    for pending in batch { try merge(pending, into: &changes, in: database) }
    var violationDays: Set<CalendarDay> = []
    for id in changes.keys.sorted() {
      guard let change = changes[id], change.isChanged else { continue }
      try write(change, in: database)
      for record in [change.previous?.record, change.record].compactMap(\.self) {
        if let day = violationDay(of: record) { violationDays.insert(day) }
      }
    }
    for day in violationDays.sorted() { try replayViolations(of: day, in: database) }
    try flushRollup(in: database)
  }

  private mutating func merge(
    _ pending: PendingObservation, into changes: inout [TaskID: Change], in database: Database
  ) throws {
    let record = TaskRecord(pending.observation)
    let place = ChangePlace.read(sourceName: pending.sourceName, line: pending.line)
    guard var change = try change(of: record.id, in: changes, database) else {
      changes[record.id] = Change(
        previous: nil, record: record, place: place,
        bookingPlaces: Dictionary(
          record.bookings.map { ($0.usage.consume, place) }, uniquingKeysWith: { first, _ in first }
        ))
      counts.new += 1
      return
    }
    let before = change.record
    change.record.merge(record)
    if change.record == before {
      counts.unchanged += 1
    } else {
      counts.changed += 1
      let isNewState = change.record.state != before.state || change.record.usage != before.usage
      if isNewState { change.place = place }
      for booking in record.bookings where change.bookingPlaces[booking.usage.consume] == nil {
        change.bookingPlaces[booking.usage.consume] = place
      }
    }
    changes[record.id] = change
  }

  /// The task as the batch has it so far, else as the ledger has it; nil where it is new.
  private mutating func change(
    of id: TaskID, in changes: [TaskID: Change], _ database: Database
  ) throws -> Change? {
    if let change = changes[id] { return change }
    guard let stored = try table.task(id, in: database) else { return nil }
    return Change(
      previous: stored, record: stored.record, place: .stored(stored.place),
      bookingPlaces: stored.bookingPlaces.mapValues { .stored($0) })
  }

  private mutating func write(_ change: Change, in database: Database) throws {
    let record = change.record
    let (requestID, values) = try table.requests.intern(record.request, in: database)
    let entry = try charges.charge(of: record, requestID: requestID, in: database)
    let judgement = judge.judgement(
      of: TaskFigures(record), charge: entry.charge, in: JudgingContext(asOf: asOf))
    var bookingPlaces: [Points: StoredPlace] = [:]
    for (points, place) in change.bookingPlaces {
      bookingPlaces[points] = try stored(place, in: database)
    }
    let task = StoredTask(
      record: record, requestID: requestID, varyingValues: values,
      statusID: try table.statuses.id(of: record.state.status.name, in: database),
      chargeID: entry.id, judgement: judgement, day: record.createdAt.map(calendar.day),
      place: try stored(change.place, in: database), bookingPlaces: bookingPlaces)
    try replace(change.previous, by: task, in: database)
  }

  private mutating func stored(
    _ place: ChangePlace, in database: Database
  ) throws -> StoredPlace {
    switch place {
    case .stored(let place): place
    case .read(let name, let line):
      StoredPlace(sourceID: try sources.id(of: name, in: database), line: line)
    }
  }

  private mutating func replace(
    _ previous: StoredTask?, by task: StoredTask, in database: Database
  ) throws {
    if let previous {
      delta.add(-1, to: previous.rollupKey, waitSeconds: previous.waitSeconds)
    }
    delta.add(1, to: task.rollupKey, waitSeconds: task.waitSeconds)
    try table.write(task, replacing: previous, in: database)
  }

  private mutating func flushRollup(in database: Database) throws {
    try delta.write(foundOn: calendar.day(of: asOf), in: database)
    try StaleDays.insert(delta.days, in: database)
    delta = RollupDelta()
  }
}

extension TaskWriter {
  /// Prices and judges every task anew, in batches of tasks but in one transaction, after the rate
  /// card has changed.
  mutating func reprice(in database: Database) throws {
    var last: (Int64, Int64) = (.min, .min)
    var days: Set<CalendarDay> = []
    while true {
      let rows = try Row.fetchAll(
        database.cachedStatement(sql: Query.allTaskIds.sql),
        arguments: ["id_high": last.0, "id_low": last.1, "limit": 4096])
      guard let end = rows.last else { break }
      last = (end["id_high"], end["id_low"])
      for row in rows {
        guard let task = try table.task(row, in: database) else { continue }
        let entry = try charges.charge(of: task.record, requestID: task.requestID, in: database)
        try rejudge(task, charge: entry, context: JudgingContext(asOf: asOf), in: database)
        if let day = violationDay(of: task.record) { days.insert(day) }
      }
      try flushRollup(in: database)
    }
    for day in days.sorted() { try replayViolations(of: day, in: database) }
    try flushRollup(in: database)
  }

  mutating func rejudge(
    _ task: StoredTask, charge: ChargeTable.Entry, context: JudgingContext, in database: Database
  ) throws {
    var judged = task
    judged.chargeID = charge.id
    judged.judgement = judge.judgement(
      of: TaskFigures(task.record), charge: charge.charge, in: context)
    guard judged.judgement != task.judgement || judged.chargeID != task.chargeID else { return }
    try replace(task, by: judged, in: database)
  }
}
