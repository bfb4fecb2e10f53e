import Domain
package import Reports

/// Writes a document as one self-contained HTML file: no network, scripts or fonts.
package enum HTMLWriter {
  /// Longer names are cut in the middle: a page is for reading, and the CSV has the full names.
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

/// A table of a page, with its caption and scoped headings.
enum HTMLTable {
  /// A table with up to this many rows isn't broken across printed pages.
  private static let shortLimit = 12
  /// Text up to this many characters stays on one line; longer words may break after this many.
  private static let lineLimit = 20

  static func markup(_ table: ReportTable) -> Markup {
    guard !table.rows.isEmpty else {
      return .element("p", ["class": "none"], text: "\(table.title): none.")
    }
    // Content wider than the page can be scrolled, with the keyboard too.
    let style = table.rows.count <= HTMLTable.shortLimit ? "scroll short" : "scroll"
    return .element(
      "div",
      ["class": style, "role": "region", "tabindex": "0", "aria-label": table.title],
      [.element("table", ["id": "table-\(table.name)"], parts(of: table))])
  }

  private static func parts(of table: ReportTable) -> [Markup] {
    let text = TextTable(table)
    let headings = zip(text.headings, text.isRightAligned).map { heading, isRight in
      Markup.element(
        "th", ["scope": "col", "class": isRight ? "number" : "name line"], text: heading)
    }
    let line = { (cells: [Cell], texts: [String]) in
      HTMLTable.line(cells, texts, isRightAligned: text.isRightAligned)
    }
    var parts: [Markup] = [
      .element("caption", text: table.title),
      .element("thead", [.element("tr", headings)]),
      .element("tbody", zip(table.rows, text.rows).map(line)),
    ]
    if let total = table.total, let texts = text.total {
      parts.append(.element("tfoot", [line(total, texts)]))
    }
    return parts
  }

  private static func line(
    _ cells: [Cell], _ texts: [String], isRightAligned: [Bool]
  ) -> Markup {
    let fields = cells.indices.map { index -> Markup in
      let text = TerminalWidth.cut(texts[index], to: HTMLWriter.nameLimit)
      guard index > 0 else {
        let style = text.count <= lineLimit ? "name line" : "name"
        return .element("th", ["scope": "row", "class": style], breakable(text))
      }
      let style = style(cells[index], text, isRight: isRightAligned[index])
      return .element("td", ["class": style], breakable(text))
    }
    return .element("tr", fields)
  }

  private static func style(_ cell: Cell, _ text: String, isRight: Bool) -> String {
    switch cell {
    case .money(.zero), .count(0): "number zero"
    case _ where isRight: "number"
    default: text.count <= lineLimit ? "name line" : "name"
    }
  }

  /// Text with possible line breaks: after characters that join words, and inside very long words.
  private static func breakable(_ text: String) -> [Markup] {
    guard text.count > lineLimit else { return [.text(text)] }
    var parts: [Markup] = []
    var word = ""
    for character in text {
      word.append(character)
      guard "/_,;".contains(character) || word.count >= lineLimit else { continue }
      parts += [.text(word), .leaf("wbr", [])]
      word = ""
    }
    return parts + [.text(word)]
  }
}
