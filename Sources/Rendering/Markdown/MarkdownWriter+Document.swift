package import Reports

extension MarkdownWriter {
  /// A document, with its charts as images that lie beside it, or without them.
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

  /// A chart as an image, with the picture in words for those who do not see it.
  package static func image(_ chart: Chart, in document: ReportDocument) -> String {
    "![\(escaped("\(chart.title). \(chart.summary)"))](\(document.fileName(of: chart)))\n"
  }
}

extension String {
  /// The text with one line end at its end.
  fileprivate var trimmingLineEnds: String {
    var end = endIndex
    while end > startIndex, self[index(before: end)] == "\n" { end = index(before: end) }
    return self[..<end] + "\n"
  }
}
