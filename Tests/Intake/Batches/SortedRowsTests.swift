import TestSupport
import Testing
import Traffic

@testable import Intake

@Suite struct SortedRowsTests {
  /// A row identified by its line.
  private static func row(
    line: Int, createdAt: Int64, idHigh: Int64, idLow: Int64
  ) -> ObservationRow {
    ObservationRow(
      idHigh: UInt64(bitPattern: idHigh), idLow: UInt64(bitPattern: idLow), createdAt: createdAt,
      endedAt: ObservationRow.unknown, seenAt: ObservationRow.unknown, template: 0, state: 0,
      valuesStart: 0, valuesCount: 0, nonUUIDIndex: -1, source: 0, line: line)
  }

  private static func sorted(_ rows: [ObservationRow]) -> RecordBatch {
    var batch = RecordBatch()
    batch.rows = rows
    batch.sortRows { $0 == ObservationRow.unknown ? -1 : $0 / 100 }
    return batch
  }

  @Test func `rows come by accounting day, and then by both halves of the id as signed numbers`() {
    let batch = Self.sorted([
      Self.row(line: 1, createdAt: 250, idHigh: -5, idLow: 0),
      Self.row(line: 2, createdAt: 120, idHigh: 3, idLow: 7),
      Self.row(line: 3, createdAt: 199, idHigh: 3, idLow: -7),
      Self.row(line: 4, createdAt: 100, idHigh: -3, idLow: 9),
      Self.row(line: 5, createdAt: ObservationRow.unknown, idHigh: 8, idLow: 0),
    ])
    #expect(batch.rows.map(\.line) == [5, 4, 3, 2, 1])
    #expect(batch.days == [-1, 1, 1, 1, 2])
  }

  @Test func `observations of one task on one day stay in the order in which they were read`() {
    let batch = Self.sorted(
      (1...50).map { Self.row(line: $0, createdAt: 100, idHigh: 1, idLow: Int64($0 % 2)) })
    let even = (1...25).map { $0 * 2 }
    #expect(batch.rows.map(\.line) == even + even.map { $0 - 1 })
  }

  /// Rows of few and of many days, whose ids are random, count up, or differ in their last bits.
  @Test(arguments: 1...24 as ClosedRange<UInt64>)
  func `rows of any days and ids come in sorted order`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let days = [1, 3, 400, 100_000][Int(seed % 4)]
    let rows = (1...700).map { line in
      let id = UInt64.random(in: 0 ... .max, using: &random)
      let idHigh = [id, UInt64(line), .max - id % 3, id % 5][Int(seed / 4 % 4)]
      return Self.row(
        line: line,
        createdAt: line % 50 == 0
          ? ObservationRow.unknown : Int64.random(in: 0..<Int64(days) * 100, using: &random),
        idHigh: Int64(bitPattern: idHigh), idLow: Int64.random(in: -2...2, using: &random))
    }
    let expected = rows.sorted { left, right in
      let keys = [left, right].map { row in
        [
          row.createdAt == ObservationRow.unknown ? -1 : row.createdAt / 100,
          Int64(bitPattern: row.idHigh), Int64(bitPattern: row.idLow), Int64(row.line),
        ]
      }
      return keys[0].lexicographicallyPrecedes(keys[1])
    }
    #expect(Self.sorted(rows).rows.map(\.line) == expected.map(\.line), "seed \(seed)")
  }

  @Test func `a batch is sorted once its rows have days`() {
    var batch = RecordBatch()
    #expect(batch.isSorted)
    batch.rows = [Self.row(line: 1, createdAt: 1, idHigh: 1, idLow: 1)]
    #expect(!batch.isSorted)
    batch.sortRows { $0 }
    #expect(batch.isSorted)
  }
}
