import Domain
import Reconciliation
package import Reports

/// Writes reports as GitHub-flavored Markdown, with all outside text escaped.
package enum MarkdownWriter {
  /// A heading, the coverage, and the table.
  package static func text(_ report: Report) -> String {
    """
    ## \(escaped(report.table.title)), \(report.period)

    \(report.coverage.sentence)

    \(list(report.notes))\(table(report.table))
    """
  }

  /// Notes as a list followed by an empty line; empty if there are no notes.
  package static func list(_ notes: [String]) -> String {
    guard !notes.isEmpty else { return "" }
    return notes.map { "- \(escaped($0))\n" }.joined() + "\n"
  }

  /// The tables of a reconciliation, each under its heading, and how to settle variance that isn't
  /// proved.
  package static func sections(_ report: ReconciliationReport) -> String {
    let sections = [
      report.verdicts, report.findings, report.acknowledged, report.balance, report.unproved,
    ].compactMap(\.self).map { part in
      "## \(escaped(part.table.title))\n\n\(table(part.table))"
    }
    let settlement = report.settlement.isEmpty ? [] : [list(report.settlement)]
    return (sections + settlement).joined(separator: "\n")
  }

  /// The table alone; the total is its last row.
  package static func table(_ table: ReportTable) -> String {
    let text = TextTable(table)
    guard !text.rows.isEmpty else { return "*none*\n" }
    let lines =
      [text.headings.map(escaped)]
      + [text.isRightAligned.map { $0 ? "---:" : "---" }]
      + text.rows.map { $0.map(escaped) }
      + [text.total.map { $0.map { $0.isEmpty ? "" : "**\(escaped($0))**" } }].compactMap(\.self)
    return lines.map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }

  /// Text escaped so that it can't turn into markup, a link, HTML or another cell.
  package static func escaped(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.map { escaped(scalars, at: $0) }.joined()
  }

  private static func escaped(_ scalars: [Unicode.Scalar], at index: Int) -> String {
    let scalar = scalars[index]
    switch scalar {
    case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "!", "$", "@": return "\\\(scalar)"
    case "<": return "&lt;"
    case ">": return "&gt;"
    case "&": return "&amp;"
    // GitHub turns bare addresses into links; an entity for the colon or the dot prevents that.
    case ":" where scalars[(index + 1)...].starts(with: ["/", "/"]): return "&#58;"
    case "." where isBehindWorldWideWeb(scalars, index): return "&#46;"
    case _ where VisibleText.isInvisible(scalar): return VisibleText.code(scalar)
    default: return String(scalar)
    }
  }

  private static func isBehindWorldWideWeb(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    index >= 3 && scalars[(index - 3)..<index].allSatisfy { $0 == "w" || $0 == "W" }
  }
}

extension MarkdownWriter {
  /// A document with its charts as image files next to it, or without charts.
  package static func text(_ document: ReportDocument, hasCharts: Bool = true) -> String {
    let figures = document.keyFigures.map { figure in
      let detail = figure.detail.isEmpty ? "" : " (\(escaped(figure.detail)))"
      return "- \(escaped(figure.name)): **\(escaped(figure.value))**\(detail)\n"
    }
    let sections = document.sections.map { section in
      "\n## \(escaped(section.title))\n"
        + section.blocks.filter { hasCharts || !$0.isChart }
        .map { "\n" + text($0, in: document) }.joined()
    }
    return """
      # \(escaped(document.title))

      \(document.trust.first.map(escaped) ?? "")

      \(figures.joined())
      \(list(Array(document.trust.dropFirst())))
      """.trimmingLineEnds + sections.joined()
  }

  private static func text(_ block: ReportDocument.Block, in document: ReportDocument) -> String {
    switch block {
    case .paragraph(let text): escaped(text) + "\n"
    case .chart(let chart): image(chart, in: document)
    case .table(let table): "**\(escaped(table.title))**\n\n\(self.table(table))"
    }
  }

  /// A chart as an image, described in words for those who can't see it.
  package static func image(_ chart: Chart, in document: ReportDocument) -> String {
    "![\(escaped("\(chart.title). \(chart.summary)"))](\(document.fileName(of: chart)))\n"
  }
}

extension String {
  /// The text with exactly one line end at its end.
  fileprivate var trimmingLineEnds: String {
    var end = endIndex
    while end > startIndex, self[index(before: end)] == "\n" { end = index(before: end) }
    return self[..<end] + "\n"
  }
}
