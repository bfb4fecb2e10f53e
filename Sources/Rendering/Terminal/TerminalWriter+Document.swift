import Domain
package import Reports

extension TerminalWriter {
  /// A document without its charts: their numbers stand in its tables.
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
