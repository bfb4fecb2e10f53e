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
    let unit = layout?.isUnitInTitle ?? false ? ", in USD" : ""
    let leftOut = layout?.leftOut ?? []
    return """
      \(emphasized(VisibleText.line(report.table.title))), \(report.period)\(unit)
      \(lines([report.coverage.sentence] + report.notes))
      \(body(report.table, layout, graph))\(noRoom(leftOut))
      """
  }

  /// Notes, each on separate lines.
  package func lines(_ notes: [String]) -> String {
    notes.map { TerminalWidth.wrapped(VisibleText.line($0), to: width) + "\n" }.joined()
  }

  /// A fact of a block.
  struct Fact {
    let label: String
    let text: String
    /// Whether it is an amount that should be 0.
    let isDeviation: Bool

    init(_ label: String, _ text: String, isDeviation: Bool = false) {
      (self.label, self.text, self.isDeviation) = (label, text, isDeviation)
    }
  }

  /// A record that is too wide for a row: its name, and below it a line for each fact, or more if
  /// that is long.
  func block(_ name: String, _ facts: [Fact]) -> String {
    let indent = (facts.map { TerminalWidth.columns(of: $0.label) }.max() ?? 0) + 4
    return lines([name], emphasis: .strong)
      + facts.filter { !$0.text.isEmpty }.map { fact in
        let text = labeled("  \(fact.label)", fact.text, indent: indent)
        guard fact.isDeviation, hasColor else { return text }
        let start = text.index(text.startIndex, offsetBy: indent, limitedBy: text.endIndex)
        guard let start else { return text }
        return text[..<start] + marked(String(text[start...].dropLast()), .warning) + "\n"
      }.joined()
  }

  private func lines(_ texts: [String], emphasis: Emphasis) -> String {
    lines(texts).split(separator: "\n").map { marked(String($0), emphasis) + "\n" }.joined()
  }

  /// Whether the terminal has so many columns.
  func fits(_ columns: Int) -> Bool { columns <= width }

  /// Text with a label in the indent of its first line.
  func labeled(_ label: String, _ text: String, indent: Int) -> String {
    text.isEmpty ? "\(label)\n" : label + indented(text, by: indent).dropFirst(label.count)
  }

  /// Text in lines that are all indented by a number of columns.
  func indented(_ text: String, by columns: Int) -> String {
    let indent = String(repeating: " ", count: columns)
    return TerminalWidth.wrapped(VisibleText.line(text), to: max(1, width - columns))
      .split(separator: "\n").map { "\(indent)\($0)\n" }.joined()
  }

  /// The table alone, with a graph next to its rows if there is room, and in blocks if the terminal
  /// is too narrow for its rows.
  package func table(_ table: ReportTable, graph: CostGraph? = nil) -> String {
    body(table, TerminalLayout(table, width: width, graph: graph, canTellUnit: false), graph)
  }

  private func noRoom(_ columns: [String]) -> String {
    columns.isEmpty
      ? "" : lines(["no room for \(columns.joined(separator: ", ")); -f csv has all columns"])
  }

  private func body(
    _ table: ReportTable, _ layout: TerminalLayout?, _ graph: CostGraph?
  ) -> String {
    guard !table.rows.isEmpty else { return "none\n" }
    return layout.map { text(table, $0, graph) } ?? blocks(table)
  }

  /// The rows as blocks below the values of the first column, then the total.
  private func blocks(_ table: ReportTable) -> String {
    let table = table.withoutEmptyColumns
    let text = TextTable(table)
    let rows =
      zip(table.rows, text.rows)
      + zip([table.total], [text.total]).compactMap { total in
        total.0.flatMap { cells in total.1.map { (cells, $0) } }
      }
    return rows.map { cells, texts in
      let facts = table.columns.indices.dropFirst().filter { cells[$0] != .none }.map { index in
        Fact(
          text.headings[index], texts[index],
          isDeviation: TerminalWriter.deviations.contains(table.columns[index].name)
            && !TerminalWriter.isZero(texts[index]))
      }
      return block(texts[0], facts)
    }.joined(separator: "\n")
  }

  private func text(
    _ table: ReportTable, _ layout: TerminalLayout, _ graph: CostGraph?
  ) -> String {
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
    if TerminalWriter.isZero(text) { return marked(cell, .faint) }
    return TerminalWriter.deviations.contains(column.name) ? marked(cell, .warning) : cell
  }

  private static func isZero(_ text: String) -> Bool { text.allSatisfy { "0.".contains($0) } }

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
      "\(texts.0)  \(emphasized(texts.1))  \(VisibleText.line(figure.detail))"
        .trimmingTrailingSpaces + "\n"
    }
    let terms = aligned(document.glossary.map(\.word))
    let glossary = zip(document.glossary, terms).map { term, word in
      labeled("\(word)  ", term.meaning, indent: TerminalWidth.columns(of: word) + 2)
    }
    return "\(emphasized(VisibleText.line(document.title)))\n\(lines([document.headline]))"
      + document.answer.map(text).joined() + "\n" + lines(document.trust) + "\n"
      + figures.joined() + document.sections.map(text).joined() + "\n"
      + lines(document.absences) + "\n" + glossary.joined()
  }

  /// Empty if the section has only charts.
  private func text(_ section: ReportDocument.Section) -> String {
    let blocks = section.blocks.filter { !$0.isChart }
    guard !blocks.isEmpty else { return "" }
    return "\n\(emphasized(section.title))\n" + blocks.map(text).joined()
  }

  private func aligned(_ texts: [String]) -> [String] {
    let width = texts.map { TerminalWidth.columns(of: $0) }.max() ?? 0
    return texts.map { TerminalWidth.fitted($0, to: width, right: false) }
  }

  private func text(_ block: ReportDocument.Block) -> String {
    switch block {
    case .paragraph(let text): lines([text])
    case .chart: ""
    case .finding(let finding): text(finding)
    case .table(let block): table(block.table, graph: block.graph)
    }
  }
}
