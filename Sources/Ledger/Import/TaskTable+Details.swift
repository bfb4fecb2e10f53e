import Domain
import GRDB
import Queries

/// What only few tasks have beside their row.
struct TaskDetails {
  /// When and where the usage was observed, where that was not the winning observation.
  var usageStamp: (stamp: ObservationStamp, place: StoredPlace)?
  /// The amounts that ended observations booked, where they disagree.
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

  /// Writes a task whole, in the place of what the ledger had of it before.
  func write(
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
  }

  private func writeDetails(_ task: StoredTask, in database: Database) throws {
    if let text = task.record.id.oddText {
      try database.cachedStatement(sql: Query.oddTaskIdInsert.sql)
        .execute(arguments: TaskTable.key(task.record.id) + ["task_id": text])
      try checkText(of: task.record.id, in: database)
    }
    try writeUsageStamp(of: task, in: database)
    if task.keepsBookings { try writeBookings(of: task, in: database) }
  }

  private func writeUsageStamp(of task: StoredTask, in database: Database) throws {
    let key = TaskTable.key(task.record.id)
    guard task.hasOwnUsageStamp, let usage = task.record.usage else {
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
