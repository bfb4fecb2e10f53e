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

  /// The columns of ``Query/taskById`` by their numbers: looking a name up in every row takes a
  /// twelfth of an import of known tasks.
  private enum Column {
    static let requestID = 0
    static let varyingValues = 1
    static let accountID = 2
    static let createdAt = 3
    static let endedAt = 4
    static let seenAt = 5
    static let statusID = 6
    static let isOwnAccount = 7
    static let outputCount = 8
    static let errorCode = 9
    static let usageTypeID = 10
    static let frozenPoints = 11
    static let consumePoints = 12
    static let hasDetails = 13
    static let chargeID = 14
    static let expectedPoints = 15
    static let verdictID = 16
    static let sourceID = 17
    static let line = 18
    static let day = 19
  }

  static func key(_ id: TaskID) -> StatementArguments {
    ["id_high": Int64(bitPattern: id.high), "id_low": Int64(bitPattern: id.low)]
  }

  /// The task with an id, nil where the ledger has none.
  mutating func task(_ id: TaskID, in database: Database) throws -> StoredTask? {
    let statement = try database.cachedStatement(sql: Query.taskById.sql)
    guard let row = try Row.fetchOne(statement, arguments: TaskTable.key(id)) else { return nil }
    try checkText(of: id, in: database)
    let details = row[Column.hasDetails] ? try details(of: id, in: database) : TaskDetails()
    let record = try record(id, row, details: details, in: database)
    let place = StoredPlace(sourceID: row[Column.sourceID], line: row[Column.line])
    var bookingPlaces = details.bookings.mapValues(\.place)
    if bookingPlaces.isEmpty, let booking = record.bookings.first {
      bookingPlaces[booking.usage.consume] = details.usageStamp?.place ?? place
    }
    let verdict = Verdict(rawValue: row[Column.verdictID]) ?? .unpriced
    return StoredTask(
      record: record, requestID: row[Column.requestID], varyingValues: row[Column.varyingValues],
      statusID: row[Column.statusID], chargeID: row[Column.chargeID],
      judgement: Judgement(verdict, expected: points(row[Column.expectedPoints])),
      day: (row[Column.day] as Int?).map { CalendarDay(number: $0) },
      place: place, bookingPlaces: bookingPlaces)
  }

  /// The task of a row that has its id's two numbers.
  mutating func task(_ row: Row, in database: Database) throws -> StoredTask? {
    let high: Int64 = row["id_high"]
    let low: Int64 = row["id_low"]
    let id = TaskID(high: UInt64(bitPattern: high), low: UInt64(bitPattern: low))
    return try task(
      TaskID(high: id.high, low: id.low, oddText: try oddText(of: id, in: database)), in: database)
  }

  private func oddText(of id: TaskID, in database: Database) throws -> String? {
    try String.fetchOne(
      database.cachedStatement(sql: Query.oddTaskIdText.sql), arguments: TaskTable.key(id))
  }

  /// An id that is no UUID is known by a fingerprint, which must not stand for another id.
  func checkText(of id: TaskID, in database: Database) throws {
    guard let text = id.oddText else { return }
    let stored = try oddText(of: id, in: database)
    guard stored == text else { throw LedgerError.sameFingerprint(stored ?? "", text) }
  }

  private func points(_ count: Int64?) -> Points? { count.map { Points($0) } }

  func instant(_ nanoseconds: Int64?) -> Instant? {
    nanoseconds.map { Instant(nanoseconds: $0) }
  }

  private mutating func record(
    _ id: TaskID, _ row: Row, details: TaskDetails, in database: Database
  ) throws -> TaskRecord {
    let status = TaskStatus(statuses.name(of: row[Column.statusID]) ?? "")
    let stamp = ObservationStamp(
      hasEnded: status.hasEnded, endedAt: instant(row[Column.endedAt]),
      seenAt: instant(row[Column.seenAt]))
    let usage = usage(row, stamp: details.usageStamp?.stamp ?? stamp)
    let bookings = details.bookings.values.map(\.usage)
      .sorted { $0.usage.consume < $1.usage.consume }
    let onlyBooking = usage.map { $0.stamp.hasEnded ? [$0] : [] } ?? []
    return TaskRecord(
      id: id,
      account: (row[Column.accountID] as Int64?).flatMap(accounts.name),
      request: try requests.request(
        row[Column.requestID], values: row[Column.varyingValues], in: database),
      createdAt: instant(row[Column.createdAt]),
      state: TaskRecord.State(
        stamp: stamp, status: status, isOwnAccount: row[Column.isOwnAccount],
        outputCount: row[Column.outputCount], errorCode: row[Column.errorCode]),
      usage: usage, bookings: bookings.isEmpty ? onlyBooking : bookings)
  }

  private func usage(_ row: Row, stamp: ObservationStamp) -> TaskRecord.StampedUsage? {
    guard let typeID = row[Column.usageTypeID] as Int64? else { return nil }
    return TaskRecord.StampedUsage(
      stamp: stamp,
      usage: Usage(
        type: usageTypes.name(of: typeID) ?? "", frozen: Points(row[Column.frozenPoints]),
        consume: Points(row[Column.consumePoints])))
  }
}

extension TaskTable {
  /// Writes a task whole, in the place of what the ledger had of it before.
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
        "source_id": task.place.sourceID, "line": task.place.line,
      ])
    if task.hasDetails || previous?.hasDetails == true {
      try writeDetails(task, in: database)
    }
  }
}
