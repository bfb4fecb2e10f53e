import Domain
import GRDB
import TestSupport
import Testing
import Traffic

@testable import Ledger

@Suite struct RollupDeltaTests {
  struct Line: Hashable {
    let day: Int64
    let outcomeID: Int64
  }

  /// What a ledger's rollup has after a delta was written.
  private static func rollup(
    after change: (inout RollupDelta) -> Void
  ) throws -> (rows: [Line: Int], touchedDays: Set<Int64>) {
    let ledger = try LedgerScenario().opened(.readWrite)
    try ledger.setReferencesAreChecked(false)
    var delta = RollupDelta()
    change(&delta)
    var days: Set<Int64> = []
    try ledger.writeBatch {
      days = try delta.write(foundOn: CalendarDay(number: 20_000), in: $0)
    }
    let rows = try ledger.database.read {
      try Row.fetchAll($0, sql: "SELECT day, outcome_id, tasks FROM rollup")
    }
    let lines = rows.map { (Line(day: $0[0], outcomeID: $0[1]), $0[2] as Int) }
    return (Dictionary(uniqueKeysWithValues: lines), days)
  }

  /// Outcomes with small numbers and large ones, on days in any order.
  @Test(arguments: [UInt64(7), 8, 9])
  func `changes add up by day and outcome, whatever their order and numbers`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    var expected: [Line: Int] = [:]
    let (rows, days) = try Self.rollup { delta in
      for _ in 0..<500 {
        let line = Line(
          day: Int64.random(in: 100...104, using: &random),
          outcomeID: Int64.random(in: 1...6, using: &random) * 5_000)
        delta.add(1, day: line.day, outcomeID: line.outcomeID, waitSeconds: nil)
        expected[line, default: 0] += 1
      }
    }
    #expect(rows == expected)
    #expect(days == [100, 101, 102, 103, 104])
  }

  @Test(arguments: [Int64(3), 20_000])
  func `a day on which changes cancel each other out counts as changed`(outcomeID: Int64) throws {
    let (rows, days) = try Self.rollup { delta in
      delta.add(1, day: 100, outcomeID: outcomeID, waitSeconds: 5)
      delta.add(-1, day: 100, outcomeID: outcomeID, waitSeconds: 5)
    }
    #expect(rows.isEmpty)
    #expect(days == [100])
  }
}
