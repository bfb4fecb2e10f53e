import Domain
import Reconciliation
package import Reports

/// Writes reports as GitHub-flavored Markdown, with all outside text escaped.
package enum MarkdownWriter {
  /// The columns of a trend: two days and a bit each in a month.
  private static let trendWidth = 14

  /// A heading, the coverage, and the table.
  package static func text(_ report: Report) -> String {
    """
    ## \(escaped(report.table.title)), \(report.period)

    \(escaped(report.coverage.sentence))

    \(list(report.notes))\(table(report.table))
    """
  }

  /// Notes as a list followed by an empty line; empty if there are no notes.
  package static func list(_ notes: [String]) -> String {
    guard !notes.isEmpty else { return "" }
    return items(notes) + "\n"
  }

  private static func items(_ texts: [String]) -> String {
    texts.map { "- \(escaped($0))\n" }.joined()
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

  /// The table alone; the total is its last row, and the daily course of each row its last column.
  package static func table(_ table: ReportTable, graph: CostGraph? = nil) -> String {
    let text = TextTable(table)
    guard !text.rows.isEmpty else { return "*none*\n" }
    let trends = trends(graph, rows: text.rows.count)
    let lines =
      [text.headings.map(escaped) + (trends.isEmpty ? [] : ["trend"])]
      + [text.isRightAligned.map { $0 ? "---:" : "---" } + (trends.isEmpty ? [] : ["---"])]
      + text.rows.enumerated().map { index, row in
        row.map(escaped) + (trends.isEmpty ? [] : [trends[index]])
      }
      + [
        text.total.map { total in
          total.map { $0.isEmpty ? "" : "**\(escaped($0))**" } + (trends.isEmpty ? [] : [""])
        }
      ].compactMap(\.self)
    return lines.map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }

  /// One text per row; empty unless the graph shows the course of each.
  private static func trends(_ graph: CostGraph?, rows: Int) -> [String] {
    guard case .courses(let courses)? = graph, courses.count == rows else { return [] }
    return graph?.cells(width: trendWidth) ?? []
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
    let sections = { (sections: [ReportDocument.Section]) in
      sections.map { section($0, in: document, hasCharts: hasCharts) }.joined()
    }
    let figures = document.keyFigures.map { figure in
      let detail = figure.detail.isEmpty ? "" : " (\(escaped(figure.detail)))"
      return "- \(escaped(figure.name)): **\(escaped(figure.value))**\(detail)\n"
    }
    let terms = document.glossary.map { "- **\(escaped($0.word))**: \(escaped($0.meaning))\n" }
    let parts = [
      "# \(escaped(document.title))\n\n**\(escaped(document.headline))**\n",
      sections(document.answer),
      "\n" + (document.trust.first.map(escaped) ?? "") + "\n",
      "\n" + figures.joined(),
      document.trust.count > 1 ? "\n" + items(Array(document.trust.dropFirst())) : "",
      sections(document.sections),
      document.absences.isEmpty ? "" : "\n---\n\n" + items(document.absences),
      terms.isEmpty ? "" : "\n" + terms.joined(),
    ]
    return parts.joined()
  }

  /// Empty if the section would be nothing but a heading.
  private static func section(
    _ section: ReportDocument.Section, in document: ReportDocument, hasCharts: Bool
  ) -> String {
    let blocks = section.blocks.filter { hasCharts || !$0.isChart }
    guard !blocks.isEmpty else { return "" }
    return "\n## \(escaped(section.title))\n"
      + blocks.map { "\n" + text($0, in: document) }.joined()
  }

  private static func text(_ block: ReportDocument.Block, in document: ReportDocument) -> String {
    switch block {
    case .paragraph(let text): escaped(text) + "\n"
    case .chart(let chart): image(chart, in: document)
    case .finding(let finding): text(finding)
    case .table(let block):
      "**\(escaped(block.table.title))**\n\n\(table(block.table, graph: block.graph))"
    }
  }

  private static func text(_ entry: FindingEntry) -> String {
    let finding = entry.finding
    let head = [
      "**\(escaped(FindingText.kind(finding)))**", escaped(FindingText.stake(finding)), entry.id,
    ].filter { !$0.isEmpty }
    let tasks = FindingText.tasks(finding)
    let lines = [
      finding.sku, finding.detail, entry.action, tasks.isEmpty ? "" : "tasks: \(tasks)",
      FindingText.ids(entry),
    ]
    return "- \(head.joined(separator: ", "))\n"
      + lines.filter { !$0.isEmpty }.map { "  - \(escaped($0))\n" }.joined()
  }

  /// A chart as an image, described in words for those who can't see it.
  package static func image(_ chart: Chart, in document: ReportDocument) -> String {
    "![\(escaped("\(chart.title). \(chart.summary)"))](\(document.fileName(of: chart)))\n"
  }
}
