import Domain
import GRDB
import Queries
import Reconciliation

/// Finds single tasks and reads them with their details.
struct TaskTable {
  var states: StateTable
  var requests = RequestTable()
  var outcomes: OutcomeTable
  /// The accounting days that have tasks, sorted.
  private(set) var days: [Int64]
  private var notedDay: Int64?

  init(outcomes: OutcomeTable, in database: Database) throws {
    self.outcomes = outcomes
    states = try StateTable(in: database)
    days = try Int64.fetchAll(database, sql: Query.taskDays.sql)
  }

  static func key(_ id: TaskID) -> StatementArguments {
    ["id_high": Int64(bitPattern: id.high), "id_low": Int64(bitPattern: id.low)]
  }

  /// Records that a day has tasks now.
  mutating func note(day: Int64) {
    guard day != notedDay else { return }
    notedDay = day
    let index = days.firstIndex { $0 >= day } ?? days.count
    if index == days.count || days[index] != day { days.insert(day, at: index) }
  }

  /// The task with an id; nil if the ledger has none on the given days.
  mutating func task(
    _ id: TaskID, likelyDay: Int64? = nil, within days: ClosedRange<Int64>? = nil,
    in database: Database
  ) throws -> StoredTask? {
    guard let row = try row(id, likelyDay: likelyDay, within: days, in: database) else {
      return nil
    }
    try checkText(of: id, in: database)
    return try task(id, row, in: database)
  }

  /// The task with a key from other tables and queries.
  mutating func task(
    idHigh: Int64, idLow: Int64, day: Int64, within days: ClosedRange<Int64>? = nil,
    in database: Database
  ) throws -> StoredTask? {
    let id = TaskID(high: UInt64(bitPattern: idHigh), low: UInt64(bitPattern: idLow))
    guard let row = try row(id, likelyDay: day, within: days, in: database) else { return nil }
    let nonUUIDText = row.hasDetails ? try nonUUIDText(of: id, in: database) : nil
    return try task(TaskID(high: id.high, low: id.low, nonUUIDText: nonUUIDText), row, in: database)
  }

  private mutating func task(
    _ id: TaskID, _ row: TaskRow<String>, in database: Database
  ) throws -> StoredTask {
    let details = row.hasDetails ? try details(of: id, in: database) : TaskDetails()
    if row.hasDetails, let ended = try endedTask(id, row, in: database) { return ended }
    let record = try record(id, row, details: details, in: database)
    var bookingPlaces = details.bookings.mapValues(\.place)
    if bookingPlaces.isEmpty, let booking = record.bookings.first {
      bookingPlaces[booking.usage.consume] = details.usageStamp?.place ?? row.place
    }
    return StoredTask(
      record: record, day: row.day, requestID: row.requestID, stateID: row.stateID,
      outcome: try outcomes.outcome(row.outcomeID, in: database), place: row.place,
      bookingPlaces: bookingPlaces)
  }

  private mutating func record(
    _ id: TaskID, _ row: TaskRow<String>, details: TaskDetails, in database: Database
  ) throws -> TaskRecord {
    let state = try states.state(row.stateID, in: database)
    let stamp = ObservationStamp(
      hasEnded: state.status.hasEnded, endedAt: row.times.endedAt(day: row.day),
      seenAt: row.times.seenAt(day: row.day))
    let usage = state.usage.map {
      TaskRecord.StampedUsage(stamp: details.usageStamp?.stamp ?? stamp, usage: $0)
    }
    let bookings = details.bookings.values.map(\.usage)
      .sorted { $0.usage.consume < $1.usage.consume }
    let onlyBooking = usage.map { $0.stamp.hasEnded ? [$0] : [] } ?? []
    return TaskRecord(
      id: id, account: state.account,
      request: try requests.template(row.requestID, in: database)
        .request(varyingValues: row.varyingValues),
      createdAt: row.times.createdAt(day: row.day),
      state: TaskRecord.State(
        stamp: stamp, status: state.status, isOwnAccount: state.isOwnAccount,
        outputCount: state.outputCount, errorCode: state.errorCode),
      usage: usage, bookings: bookings.isEmpty ? onlyBooking : bookings)
  }

  func nonUUIDText(of id: TaskID, in database: Database) throws -> String? {
    try String.fetchOne(
      database.cachedStatement(sql: Query.oddTaskIdText.sql), arguments: TaskTable.key(id))
  }

  /// An id that is not a UUID is identified by a fingerprint, which must not be that of another id.
  func checkText(of id: TaskID, in database: Database) throws {
    guard let text = id.nonUUIDText else { return }
    let stored = try nonUUIDText(of: id, in: database)
    guard stored == text else { throw LedgerError.sameFingerprint(stored ?? "", text) }
  }
}

extension TaskTable {
  /// The row of a task, looked up first on the likely day, then on the days of the range, or on
  /// all; nil if the ledger has none.
  func row(
    _ id: TaskID, likelyDay: Int64?, within range: ClosedRange<Int64>?, in database: Database
  ) throws -> TaskRow<String>? {
    let statement = try RawStatement(Query.taskOfDay.sql, in: database)
    if let likelyDay, let row = try TaskRow(id, day: likelyDay, statement) { return row }
    for day in days.reversed() where day != likelyDay && range?.contains(day) != false {
      if let row = try TaskRow(id, day: day, statement) { return row }
    }
    return nil
  }
}

/// What only a few tasks have besides their row.
struct TaskDetails {
  /// When and where the usage was observed, if not in the winning observation.
  var usageStamp: (stamp: ObservationStamp, place: StoredPlace)?
  /// The amounts that ended observations booked, if they disagree.
  var bookings: [Points: (usage: TaskRecord.StampedUsage, place: StoredPlace)] = [:]
}

extension TaskTable {
  func details(of id: TaskID, in database: Database) throws -> TaskDetails {
    var details = TaskDetails()
    let stamps = try database.cachedStatement(sql: Query.usageStampOfTask.sql)
    if let row = try Row.fetchOne(stamps, arguments: TaskTable.key(id)) {
      let stamp = ObservationStamp(
        hasEnded: row["has_ended"], endedAt: TaskTable.instant(row["ended_at"]),
        seenAt: TaskTable.instant(row["seen_at"]))
      details.usageStamp = (stamp, StoredPlace(row: row))
    }
    let bookings = try database.cachedStatement(sql: Query.bookingsOfTask.sql)
    for row in try Row.fetchAll(bookings, arguments: TaskTable.key(id)) {
      let usage = TaskRecord.StampedUsage(
        stamp: ObservationStamp(
          hasEnded: true, endedAt: TaskTable.instant(row["ended_at"]),
          seenAt: TaskTable.instant(row["seen_at"])),
        usage: Usage(
          type: row["usage_type"], frozen: Points(row["frozen_points"]),
          consume: Points(row["consume_points"])))
      details.bookings[usage.usage.consume] = (usage, StoredPlace(row: row))
    }
    return details
  }

  /// Writes a task and its details, replacing what the ledger had.
  mutating func write(
    _ task: StoredTask, replacing previous: StoredTask?, in database: Database
  ) throws {
    if let previous, previous.day != task.day {
      try database.cachedStatement(sql: Query.taskDelete.sql)
        .execute(arguments: TaskTable.key(task.record.id) + ["day": previous.day])
    }
    let statement = try RawStatement(Query.taskReplace.sql, in: database)
    var values = task.record.request.varyingValues
    try values.withUTF8 { values in
      statement.bind(
        TaskRow(
          day: task.day, idHigh: Int64(bitPattern: task.record.id.high),
          idLow: Int64(bitPattern: task.record.id.low), requestID: task.requestID,
          stateID: task.stateID, outcomeID: task.outcome.id, watch: task.outcome.watch,
          times: StoredTimes(task.record, day: task.day), hasDetails: task.hasDetails,
          place: task.place, varyingValues: values))
      try statement.run()
    }
    if task.hasDetails || previous?.hasDetails == true {
      try writeDetails(task, in: database)
    }
    if task.ending != nil || previous?.ending != nil {
      try writeEnding(of: task, in: database)
    }
  }

  /// Removes a task with its details.
  func delete(_ task: StoredTask, in database: Database) throws {
    let key = TaskTable.key(task.record.id)
    try database.cachedStatement(sql: Query.taskDelete.sql)
      .execute(arguments: key + ["day": task.day])
    try database.cachedStatement(sql: Query.historyEndDelete.sql).execute(arguments: key)
  }

  private func writeDetails(_ task: StoredTask, in database: Database) throws {
    if let text = task.record.id.nonUUIDText {
      try database.cachedStatement(sql: Query.oddTaskIdInsert.sql)
        .execute(arguments: TaskTable.key(task.record.id) + ["task_id": text])
      try checkText(of: task.record.id, in: database)
    }
    try writeUsageStamp(of: task, in: database)
    if task.keepsBookings { try writeBookings(of: task, in: database) }
  }

  private func writeUsageStamp(of task: StoredTask, in database: Database) throws {
    let key = TaskTable.key(task.record.id)
    // With an ending, its row has what there is to keep.
    guard task.ending == nil, task.hasOwnUsageStamp, let usage = task.record.usage else {
      try database.cachedStatement(sql: Query.usageStampDelete.sql).execute(arguments: key)
      return
    }
    let place = task.bookingPlaces[usage.usage.consume] ?? task.place
    try database.cachedStatement(sql: Query.usageStampUpsert.sql).execute(
      arguments: key + [
        "has_ended": usage.stamp.hasEnded, "ended_at": usage.stamp.endedAt?.nanoseconds,
        "seen_at": usage.stamp.seenAt?.nanoseconds, "source_id": place.sourceID,
        "line": place.line,
      ])
  }

  private func writeBookings(of task: StoredTask, in database: Database) throws {
    for booking in task.record.bookings {
      let place = task.bookingPlaces[booking.usage.consume] ?? task.place
      try database.cachedStatement(sql: Query.bookingUpsert.sql).execute(
        arguments: TaskTable.key(task.record.id) + [
          "consume_points": booking.usage.consume.count,
          "frozen_points": booking.usage.frozen.count, "usage_type": booking.usage.type,
          "ended_at": booking.stamp.endedAt?.nanoseconds,
          "seen_at": booking.stamp.seenAt?.nanoseconds, "source_id": place.sourceID,
          "line": place.line,
        ])
    }
  }
}

extension TaskTable {
  fileprivate static func instant(_ nanoseconds: Int64?) -> Instant? {
    nanoseconds.map { Instant(nanoseconds: $0) }
  }
}

extension StoredPlace {
  init(row: Row) {
    self.init(sourceID: row["source_id"], line: row["line"])
  }
}
