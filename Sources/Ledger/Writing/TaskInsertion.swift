/// Writes a row of the table of tasks; the numbers of the parameters are those of
/// ``Query/taskInsert`` and ``Query/taskReplace``.
struct TaskInsertion {
  private let statement: RawStatement

  init(_ statement: RawStatement) {
    self.statement = statement
  }

  @inline(__always)
  func bind(day: Int64, idHigh: Int64, idLow: Int64) {
    statement.bind(day, at: 1)
    statement.bind(idHigh, at: 2)
    statement.bind(idLow, at: 3)
  }

  @inline(__always)
  func bind(requestID: Int64, stateID: Int64) {
    statement.bind(requestID, at: 4)
    statement.bind(stateID, at: 6)
  }

  @inline(__always)
  func bind(outcomeID: Int64, watch: Int64) {
    statement.bind(outcomeID, at: 7)
    statement.bind(watch, at: 11)
  }

  @inline(__always)
  func bind(_ times: StoredTimes) {
    statement.bind(times.created, at: 8)
    statement.bind(times.ended, at: 9)
    statement.bind(times.seen, at: 10)
  }

  @inline(__always)
  func bind(_ place: StoredPlace, hasDetails: Bool) {
    statement.bind(hasDetails ? 1 : 0, at: 12)
    statement.bind(place.sourceID, at: 13)
    statement.bind(Int64(place.line), at: 14)
  }

  @inline(__always)
  func run(varyingValues: UnsafeBufferPointer<UInt8>) throws {
    statement.bind(varyingValues, at: 5)
    try statement.run()
  }
}
