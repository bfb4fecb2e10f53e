import Billing
import GRDB
import Queries
import Reconciliation

/// Reads and writes single tasks with everything that stands beside them.
struct TaskTable {
  var accounts: NameTable
  var usageTypes: NameTable
  var statuses: NameTable
  var requests = RequestTable()

  init(in database: Database) throws {
    accounts = try NameTable(intern: .accountIntern, all: .accountNames, in: database)
    usageTypes = try NameTable(intern: .usageTypeIntern, all: .usageTypeNames, in: database)
    statuses = try NameTable(intern: .statusIntern, all: .statusNames, in: database)
  }

  private static func key(_ id: TaskID) -> StatementArguments {
    ["id_high": Int64(bitPattern: id.high), "id_low": Int64(bitPattern: id.low)]
  }

  /// The task with an id, nil where the ledger has none.
  mutating func task(_ id: TaskID, in database: Database) throws -> StoredTask? {
    let statement = try database.cachedStatement(sql: Query.taskById.sql)
    guard let row = try Row.fetchOne(statement, arguments: TaskTable.key(id)) else { return nil }
    let record = try record(id, row, in: database)
    let verdict = Verdict(rawValue: row["verdict_id"]) ?? .unpriced
    return StoredTask(
      record: record, requestID: row["request_id"], varyingValues: row["varying_values"],
      statusID: row["status_id"], chargeID: row["charge_id"],
      judgement: Judgement(verdict, expected: points(row["expected_points"])),
      day: (row["day"] as Int?).map { CalendarDay(number: $0) },
      sourceID: row["source_id"], line: row["line"])
  }

  /// The task of a row that has its id's two numbers.
  mutating func task(_ row: Row, in database: Database) throws -> StoredTask? {
    let high: Int64 = row["id_high"]
    let low: Int64 = row["id_low"]
    let text = try String.fetchOne(
      database.cachedStatement(sql: Query.oddTaskIdText.sql),
      arguments: ["id_high": high, "id_low": low])
    return try task(
      TaskID(high: UInt64(bitPattern: high), low: UInt64(bitPattern: low), oddText: text),
      in: database)
  }

  private func points(_ count: Int64?) -> Points? { count.map { Points($0) } }

  private func instant(_ nanoseconds: Int64?) -> Instant? {
    nanoseconds.map { Instant(nanoseconds: $0) }
  }

  private mutating func record(
    _ id: TaskID, _ row: Row, in database: Database
  ) throws -> TaskRecord {
    let status = TaskStatus(statuses.name(of: row["status_id"]) ?? "")
    let stamp = ObservationStamp(
      hasEnded: status.hasEnded, endedAt: instant(row["ended_at"]), seenAt: instant(row["seen_at"]))
    let hasDetails: Bool = row["has_details"]
    let usage = try usage(id, row, stateStamp: stamp, hasDetails: hasDetails, in: database)
    let bookings = hasDetails ? try bookings(id, in: database) : []
    let onlyBooking = usage.map { $0.stamp.hasEnded ? [$0] : [] } ?? []
    return TaskRecord(
      id: id,
      account: (row["account_id"] as Int64?).flatMap(accounts.name),
      request: try requests.request(
        row["request_id"], values: row["varying_values"], in: database),
      createdAt: instant(row["created_at"]),
      state: TaskRecord.State(
        stamp: stamp, status: status, isOwnAccount: row["is_own_account"],
        outputCount: row["output_count"], errorCode: row["error_code"]),
      usage: usage, bookings: bookings.isEmpty ? onlyBooking : bookings)
  }

  private func usage(
    _ id: TaskID, _ row: Row, stateStamp: ObservationStamp, hasDetails: Bool,
    in database: Database
  ) throws -> TaskRecord.StampedUsage? {
    guard let typeID = row["usage_type_id"] as Int64? else { return nil }
    let usage = Usage(
      type: usageTypes.name(of: typeID) ?? "", frozen: Points(row["frozen_points"]),
      consume: Points(row["consume_points"]))
    let own = hasDetails ? try usageStamp(id, in: database) : nil
    return TaskRecord.StampedUsage(stamp: own ?? stateStamp, usage: usage)
  }

  private func usageStamp(_ id: TaskID, in database: Database) throws -> ObservationStamp? {
    let statement = try database.cachedStatement(sql: Query.usageStampOfTask.sql)
    return try Row.fetchOne(statement, arguments: TaskTable.key(id)).map { row in
      ObservationStamp(
        hasEnded: row["has_ended"], endedAt: instant(row["ended_at"]),
        seenAt: instant(row["seen_at"]))
    }
  }

  private func bookings(
    _ id: TaskID, in database: Database
  ) throws -> [TaskRecord.StampedUsage] {
    let statement = try database.cachedStatement(sql: Query.bookingsOfTask.sql)
    return try Row.fetchAll(statement, arguments: TaskTable.key(id)).map { row in
      TaskRecord.StampedUsage(
        stamp: ObservationStamp(
          hasEnded: true, endedAt: instant(row["ended_at"]), seenAt: instant(row["seen_at"])),
        usage: Usage(
          type: row["usage_type"], frozen: Points(row["frozen_points"]),
          consume: Points(row["consume_points"])))
    }
  }
}

extension TaskTable {
  /// Writes a task whole.
  ///
  /// What the ledger had of it before gives its source to the amounts that it had booked.
  mutating func write(
    _ task: StoredTask, replacing previous: StoredTask?, in database: Database
  ) throws {
    let record = task.record
    let accountID = try record.account.map { try accounts.id(of: $0, in: database) }
    let usageTypeID = try record.usage.map { try usageTypes.id(of: $0.usage.type, in: database) }
    try database.cachedStatement(sql: Query.taskUpsert.sql).execute(
      arguments: TaskTable.key(record.id) + [
        "request_id": task.requestID, "varying_values": task.varyingValues,
        "account_id": accountID, "day": task.day?.number,
        "created_at": record.createdAt?.nanoseconds,
        "ended_at": record.state.stamp.endedAt?.nanoseconds,
        "seen_at": record.state.stamp.seenAt?.nanoseconds,
        "status_id": task.statusID, "is_own_account": record.state.isOwnAccount,
        "output_count": record.state.outputCount, "error_code": record.state.errorCode,
        "usage_type_id": usageTypeID, "frozen_points": record.usage?.usage.frozen.count,
        "consume_points": record.usage?.usage.consume.count,
        "is_billed": record.billed != nil, "is_settled": record.isSettled,
        "has_details": task.hasDetails, "charge_id": task.chargeID,
        "expected_points": task.judgement.expected?.count,
        "verdict_id": task.judgement.verdict.rawValue, "is_watched": task.isWatched,
        "source_id": task.sourceID, "line": task.line,
      ])
    if task.hasDetails || previous?.hasDetails == true {
      try writeDetails(task, replacing: previous, in: database)
    }
  }

  private func writeDetails(
    _ task: StoredTask, replacing previous: StoredTask?, in database: Database
  ) throws {
    let key = TaskTable.key(task.record.id)
    if let text = task.record.id.oddText {
      try database.cachedStatement(sql: Query.oddTaskIdInsert.sql)
        .execute(arguments: key + ["task_id": text])
    }
    if task.hasOwnUsageStamp, let stamp = task.record.usage?.stamp {
      try database.cachedStatement(sql: Query.usageStampUpsert.sql).execute(
        arguments: key + [
          "has_ended": stamp.hasEnded, "ended_at": stamp.endedAt?.nanoseconds,
          "seen_at": stamp.seenAt?.nanoseconds,
        ])
    } else {
      try database.cachedStatement(sql: Query.usageStampDelete.sql).execute(arguments: key)
    }
    guard task.record.bookings.count > 1 else { return }
    let known = Set(previous?.record.bookings.map(\.usage.consume) ?? [])
    for booking in task.record.bookings {
      let source = known.contains(booking.usage.consume) ? previous ?? task : task
      try write(booking, of: task.record.id, from: source, in: database)
    }
  }

  private func write(
    _ booking: TaskRecord.StampedUsage, of id: TaskID, from source: StoredTask,
    in database: Database
  ) throws {
    try database.cachedStatement(sql: Query.bookingUpsert.sql).execute(
      arguments: TaskTable.key(id) + [
        "consume_points": booking.usage.consume.count, "frozen_points": booking.usage.frozen.count,
        "usage_type": booking.usage.type, "ended_at": booking.stamp.endedAt?.nanoseconds,
        "seen_at": booking.stamp.seenAt?.nanoseconds, "source_id": source.sourceID,
        "line": source.line,
      ])
  }
}
