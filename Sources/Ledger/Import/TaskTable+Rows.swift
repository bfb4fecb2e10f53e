import Domain
import GRDB
import Queries

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
