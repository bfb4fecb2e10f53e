import Domain
import Reports

/// A table of a page, with its caption, scoped headings, and its data as a file in a link.
///
/// On a phone each row becomes a card that begins with its name and its main amount, so the roles
/// of a table, which browsers forget then, are stated.
enum HTMLTable {
  /// A table with up to this many rows isn't broken across printed pages.
  private static let shortLimit = 12
  /// Text up to this many characters stays on one line.
  private static let lineLimit = 20
  /// A longer word is wider than a phone.
  private static let wordLimit = 40
  /// With this many columns a table is not stretched: amounts would be far from their names.
  private static let slimLimit = 4

  static func markup(_ block: TableBlock, fileName: String) -> Markup {
    let table = block.table
    guard !table.rows.isEmpty else {
      return .element("p", ["class": "none"], text: "\(table.title): none.")
    }
    // Content wider than the page can be scrolled, with the keyboard too.
    let style = table.rows.count <= shortLimit ? "scroll short" : "scroll"
    let region = Markup.element(
      "div",
      ["class": style, "role": "region", "tabindex": "0", "aria-label": table.title],
      [
        .element(
          "table",
          [
            "id": "table-\(table.name)", "role": "table",
            "class": table.columns.count <= slimLimit ? "slim" : "wide",
          ], parts(of: block))
      ])
    let link = Markup.element("p", ["class": "data"], [link(to: block.data, fileName: fileName)])
    guard block.isFolded else { return .element("div", [region, link]) }
    let summary =
      "\(table.title): \(table.rows.count.groupedText) "
      + (table.rows.count == 1 ? "row" : "rows")
    return .element("details", [.element("summary", text: summary), region, link])
  }

  /// The CSV that the report itself writes, inside the link: no network and no other file is needed.
  private static func link(to data: ReportTable, fileName: String) -> Markup {
    .element(
      "a",
      [
        "download": fileName,
        "href": "data:text/csv;charset=utf-8," + encoded(CSVWriter.text(data)),
      ],
      text: "CSV")
  }

  /// Text in a link, percent-encoded except for what RFC 3986 allows unchanged in any place.
  private static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: ","):
        bytes.append(byte)
      default:
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func parts(of block: TableBlock) -> [Markup] {
    let table = block.table
    let layout = Layout(block)
    let headings = layout.headings.enumerated().map { column, heading in
      Markup.element(
        "th",
        [
          "scope": "col", "role": "columnheader",
          "class": layout.isRightAligned[column] ? "number" : "name line",
        ], text: heading)
    }
    let rows = table.rows.indices.map { layout.row($0, of: table) }
    var parts: [Markup] = [
      .element("caption", text: table.title),
      .element("thead", ["role": "rowgroup"], [row(headings)]),
      .element("tbody", ["role": "rowgroup"], rows),
    ]
    if let total = layout.total(of: table) {
      parts.append(.element("tfoot", ["role": "rowgroup"], [total]))
    }
    return parts
  }

  private static func row(_ cells: [Markup]) -> Markup { .element("tr", ["role": "row"], cells) }

  /// Text whose words stay whole, although browsers would break at their hyphens; only a word too
  /// long for a column breaks.
  static func unbroken(_ text: String) -> [Markup] {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    let parts = words.map { word -> Markup in
      word.contains("-") && word.count <= wordLimit
        ? .element("span", ["class": "word"], text: String(word)) : .text(String(word))
    }
    // The text in front keeps the parts on one line of the source: a line end would be a space.
    return [.text("")]
      + parts.enumerated().flatMap { index, part in index == 0 ? [part] : [.text(" "), part] }
  }

  /// The texts of a table's cells, with the trend after the columns that name the row.
  private struct Layout {
    let headings: [String]
    let isRightAligned: [Bool]
    private let text: TextTable
    /// One picture per row; empty without a graph.
    private let trends: [Markup]
    /// How many columns name the row.
    private let names: Int
    /// The column with the amount that a row is about; nil without amounts.
    private let main: Int?

    init(_ block: TableBlock) {
      let table = block.table
      text = TextTable(table)
      names = table.columns.firstIndex { $0.kind != .text } ?? 1
      main = table.columns.firstIndex { $0.kind == .money }
      trends = block.graph.map { Trend.pictures($0) } ?? []
      let extra = trends.count == table.rows.count && !trends.isEmpty
      headings = extra ? text.headings.inserting("trend", at: names) : text.headings
      isRightAligned = extra ? text.isRightAligned.inserting(false, at: names) : text.isRightAligned
    }

    private var hasTrend: Bool { headings.count > text.headings.count }

    func row(_ index: Int, of table: ReportTable) -> Markup {
      let trend: Markup? =
        hasTrend
        ? .element("td", ["role": "cell", "class": "trend"], [trends[index]]) : nil
      return HTMLTable.row(cells(table.rows[index], text.rows[index], trend: trend))
    }

    func total(of table: ReportTable) -> Markup? {
      guard let total = table.total, let texts = text.total else { return nil }
      let empty: Markup? = hasTrend ? .element("td", ["role": "cell", "class": "trend"], []) : nil
      return HTMLTable.row(cells(total, texts, trend: empty))
    }

    private func cells(_ cells: [Cell], _ texts: [String], trend: Markup?) -> [Markup] {
      let fields = cells.indices.map { index -> Markup in
        let text = TerminalWidth.cut(texts[index], to: HTMLWriter.nameLimit)
        let style = style(cells[index], text, at: index)
        guard index > 0 else {
          return .element(
            "th", ["scope": "row", "role": "rowheader", "class": style], HTMLTable.unbroken(text))
        }
        return .element(
          "td", ["role": "cell", "class": style, "data-label": self.text.headings[index]],
          HTMLTable.unbroken(text))
      }
      return trend.map { fields.inserting($0, at: names) } ?? fields
    }

    private func style(_ cell: Cell, _ text: String, at index: Int) -> String {
      let isRight = self.text.isRightAligned[index]
      let kind =
        switch cell {
        case .money(.zero), .count(0): "number zero"
        case _ where isRight: "number"
        default: text.count <= HTMLTable.lineLimit ? "name line" : "name"
        }
      let role = index == main ? " main" : index < names ? "" : text.isEmpty ? " empty" : ""
      return kind + role
    }
  }
}

extension Array {
  fileprivate func inserting(_ element: Element, at index: Int) -> [Element] {
    Array(self[..<index]) + [element] + Array(self[index...])
  }
}
