import Domain
import Reconciliation
package import Reports

/// Writes a document as one self-contained HTML file: no network, scripts or fonts.
package enum HTMLWriter {
  /// Longer names are cut in the middle: a page is for reading, and the CSV has the full names.
  static let nameLimit = 240

  package static func text(_ document: ReportDocument) -> String {
    let parts =
      [header(document)] + document.sections.map { section($0, in: document) }
      + [footer(document)]
    let page = Markup.element(
      "html", ["lang": "en"], [head(document), .element("body", [.element("main", parts)])])
    return "<!DOCTYPE html>\n" + page.source + "\n"
  }

  private static func head(_ document: ReportDocument) -> Markup {
    .element(
      "head",
      [
        .void("meta", ["charset": "utf-8"]),
        // Whatever a name may contain, the page loads nothing and runs nothing.
        .void(
          "meta",
          [
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'",
          ]),
        .void(
          "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .void("meta", ["name": "color-scheme", "content": "light dark"]),
        .element("title", text: document.title),
        .element("style", [.styleSheet(HTMLStyle.rules)]),
        .element("style", [.styleSheet(ChartStyle.rules)]),
      ])
  }

  /// The answer, then how far it can be trusted, then the way to the rest.
  private static func header(_ document: ReportDocument) -> Markup {
    let coverage = document.trust.prefix(1).map {
      Markup.element("p", ["class": "coverage"], text: $0)
    }
    let figures = Markup.element(
      "dl", ["class": "figures"], document.keyFigures.map(keyFigure))
    let notes = document.trust.dropFirst().map {
      Markup.element("p", ["class": "note"], text: $0)
    }
    let links = document.sections.map { section in
      Markup.element(
        "li", [.element("a", ["href": "#\(section.id)"], text: section.title)])
    }
    return .element(
      "header",
      [
        .element("h1", text: document.title),
        .element("p", ["class": "headline"], text: document.headline),
        .element(
          "div", ["class": "answer"],
          document.answer.map { section($0, in: document) } + coverage + [figures]),
      ] + notes
        + (links.isEmpty
          ? [] : [.element("nav", ["aria-label": "Sections"], [.element("ul", links)])]))
  }

  private static func keyFigure(_ figure: ReportDocument.KeyFigure) -> Markup {
    let texts: [Markup] = [.element("dt", text: figure.name), .element("dd", text: figure.value)]
    let detail = Markup.element("dd", ["class": "detail"], text: figure.detail)
    return .element("div", figure.detail.isEmpty ? texts : texts + [detail])
  }

  private static func section(
    _ section: ReportDocument.Section, in document: ReportDocument
  ) -> Markup {
    .element(
      "section", ["id": "\(section.id)", "aria-labelledby": "\(section.id)-heading"],
      [.element("h2", ["id": "\(section.id)-heading"], text: section.title)]
        + section.blocks.map { block($0, in: document) })
  }

  private static func block(
    _ block: ReportDocument.Block, in document: ReportDocument
  ) -> Markup {
    switch block {
    case .paragraph(let text): .element("p", text: text)
    case .chart(let chart):
      .element(
        "figure",
        ChartSize.allCases.map { chart.inline($0) } + [.element("figcaption", text: chart.title)])
    case .finding(let finding): HTMLFinding.markup(finding)
    case .table(let table): HTMLTable.markup(table, fileName: document.fileName(of: table.table))
    }
  }

  private static func footer(_ document: ReportDocument) -> Markup {
    let terms = document.glossary.map { term in
      Markup.element(
        "div", [.element("dt", text: term.word), .element("dd", text: term.meaning)])
    }
    return .element(
      "footer",
      document.absences.map { .element("p", ["class": "note"], text: $0) }
        + (terms.isEmpty ? [] : [.element("dl", ["class": "glossary"], terms)]))
  }
}

/// A finding of a page: what it is and its amount in one line, the rest below.
enum HTMLFinding {
  static func markup(_ entry: FindingEntry) -> Markup {
    let finding = entry.finding
    let head: [Markup] = [
      .element("strong", text: FindingText.kind(finding)),
      .element("b", ["class": "amount"], text: FindingText.stake(finding)),
    ]
    let tasks = FindingText.tasks(finding)
    let lines = [
      ("subject", finding.sku), ("detail", finding.detail), ("action", entry.action),
      ("tasks", tasks.isEmpty ? "" : "tasks: \(tasks)"), ("ids", FindingText.ids(entry)),
    ].filter { !$0.1.isEmpty }.map { style, text in
      Markup.element(
        "p", ["class": style],
        HTMLTable.unbroken(TerminalWidth.cut(text, to: HTMLWriter.nameLimit)))
    }
    return .element(
      "div", ["class": "finding", "id": "finding-\(entry.id)"],
      [.element("p", ["class": "head"], head)] + lines)
  }
}
