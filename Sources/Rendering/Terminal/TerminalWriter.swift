import Domain
import Reconciliation
package import Reports

/// Writes reports as aligned tables for a terminal of a given width.
package struct TerminalWriter: Sendable {
  /// Text emphasis, as ECMA-48 codes.
  private enum Emphasis: Int {
    case strong = 1
    case faint = 2
    case warning = 33
    case picture = 36
  }

  /// Columns whose amounts should be 0.
  private static let deviations: Set<String> = ["variance", "unexplained", "unlogged"]

  private let width: Int
  private let hasColor: Bool

  /// - Parameters:
  ///   - width: the number of columns; nil for no limit.
  ///   - hasColor: whether the terminal supports bold and colored text.
  package init(width: Int?, hasColor: Bool) {
    self.width = width ?? .max
    self.hasColor = hasColor
  }

  /// A heading, the coverage, and the table, with a graph next to its rows if there is room.
  package func text(_ report: Report, graph: CostGraph? = nil) -> String {
    let layout = TerminalLayout(report.table, width: width, graph: graph, canTellUnit: true)
    let unit = layout.isUnitInTitle ? ", in USD" : ""
    let leftOut =
      layout.leftOut.isEmpty
      ? ""
      : lines(["no room for \(layout.leftOut.joined(separator: ", ")); -f csv has all columns"])
    return """
      \(emphasized(VisibleText.line(report.table.title))), \(report.period)\(unit)
      \(lines([report.coverage.sentence] + report.notes))
      \(text(report.table, layout, graph))\(leftOut)
      """
  }

  /// A month in a few lines, each with its name in a column of its own.
  package func text(_ overview: MonthOverview) -> String {
    let indent = 2 + (overview.lines.map(\.name.count).max() ?? 0)
    return overview.lines.map { line in
      labeled(line.name, line.text, indent: indent)
    }.joined()
  }

  /// Notes, each on separate lines.
  package func lines(_ notes: [String]) -> String {
    notes.map { TerminalWidth.wrapped(VisibleText.line($0), to: width) + "\n" }.joined()
  }

  /// Text with a label in the indent of its first line.
  func labeled(_ label: String, _ text: String, indent: Int) -> String {
    label + indented(text, by: indent).dropFirst(label.count)
  }

  /// Text in lines that are all indented by a number of columns.
  func indented(_ text: String, by columns: Int) -> String {
    let indent = String(repeating: " ", count: columns)
    return TerminalWidth.wrapped(VisibleText.line(text), to: max(1, width - columns))
      .split(separator: "\n").map { "\(indent)\($0)\n" }.joined()
  }

  /// The table alone.
  package func table(_ table: ReportTable) -> String {
    text(table, TerminalLayout(table, width: width, graph: nil, canTellUnit: false), nil)
  }

  private func text(
    _ table: ReportTable, _ layout: TerminalLayout, _ graph: CostGraph?
  ) -> String {
    guard !table.rows.isEmpty else { return "none\n" }
    let drawn = layout.graphWidth > 0 ? graph?.cells(width: layout.graphWidth) ?? [] : []
    return layout.lines.enumerated().map { index, line in
      let cells = line.indices.map { column in
        TerminalWidth.fitted(
          line[column], to: layout.widths[column], right: layout.isRightAligned[column])
      }
      // The first line holds the headings; the last one holds the total, if there is one.
      guard index > 0, index <= table.rows.count else {
        let heading = index == 0 ? graph?.heading(width: layout.graphWidth) : nil
        return emphasized(
          (cells + [heading].compactMap(\.self)).joined(separator: "  ").trimmingTrailingSpaces)
          + "\n"
      }
      let shown = zip(layout.columns, zip(line, cells)).map { column, texts in
        styled(texts.1, text: texts.0, in: column)
      }
      let picture = drawn.isEmpty ? [] : [marked(drawn[index - 1], .picture)]
      return (shown + picture).joined(separator: "  ").trimmingTrailingSpaces + "\n"
    }.joined()
  }

  /// Zeros are dimmed; amounts that should be 0 but aren't are highlighted.
  private func styled(_ cell: String, text: String, in column: ReportTable.Column) -> String {
    guard hasColor, column.kind == .money || column.kind == .count else { return cell }
    if text.allSatisfy({ "0.".contains($0) }) { return marked(cell, .faint) }
    return TerminalWriter.deviations.contains(column.name) ? marked(cell, .warning) : cell
  }

  /// Text in bold, if there is color.
  func emphasized(_ text: String) -> String { marked(text, .strong) }

  private func marked(_ text: String, _ emphasis: Emphasis) -> String {
    hasColor && !text.isEmpty ? "\u{1B}[\(emphasis.rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var end = endIndex
    while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
    return String(self[..<end])
  }
}

extension TerminalWriter {
  /// A document without its charts, whose numbers are in its tables.
  package func text(_ document: ReportDocument) -> String {
    let names = aligned(document.keyFigures.map(\.name))
    let values = aligned(document.keyFigures.map { VisibleText.line($0.value) })
    let figures = zip(document.keyFigures, zip(names, values)).map { figure, texts in
      "\(texts.0)  \(emphasized(texts.1))  \(VisibleText.line(figure.detail))\n"
    }
    let sections = document.sections.map { section in
      "\n\(emphasized(section.title))\n" + section.blocks.map(text).joined()
    }
    return "\(emphasized(VisibleText.line(document.title)))\n"
      + lines(document.trust) + "\n" + figures.joined() + sections.joined()
  }

  private func aligned(_ texts: [String]) -> [String] {
    let width = texts.map { TerminalWidth.columns(of: $0) }.max() ?? 0
    return texts.map { TerminalWidth.fitted($0, to: width, right: false) }
  }

  private func text(_ block: ReportDocument.Block) -> String {
    switch block {
    case .paragraph(let text): lines([text])
    case .chart: ""
    case .table(let table): self.table(table)
    }
  }
}
