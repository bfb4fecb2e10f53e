import GRDB
import Synchronization

/// What columns of the ledger hold.
///
/// GRDB ends the process where a column holds something else, such as NULL or the real number that
/// a sum beyond 64 bits becomes. Only a damaged file has such values: here they are noted, and
/// ``LedgerConnection`` throws what was noted, instead of returning figures or committing.
protocol StoredValue: DatabaseValueConvertible, StatementColumnConvertible {
  /// What stands in for a value that cannot be read until the call ends.
  static var standIn: Self { get }
}

extension Int64: StoredValue {
  static var standIn: Int64 { 0 }
}

extension Int: StoredValue {
  static var standIn: Int { 0 }
}

extension Bool: StoredValue {
  static var standIn: Bool { false }
}

extension String: StoredValue {
  static var standIn: String { "" }
}

extension Optional: StoredValue where Wrapped: StoredValue {
  static var standIn: Wrapped? { nil }
}

/// The values of columns, in place of GRDB's subscript, which ends the process if one is of another
/// type: of the types that the ledger reads, since Swift would prefer GRDB's to one for all types.
extension Row {
  subscript(_ column: String) -> Int64 { value(of: column) }
  subscript(_ column: String) -> Int64? { value(of: column) }
  subscript(_ column: String) -> Int { value(of: column) }
  subscript(_ column: String) -> Int? { value(of: column) }
  subscript(_ column: String) -> Bool { value(of: column) }
  subscript(_ column: String) -> Bool? { value(of: column) }
  subscript(_ column: String) -> String { value(of: column) }
  subscript(_ column: String) -> String? { value(of: column) }

  private func value<Value: StoredValue>(of column: String) -> Value {
    do {
      return try decode(Value.self, forColumn: column)
    } catch {
      UnreadValues.current?.note(column, self)
      return Value.standIn
    }
  }
}

/// The first column that held something else than it should during a call.
final class UnreadValues: Sendable {
  @TaskLocal static var current: UnreadValues?

  private let first = Mutex<String?>(nil)

  fileprivate func note(_ column: String, _ row: Row) {
    let words =
      (row[column] as DatabaseValue?).map { "column \(column) holds \($0)" }
      ?? "column \(column) is missing"
    first.withLock { $0 = $0 ?? words }
  }

  /// Runs a call on a database.
  ///
  /// - Throws: an error if a column held something else than it should, whatever followed from it.
  static func checked<Value>(_ body: () throws -> Value) throws -> Value {
    let values = UnreadValues()
    let result = Result { try $current.withValue(values, operation: body) }
    if let words = values.first.withLock(\.self) { throw DatabaseError(message: words) }
    return try result.get()
  }
}
