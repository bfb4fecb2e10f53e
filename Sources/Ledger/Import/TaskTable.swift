import Domain
import GRDB
import Queries
import Reconciliation

/// Finds single tasks and reads them with everything that stands beside them.
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

  /// Notes that a day has tasks now.
  mutating func note(day: Int64) {
    guard day != notedDay else { return }
    notedDay = day
    let index = days.firstIndex { $0 >= day } ?? days.count
    if index == days.count || days[index] != day { days.insert(day, at: index) }
  }

  /// The task with an id, nil where the ledger has none on the given days.
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

  /// The task of a key as other tables and queries give it.
  mutating func task(
    idHigh: Int64, idLow: Int64, day: Int64, in database: Database
  ) throws -> StoredTask? {
    let id = TaskID(high: UInt64(bitPattern: idHigh), low: UInt64(bitPattern: idLow))
    guard let row = try row(id, likelyDay: day, within: nil, in: database) else { return nil }
    let oddText = row.hasDetails ? try oddText(of: id, in: database) : nil
    return try task(TaskID(high: id.high, low: id.low, oddText: oddText), row, in: database)
  }

  private mutating func task(
    _ id: TaskID, _ row: StoredRow, in database: Database
  ) throws -> StoredTask {
    let details = row.hasDetails ? try details(of: id, in: database) : TaskDetails()
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
    _ id: TaskID, _ row: StoredRow, details: TaskDetails, in database: Database
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

  func oddText(of id: TaskID, in database: Database) throws -> String? {
    try String.fetchOne(
      database.cachedStatement(sql: Query.oddTaskIdText.sql), arguments: TaskTable.key(id))
  }

  /// An id that is no UUID is known by a fingerprint, which must not stand for another id.
  func checkText(of id: TaskID, in database: Database) throws {
    guard let text = id.oddText else { return }
    let stored = try oddText(of: id, in: database)
    guard stored == text else { throw LedgerError.sameFingerprint(stored ?? "", text) }
  }
}

extension TaskTable {
  /// The columns of ``Query/taskOfDay`` by their numbers.
  private enum Column {
    static let requestID: Int32 = 0
    static let varyingValues: Int32 = 1
    static let stateID: Int32 = 2
    static let outcomeID: Int32 = 3
    static let created: Int32 = 4
    static let ended: Int32 = 5
    static let seen: Int32 = 6
    static let hasDetails: Int32 = 7
    static let sourceID: Int32 = 8
    static let line: Int32 = 9
  }

  /// A row of the table as it stands.
  struct StoredRow {
    let day: Int64
    let requestID: Int64
    let stateID: Int64
    let outcomeID: Int64
    let times: StoredTimes
    let hasDetails: Bool
    let place: StoredPlace
    let varyingValues: String
  }

  /// The row of a task, looked for on the likely day first and then on the days of the range, or on
  /// all; nil where the ledger has none.
  func row(
    _ id: TaskID, likelyDay: Int64?, within range: ClosedRange<Int64>?, in database: Database
  ) throws -> StoredRow? {
    let statement = try RawStatement(Query.taskOfDay.sql, in: database)
    if let likelyDay, let row = try row(id, day: likelyDay, statement) { return row }
    for day in days.reversed() where day != likelyDay && range?.contains(day) != false {
      if let row = try row(id, day: day, statement) { return row }
    }
    return nil
  }

  private func row(
    _ id: TaskID, day: Int64, _ statement: RawStatement
  ) throws -> StoredRow? {
    statement.bind(day, at: 1)
    statement.bind(Int64(bitPattern: id.high), at: 2)
    statement.bind(Int64(bitPattern: id.low), at: 3)
    defer { statement.finish() }
    guard try statement.hasRow() else { return nil }
    return StoredRow(
      day: day, requestID: statement.integer(at: Column.requestID),
      stateID: statement.integer(at: Column.stateID),
      outcomeID: statement.integer(at: Column.outcomeID),
      times: StoredTimes(
        created: statement.integerOrNil(at: Column.created),
        ended: statement.integerOrNil(at: Column.ended),
        seen: statement.integerOrNil(at: Column.seen)),
      hasDetails: statement.integer(at: Column.hasDetails) != 0,
      place: StoredPlace(
        sourceID: statement.integer(at: Column.sourceID),
        line: Int(statement.integer(at: Column.line))),
      varyingValues: String(decoding: statement.text(at: Column.varyingValues), as: UTF8.self))
  }
}
