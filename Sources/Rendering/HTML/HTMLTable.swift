import Domain
import Reports

/// A table of a page, with its caption, and headings that say what they are of.
enum HTMLTable {
  /// A table of so many rows is not broken between pages of paper.
  private static let shortLimit = 12
  /// Texts of so many characters stand on one line, and longer words can be broken behind as many.
  private static let lineLimit = 20

  static func markup(_ table: ReportTable) -> Markup {
    guard !table.rows.isEmpty else {
      return .element("p", ["class": "none"], text: "\(table.title): none.")
    }
    // What is wider than the page is scrolled, with the keyboard too.
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

  /// A text with places at which a line may end: behind marks that join words, and inside what
  /// is very long without any.
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
