/// Manual articles as text for a terminal.
struct ManualText {
  /// Longer lines are hard to read, however wide the terminal is.
  static let widestColumns = 100
  private static let indent = "  "

  /// The width of the lines.
  let columns: Int

  init(columns: Int) {
    self.columns = min(columns, ManualText.widestColumns)
  }

  func text(of topic: ManualTopic) -> String {
    var text = ""
    var previous: ManualBlock?
    for block in topic.blocks {
      // List items have no empty line between them.
      if let previous, !(previous.isItem && block.isItem) { text += "\n" }
      text += lines(of: block).map { "\($0)\n" }.joined()
      previous = block
    }
    return text
  }

  private func lines(of block: ManualBlock) -> [String] {
    switch block {
    case .heading(let level, let text): [level == 1 ? text.uppercased() : text]
    case .paragraph(let text): wrapped(text)
    case .item(let marker, let text): wrapped(text, first: "\(marker) ")
    case .code(let lines): lines.map { ManualText.indent + $0 }
    case .table(let rows): table(rows)
    }
  }

  /// Columns if they fit; otherwise each row as its first cell, with the others below it.
  private func table(_ rows: [[String]]) -> [String] {
    guard let heading = rows.first else { return [] }
    let widths = heading.indices.map { column in
      rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0
    }
    if widths.reduce(0, +) + 2 * widths.count <= columns {
      return rows.map { row in
        let cells = zip(row, widths).map { cell, width in
          cell + String(repeating: " ", count: width - cell.count)
        }
        return ManualText.trimmed(ManualText.indent + cells.joined(separator: "  "))
      }
    }
    return rows.dropFirst().flatMap { row in
      wrapped(row.first ?? "", first: ManualText.indent)
        + zip(heading, row).dropFirst().filter { !$0.1.isEmpty }.flatMap { name, cell in
          wrapped(
            heading.count > 2 && !name.isEmpty ? "\(name): \(cell)" : cell,
            first: ManualText.indent + ManualText.indent)
        }
    }
  }

  /// The words wrapped to the width; all lines but the first are indented as far as the first one.
  func wrapped(_ text: String, first: String = "") -> [String] {
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > columns {
        lines.append(line)
        (line, isEmpty) = (String(repeating: " ", count: first.count), true)
      }
      line += isEmpty ? "\(word)" : " \(word)"
      isEmpty = false
    }
    return lines + [line]
  }

  private static func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}

extension ManualBlock {
  fileprivate var isItem: Bool {
    if case .item = self { true } else { false }
  }
}
