extension TerminalWriter {
  /// A document without its charts: their numbers stand in its tables.
  package func text(_ document: ReportDocument) -> String {
    let width = document.keyFigures.map(\.name.count).max() ?? 0
    let figures = document.keyFigures.map { figure in
      let name = figure.name + String(repeating: " ", count: width - figure.name.count)
      let detail = figure.detail.isEmpty ? "" : "  \(VisibleText.line(figure.detail))"
      return "\(name)  \(emphasized(VisibleText.line(figure.value)))\(detail)\n"
    }
    let sections = document.sections.map { section in
      "\n\(emphasized(section.title))\n" + section.blocks.map(text).joined()
    }
    return "\(emphasized(VisibleText.line(document.title)))\n"
      + lines(document.trust) + "\n" + figures.joined() + sections.joined()
  }

  private func text(_ block: ReportDocument.Block) -> String {
    switch block {
    case .paragraph(let text): lines([text])
    case .chart: ""
    case .table(let table): self.table(table)
    }
  }
}
