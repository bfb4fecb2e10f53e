import Domain

/// The cells of a table as aligned texts: what the terminal and Markdown have in common.
struct TextTable {
  let headings: [String]
  let isRightAligned: [Bool]
  let rows: [[String]]
  let total: [String]?

  /// Money in a column has as many decimals as its most exact amount, at least two, so that the
  /// points stand under each other and nothing is rounded.
  init(_ table: ReportTable) {
    let lines = table.rows + [table.total].compactMap(\.self)
    let digits = table.columns.indices.map { index in
      lines.map { line in
        if case .money(let points) = line[index] { points.usdFractionDigits } else { 2 }
      }.max() ?? 2
    }
    let texts = { (line: [Cell]) in
      zip(line, digits).map { TextTable.text($0, fractionDigits: max(2, $1)) }
    }
    headings = table.columns.map(\.heading)
    isRightAligned = table.columns.map { $0.kind != .text }
    rows = table.rows.map(texts)
    total = table.total.map(texts)
  }

  private static func text(_ cell: Cell, fractionDigits: Int) -> String {
    switch cell {
    case .text(let text): text
    case .word(let word): String(word.map { $0 == "_" ? " " : $0 })
    case .count(let count): grouped(String(count))
    case .money(let points): money(points, fractionDigits: fractionDigits)
    case .none: ""
    }
  }

  /// Exact USD with groups of three digits.
  static func money(_ points: Points, fractionDigits: Int = 2) -> String {
    let text = points.usdText(fractionDigits: fractionDigits)
    let parts = text.split(separator: ".", maxSplits: 1)
    return grouped(String(parts[0])) + "." + parts[1]
  }

  /// A whole number with a comma after every three digits.
  static func grouped(_ digits: String) -> String {
    let sign = digits.hasPrefix("-") ? "-" : ""
    var groups: [Substring] = []
    var rest = digits.dropFirst(sign.count)
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return sign + ([rest] + groups).joined(separator: ",")
  }
}
