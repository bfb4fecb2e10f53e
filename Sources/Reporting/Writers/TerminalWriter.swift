import Billing
import Reconciliation

/// Writes reports as aligned tables for a terminal of a given width.
package struct TerminalWriter: Sendable {
  private let width: Int
  private let hasColor: Bool

  /// - Parameters:
  ///   - width: the number of columns; nil for no limit.
  ///   - hasColor: whether headings may be bold.
  package init(width: Int?, hasColor: Bool) {
    self.width = width ?? .max
    self.hasColor = hasColor
  }

  /// A heading, the coverage, and the table.
  package func text(_ report: Report) -> String {
    """
    \(bold(VisibleText.line(report.table.title))), \(report.period)
    \(report.coverage.sentence)
    \(TerminalWriter.lines(report.notes))
    \(table(report.table))
    """
  }

  /// Notes, one on each line.
  package static func lines(_ notes: [String]) -> String {
    notes.map { VisibleText.line($0) + "\n" }.joined()
  }

  /// The table alone.
  ///
  /// Where it is too wide, columns without any amount are dropped first, then the widest texts are
  /// cut; numbers are never cut.
  package func table(_ table: ReportTable) -> String {
    let text = TextTable(TerminalWriter.shrunk(table, to: width))
    guard !text.rows.isEmpty else { return "none\n" }
    let lines = [text.headings] + text.rows + [text.total].compactMap(\.self)
    let visible = lines.map { $0.map { VisibleText.line($0) } }
    let widths = columnWidths(visible, isRightAligned: text.isRightAligned)
    let rendered = visible.map { line in
      zip(line, zip(widths, text.isRightAligned)).map { cell, column in
        TerminalWidth.fitted(cell, to: column.0, right: column.1)
      }.joined(separator: "  ").trimmingTrailingSpaces
    }
    return rendered.enumerated().map { index, line in
      let isEmphasized = index == 0 || (text.total != nil && index == rendered.count - 1)
      return (isEmphasized ? bold(line) : line) + "\n"
    }.joined()
  }

  private func bold(_ text: String) -> String {
    hasColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  /// The table without money and count columns that say nothing in any row, if it is too wide.
  private static func shrunk(_ table: ReportTable, to width: Int) -> ReportTable {
    let text = TextTable(table)
    let lines = [text.headings] + text.rows + [text.total].compactMap(\.self)
    let full = table.columns.indices.map { index in
      lines.map { TerminalWidth.columns(of: VisibleText.line($0[index])) }.max() ?? 0
    }
    guard full.reduce(0, +) + 2 * (full.count - 1) > width else { return table }
    let kept = table.columns.indices.filter { index in
      table.columns[index].kind == .text
        || table.rows.contains { ![.money(.zero), .count(0), .none].contains($0[index]) }
    }
    let pick = { (line: [Cell]) in kept.map { line[$0] } }
    return ReportTable(
      name: table.name, title: table.title, columns: kept.map { table.columns[$0] },
      rows: table.rows.map(pick), total: table.total.map(pick))
  }

  private func columnWidths(_ lines: [[String]], isRightAligned: [Bool]) -> [Int] {
    var widths = isRightAligned.indices.map { index in
      lines.map { TerminalWidth.columns(of: $0[index]) }.max() ?? 0
    }
    var surplus = widths.reduce(0, +) + 2 * (widths.count - 1) - width
    while surplus > 0 {
      let texts = widths.indices.filter { !isRightAligned[$0] && widths[$0] > 8 }
      guard let widest = texts.max(by: { widths[$0] < widths[$1] }) else { break }
      let next = texts.filter { $0 != widest }.map { widths[$0] }.max() ?? 8
      let cut = min(surplus, max(1, widths[widest] - max(8, next)))
      widths[widest] -= cut
      surplus -= cut
    }
    return widths
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var end = endIndex
    while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
    return String(self[..<end])
  }
}
