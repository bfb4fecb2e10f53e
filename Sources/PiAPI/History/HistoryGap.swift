/// A window of the history of which it is not proved that all rows came.
package struct HistoryGap: Hashable, Sendable {
  package let window: HistoryWindow
  /// What the provider counts; nil where it does not say.
  package let total: Int?
  /// The different rows that came.
  package let rows: Int
  package let passes: Int
  /// Pages without rows before the last one.
  package let emptyPages: [Int]
  package let failedPages: [Int: AnswerFault]
}

extension HistoryGap: CustomStringConvertible {
  /// `2026-06-01T00:00:00Z to …: expected 300 history rows, found 200 in 2 passes; page 2 is empty`.
  package var description: String {
    let expected = total.map { "expected \($0) history rows" } ?? "the provider names no total"
    var parts = ["\(expected), found \(rows) in \(passes) \(passes == 1 ? "pass" : "passes")"]
    parts += emptyPages.map { "page \($0) is empty" }
    parts += failedPages.sorted { $0.key < $1.key }.map { "page \($0.key): \($0.value)" }
    return "\(window): " + parts.joined(separator: "; ")
  }
}
