import GRDB
import Intake

/// A batch while it is being written, its rows and values as bare memory: counting references to
/// arrays would take a good part of the time of a row.
struct BatchWriting {
  /// How many rows ahead memory is asked for that a row will need.
  private static let prefetchedRows = 16

  let batch: RecordBatch
  let rows: UnsafeBufferPointer<ObservationRow>
  let days: [Int64]
  let filter: IDFilter
  var insertion: TaskInsertion
  /// The values of the rows' varying fields.
  private let values: UnsafeBufferPointer<UInt8>
  /// The numbers of the batch's sources, 0 where nothing of one is written yet.
  private var sourceIDs: [Int64]

  init(
    _ batch: RecordBatch, rows: UnsafeBufferPointer<ObservationRow>,
    values: UnsafeBufferPointer<UInt8>, filter: IDFilter, in database: Database
  ) throws {
    (self.batch, self.rows, self.values, self.filter) = (batch, rows, values, filter)
    days = batch.days
    insertion = try TaskInsertion(in: database)
    sourceIDs = [Int64](repeating: 0, count: batch.sources.count)
  }

  /// The end of the rows of the task that a row begins with.
  @inline(__always)
  func endOfTask(at start: Int) -> Int {
    var end = start + 1
    while end < rows.count, rows[end].idHigh == rows[start].idHigh,
      rows[end].idLow == rows[start].idLow, days[end] == days[start]
    { end += 1 }
    return end
  }

  /// Asks for the memory that the filter will need for a later row.
  @inline(__always)
  func prefetchFilter(ahead index: Int) {
    let index = index + BatchWriting.prefetchedRows
    guard index < rows.count else { return }
    filter.prefetch(rows[index].idHigh, rows[index].idLow)
  }

  @inline(__always)
  func values(of row: ObservationRow) -> UnsafeBufferPointer<UInt8> {
    let start = Int(row.valuesStart)
    return UnsafeBufferPointer(rebasing: values[start..<start + Int(row.valuesCount)])
  }

  @inline(__always)
  mutating func place(
    of row: ObservationRow, _ sources: inout SourceTable, in database: Database
  ) throws -> StoredPlace {
    let index = Int(row.source)
    if sourceIDs[index] == 0 {
      sourceIDs[index] = try sources.id(of: batch.sources[index], in: database)
    }
    return StoredPlace(sourceID: sourceIDs[index], line: row.line)
  }
}
