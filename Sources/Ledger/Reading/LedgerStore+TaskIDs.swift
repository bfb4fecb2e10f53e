package import Domain
import GRDB
import Queries

extension LedgerStore {
  /// The tasks whose ids begin with some text, in any case: UUIDs with its digits, whatever dashes
  /// are among them, and other ids with its characters.
  ///
  /// Every day takes one step in the key of the tasks.
  ///
  /// - Parameters:
  ///   - text: the beginning of an id.
  ///   - limit: how many to find at most.
  /// - Returns: the ids in order, also of tasks that only the account history shows.
  /// - Throws: an error if the ledger can't be read.
  package func taskIDs(startingWith text: String, limit: Int) throws -> [TaskID] {
    // Without digits, no number is between these.
    let range = IDRange(text) ?? IDRange(high: 1...1, low: 1...1)
    return try database.read { database in
      try Row.fetchAll(
        database, sql: Query.taskIdsStarting.sql,
        arguments: [
          "first_high": Int64(bitPattern: range.high.lowerBound),
          "last_high": Int64(bitPattern: range.high.upperBound),
          "first_low": range.firstLow, "last_low": range.lastLow, "text": text, "limit": limit,
        ]
      ).map { TaskID(row: $0) }
    }
  }
}

/// The numbers of all UUIDs that begin with some digits.
private struct IDRange {
  private static let digitsOfHalf = 16

  let high: ClosedRange<UInt64>
  let low: ClosedRange<UInt64>

  init(high: ClosedRange<UInt64>, low: ClosedRange<UInt64>) {
    (self.high, self.low) = (high, low)
  }

  /// Nil if the text has other characters than digits and dashes.
  init?(_ text: String) {
    let digits = text.filter { $0 != "-" }
    guard !digits.isEmpty, digits.count <= 2 * IDRange.digitsOfHalf,
      let high = IDRange.range(digits.prefix(IDRange.digitsOfHalf)),
      let low = IDRange.range(digits.dropFirst(IDRange.digitsOfHalf))
    else { return nil }
    (self.high, self.low) = (high, low)
  }

  /// The numbers of 16 digits that begin with some.
  private static func range(_ digits: Substring) -> ClosedRange<UInt64>? {
    guard digits.allSatisfy(\.isHexDigit) else { return nil }
    let rest = digitsOfHalf - digits.count
    let first = UInt64(digits + String(repeating: "0", count: rest), radix: 16)
    let last = UInt64(digits + String(repeating: "f", count: rest), radix: 16)
    return first.flatMap { first in last.map { first...$0 } }
  }

  /// The bounds of the low half as SQLite compares them, with a sign.
  var firstLow: Int64 { low == 0...UInt64.max ? .min : Int64(bitPattern: low.lowerBound) }
  var lastLow: Int64 { low == 0...UInt64.max ? .max : Int64(bitPattern: low.upperBound) }
}
