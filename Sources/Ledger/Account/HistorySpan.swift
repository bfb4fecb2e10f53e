import Domain
import GRDB
import Queries

/// The time that the history covers, by the creation of its first and last task.
struct HistorySpan: Equatable {
  let first: Instant?
  let last: Instant?

  init(in database: Database) throws {
    let row = try Row.fetchOne(database, sql: Query.historySpan.sql)
    first = (row?["first"] as Int64?).map { Instant(nanoseconds: $0) }
    last = (row?["last"] as Int64?).map { Instant(nanoseconds: $0) }
  }

  /// Reads what ``text`` wrote.
  init(text: String) {
    let numbers = text.split(separator: " ").compactMap { Int64($0) }
    first = numbers.first.map { Instant(nanoseconds: $0) }
    last = numbers.count == 2 ? Instant(nanoseconds: numbers[1]) : nil
  }

  var text: String {
    [first, last].compactMap(\.self).map { String($0.nanoseconds) }.joined(separator: " ")
  }
}
