/// Why a query gave no answer.
package enum QueryError: Error, Hashable, CustomStringConvertible {
  /// SQLite does not take it.
  case refused(String)
  /// It is no single statement that only reads.
  case notReading
  case timeLimit(seconds: Int)

  package var description: String {
    switch self {
    case .refused(let reason): "the query is refused: \(reason)"
    case .notReading:
      "expected one statement that begins with SELECT, WITH, VALUES or EXPLAIN and only reads"
    case .timeLimit(let seconds):
      "the query was not finished after \(seconds) s; --timeout gives it more"
    }
  }
}
