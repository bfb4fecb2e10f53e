package import Queries

/// A question that analysts ask, kept as SQL that also runs in the sqlite3 shell.
package struct SavedQuestion: Hashable, Sendable {
  /// As it is asked for: `spend-by-day`.
  package let name: String
  /// What one row of the answer is.
  package let summary: String
  package let sql: String

  package init(_ query: Query) {
    name = query.rawValue.map { $0.isUppercase ? "-\($0.lowercased())" : "\($0)" }.joined()
    sql = query.sql
    // Each file begins with such a line.
    let first = query.sql.split(separator: "\n", maxSplits: 1).first ?? ""
    summary = String(first.trimmingPrefix("-- one row: "))
  }

  /// All of them, by name.
  package static let all = Query.questions.map(SavedQuestion.init).sorted { $0.name < $1.name }
}
