import Domain
import Reports

/// The cells of a table as aligned text: what the terminal and Markdown share.
struct TextTable {
  let headings: [String]
  let isRightAligned: [Bool]
  let rows: [[String]]
  let total: [String]?

  /// Formats each money column with as many decimals as its most precise amount, at least two.
  ///
  /// That way, decimal points line up and nothing is rounded but amounts in other currencies.
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
    isRightAligned = table.columns.map(\.kind.isNumeric)
    rows = table.rows.map(texts)
    total = table.total.map(texts)
  }

  private static func text(_ cell: Cell, fractionDigits: Int) -> String {
    switch cell {
    case .text(let text): text
    case .word(let word): String(word.map { $0 == "_" ? " " : $0 })
    case .count(let count): count.groupedText
    case .money(let points): points.groupedUSDText(fractionDigits: fractionDigits)
    case .tasks(let tasks): tasks.text
    case .currency(let amount): amount.groupedText(decimals: CurrencyAmount.tableDecimals)
    case .none: ""
    }
  }
}
