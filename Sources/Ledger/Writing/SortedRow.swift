import Billing
import Intake

/// A row of a batch with the day under which it is stored.
struct SortedRow {
  let day: Int64
  let idHigh: Int64
  let idLow: Int64
  /// Of the row in its batch.
  let index: Int

  @inline(__always)
  func isSameTask(_ other: SortedRow) -> Bool {
    idHigh == other.idHigh && idLow == other.idLow && day == other.day
  }

  /// The rows in the order in which the table keeps them, those of one task in that of the batch.
  static func sorted(_ rows: [ObservationRow], _ calendar: AccountingCalendar) -> [SortedRow] {
    var sorted = rows.enumerated().map { index, row in
      SortedRow(
        day: day(of: row, calendar), idHigh: Int64(bitPattern: row.idHigh),
        idLow: Int64(bitPattern: row.idLow), index: index)
    }
    sorted.sort(by: isBefore)
    return sorted
  }

  private static func isBefore(_ left: SortedRow, _ right: SortedRow) -> Bool {
    if left.day != right.day { return left.day < right.day }
    if left.idHigh != right.idHigh { return left.idHigh < right.idHigh }
    if left.idLow != right.idLow { return left.idLow < right.idLow }
    return left.index < right.index
  }

  @inline(__always)
  private static func day(of row: ObservationRow, _ calendar: AccountingCalendar) -> Int64 {
    guard row.createdAt != ObservationRow.unknown else { return StoredTask.undated }
    if calendar.isUTC { return StoredTimes.utcDay(of: row.createdAt) }
    return Int64(calendar.day(of: Instant(nanoseconds: row.createdAt)).number)
  }
}
