import Domain
import GRDB
import Queries

/// A row of the table of tasks.
///
/// The values of its varying fields are uncopied bytes of a batch when written, and a separate text
/// when read.
struct TaskRow<Values> {
  let day: Int64
  let idHigh: Int64
  let idLow: Int64
  let requestID: Int64
  let stateID: Int64
  let outcomeID: Int64
  let watch: Int64
  let times: StoredTimes
  let hasDetails: Bool
  let place: StoredPlace
  let varyingValues: Values
}

extension TaskRow<String> {
  /// The columns of ``Query/taskOfDay`` by their numbers.
  private enum Column {
    static let requestID: Int32 = 0
    static let varyingValues: Int32 = 1
    static let stateID: Int32 = 2
    static let outcomeID: Int32 = 3
    static let created: Int32 = 4
    static let ended: Int32 = 5
    static let seen: Int32 = 6
    static let watch: Int32 = 7
    static let hasDetails: Int32 = 8
    static let sourceID: Int32 = 9
    static let line: Int32 = 10
  }

  /// Reads the row of a task on a day, if any.
  init?(_ id: TaskID, day: Int64, _ statement: RawStatement) throws {
    (self.day, idHigh, idLow) = (
      day, Int64(bitPattern: id.high), Int64(bitPattern: id.low)
    )
    statement.bind(day, at: 1)
    statement.bind(idHigh, at: 2)
    statement.bind(idLow, at: 3)
    defer { statement.finish() }
    guard try statement.hasRow() else { return nil }
    requestID = statement.integer(at: Column.requestID)
    stateID = statement.integer(at: Column.stateID)
    outcomeID = statement.integer(at: Column.outcomeID)
    watch = statement.integer(at: Column.watch)
    times = StoredTimes(
      created: statement.integerOrNil(at: Column.created),
      ended: statement.integerOrNil(at: Column.ended),
      seen: statement.integerOrNil(at: Column.seen))
    hasDetails = statement.integer(at: Column.hasDetails) != 0
    place = StoredPlace(
      sourceID: statement.integer(at: Column.sourceID),
      line: Int(statement.integer(at: Column.line)))
    varyingValues = String(
      decoding: statement.text(at: Column.varyingValues), as: UTF8.self)
  }
}

extension RawStatement {
  /// The parameters of a task in ``Query/taskInsert`` and similar statements.
  static let parametersPerTask: Int32 = 14

  /// Binds a task; the offset is the number of preceding parameters.
  @inline(__always)
  func bind(_ row: TaskRow<UnsafeBufferPointer<UInt8>>, after offset: Int32 = 0) {
    bind(row.day, at: offset + 1)
    bind(row.idHigh, at: offset + 2)
    bind(row.idLow, at: offset + 3)
    bind(row.requestID, at: offset + 4)
    bind(row.varyingValues, at: offset + 5)
    bind(row.stateID, at: offset + 6)
    bind(row.outcomeID, at: offset + 7)
    bind(row.times.created, at: offset + 8)
    bind(row.times.ended, at: offset + 9)
    bind(row.times.seen, at: offset + 10)
    bind(row.watch, at: offset + 11)
    bind(row.hasDetails ? 1 : 0, at: offset + 12)
    bind(row.place.sourceID, at: offset + 13)
    bind(Int64(row.place.line), at: offset + 14)
  }
}

/// Writes new tasks eight at a time, since much of the time per task goes into starting and ending
/// its statement: one by one, a million of them take 0.7 s more processor time, of 3.3 s.
///
/// Added tasks are in the table after ``flush()``.
struct TaskInsertion {
  private static let groupSize = 8

  private let single: RawStatement
  private let group: RawStatement
  private var waiting: [TaskRow<UnsafeBufferPointer<UInt8>>] = []

  init(in database: Database) throws {
    single = try RawStatement(Query.taskInsert.sql, in: database)
    group = try RawStatement(Query.tasksInsertEight.sql, in: database)
    waiting.reserveCapacity(TaskInsertion.groupSize)
  }

  /// Adds a task, whose varying values must outlive the next flush.
  @inline(__always)
  mutating func add(_ row: TaskRow<UnsafeBufferPointer<UInt8>>) throws {
    waiting.append(row)
    if waiting.count == TaskInsertion.groupSize { try writeGroup() }
  }

  private mutating func writeGroup() throws {
    var offset: Int32 = 0
    for row in waiting {
      group.bind(row, after: offset)
      offset += RawStatement.parametersPerTask
    }
    try group.run()
    waiting.removeAll(keepingCapacity: true)
  }

  mutating func flush() throws {
    for row in waiting {
      single.bind(row)
      try single.run()
    }
    waiting.removeAll(keepingCapacity: true)
  }
}
