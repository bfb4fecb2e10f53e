import Reconciliation

/// Writes reports as Markdown (GitHub's tables), with every text of foreign origin escaped.
package enum MarkdownWriter {
  /// A heading, the coverage, and the table.
  package static func text(_ report: Report) -> String {
    """
    ## \(escaped(report.table.title)), \(report.period)

    \(report.coverage.sentence)

    \(list(report.notes))\(table(report.table))
    """
  }

  /// Notes as a list, with the empty line behind it; nothing where there are none.
  package static func list(_ notes: [String]) -> String {
    guard !notes.isEmpty else { return "" }
    return notes.map { "- \(escaped($0))\n" }.joined() + "\n"
  }

  /// The table alone; the total stands in its last row.
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

  /// A text that cannot become markup, a link, HTML or another cell.
  package static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "!", "$", "@":
        escaped += "\\\(scalar)"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case _ where VisibleText.isInvisible(scalar): escaped += VisibleText.code(scalar)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return breakingAutolinks(in: escaped)
  }

  /// GitHub makes links of bare addresses; an entity for the colon or the dot keeps them text.
  private static func breakingAutolinks(in text: String) -> String {
    var text = text
    for (address, replacement) in [("://", "&#58;//"), ("www.", "www&#46;")] {
      while let range = text.firstRange(of: address) {
        text.replaceSubrange(range, with: replacement)
      }
    }
    return text
  }
}
