package import Reports

/// Writes a document as one HTML file that needs nothing else: no network, no script, no fonts.
package enum HTMLWriter {
  /// Longer names are cut in their middle: a page is for reading, and CSV has them whole.
  static let nameLimit = 240

  package static func text(_ document: ReportDocument) -> String {
    let main = Markup.element("main", [header(document)] + document.sections.map(section))
    let page = Markup.element(
      "html", ["lang": "en"], [head(document), .element("body", [main])])
    return "<!DOCTYPE html>\n" + page.source + "\n"
  }

  private static func head(_ document: ReportDocument) -> Markup {
    .element(
      "head",
      [
        .void("meta", ["charset": "utf-8"]),
        // Whatever a name might bring: the page loads nothing and runs nothing.
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

  private static func header(_ document: ReportDocument) -> Markup {
    var parts: [Markup] = [.element("h1", text: document.title)]
    parts += document.trust.prefix(1).map { .element("p", ["class": "coverage"], text: $0) }
    parts.append(.element("dl", ["class": "figures"], document.keyFigures.map(keyFigure)))
    parts += document.trust.dropFirst().map { .element("p", ["class": "note"], text: $0) }
    let links = document.sections.map { section in
      Markup.element(
        "li", [.element("a", ["href": "#\(section.id)"], text: section.title)])
    }
    parts.append(.element("nav", ["aria-label": "Sections"], [.element("ul", links)]))
    return .element("header", parts)
  }

  private static func keyFigure(_ figure: ReportDocument.KeyFigure) -> Markup {
    let texts: [Markup] = [.element("dt", text: figure.name), .element("dd", text: figure.value)]
    let detail = Markup.element("dd", ["class": "detail"], text: figure.detail)
    return .element("div", figure.detail.isEmpty ? texts : texts + [detail])
  }

  private static func section(_ section: ReportDocument.Section) -> Markup {
    .element(
      "section", ["id": "\(section.id)", "aria-labelledby": "\(section.id)-heading"],
      [.element("h2", ["id": "\(section.id)-heading"], text: section.title)]
        + section.blocks.map(block))
  }

  private static func block(_ block: ReportDocument.Block) -> Markup {
    switch block {
    case .paragraph(let text): .element("p", text: text)
    case .chart(let chart):
      .element(
        "figure",
        ChartSize.allCases.map { chart.inline($0) } + [.element("figcaption", text: chart.title)])
    case .table(let table): HTMLTable.markup(table)
    }
  }
}
