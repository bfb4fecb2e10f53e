import GRDB
import Queries

/// A row of the table of tasks as it is about to be written.
struct TaskRow {
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
  let varyingValues: UnsafeBufferPointer<UInt8>
}

extension RawStatement {
  /// The parameters of a task in ``Query/taskInsert`` and its like.
  static let parametersPerTask: Int32 = 14

  /// Binds a task; the offset is the number of parameters before its own.
  @inline(__always)
  func bind(_ row: TaskRow, after offset: Int32 = 0) {
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

/// Writes new tasks eight at a time, since much of the time of one goes into starting and ending its
/// statement: one by one a million of them take 0.7 s more processor time, of 3.3 s.
///
/// What was added is in the table after ``flush()``.
struct TaskInsertion {
  private static let groupSize = 8

  private let single: RawStatement
  private let group: RawStatement
  private var waiting: [TaskRow] = []

  init(in database: Database) throws {
    single = try RawStatement(Query.taskInsert.sql, in: database)
    group = try RawStatement(Query.tasksInsertEight.sql, in: database)
    waiting.reserveCapacity(TaskInsertion.groupSize)
  }

  /// Adds a task, whose varying values must outlive the next flush.
  @inline(__always)
  mutating func add(_ row: TaskRow) throws {
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
