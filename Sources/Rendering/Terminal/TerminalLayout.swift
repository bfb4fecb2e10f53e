import Domain
import Reports

/// Which columns of a table a terminal shows, and how wide they are.
///
/// Numbers, dates, words such as verdicts, and ids are never cut. A table that doesn't fit is narrowed
/// step by step: first columns that are empty in every row are dropped, then the unit in headings (if
/// the title can state it), then detail columns from the right, and finally long names are cut, as
/// long as no two rows look alike for that. A table that doesn't fit even then has no layout.
struct TerminalLayout {
  let columns: [ReportTable.Column]
  let isRightAligned: [Bool]
  /// The headings, the rows and the total, one line each.
  let lines: [[String]]
  let widths: [Int]
  let graphWidth: Int
  let isUnitInTitle: Bool
  /// The headings of detail columns that didn't fit.
  let leftOut: [String]

  /// - Parameters:
  ///   - table: the table to show.
  ///   - width: the width of the terminal in columns.
  ///   - graph: the graph to draw next to the rows, if there is room.
  ///   - canTellUnit: whether the title can say that amounts are in USD.
  init?(_ table: ReportTable, width: Int, graph: CostGraph?, canTellUnit: Bool) {
    let steps = NarrowedTable.steps(table, canTellUnit: canTellUnit)
    let graphNeed = graph.map { min(CostGraph.leastWidth, $0.widest) + 2 } ?? 0
    guard
      let step = steps.first(where: { $0.fits(width - graphNeed, as: table) })
        ?? steps.first(where: { $0.fits(width, as: table) })
    else { return nil }
    columns = step.table.columns
    isRightAligned = columns.map(\.kind.isNumeric)
    lines = step.lines
    isUnitInTitle = step.isUnitInTitle
    let kept = Set(columns.map(\.name))
    leftOut = table.withoutEmptyColumns.columns.filter { !kept.contains($0.name) }
      .map(\.headingWithoutUnit)
    widths = step.widths(within: width)
    let rest = width == .max ? 0 : width - NarrowedTable.sum(widths) - 2
    let room = graph.map { min($0.widest, rest) } ?? 0
    graphWidth = room >= graphNeed - 2 ? max(room, 0) : 0
  }
}

/// A table without some of its columns, with the widths that it needs.
private struct NarrowedTable {
  /// Names are not cut shorter than this, and sentences not shorter than that.
  private static let shortestName = 24
  private static let shortestSentence = 40

  let table: ReportTable
  let isUnitInTitle: Bool
  let lines: [[String]]
  /// The widths with nothing cut.
  private let fullWidths: [Int]

  private init(_ table: ReportTable, isUnitInTitle: Bool) {
    (self.table, self.isUnitInTitle) = (table, isUnitInTitle)
    let text = TextTable(table)
    let headings = isUnitInTitle ? table.columns.map(\.headingWithoutUnit) : text.headings
    let lines = ([headings] + text.rows + [text.total].compactMap(\.self)).map { line in
      line.map { VisibleText.line($0) }
    }
    self.lines = lines
    fullWidths = table.columns.indices.map { index in
      lines.map { TerminalWidth.columns(of: $0[index]) }.max() ?? 0
    }
  }

  /// The widths with everything cut that may be.
  private var leastWidths: [Int] {
    let cells = table.rows + [table.total].compactMap(\.self)
    return table.columns.indices.map { index in
      guard table.columns[index].kind == .text else { return fullWidths[index] }
      let least = zip(cells, lines.dropFirst()).map { row, line in
        NarrowedTable.leastWidth(of: row[index], line[index])
      }
      return max(TerminalWidth.columns(of: lines[0][index]), least.max() ?? 0)
    }
  }

  /// The table as it is, followed by ever narrower versions.
  static func steps(_ table: ReportTable, canTellUnit: Bool) -> [NarrowedTable] {
    let full = NarrowedTable(table, isUnitInTitle: false)
    var narrow = table.withoutEmptyColumns
    var steps = [
      full, NarrowedTable(narrow, isUnitInTitle: false),
      NarrowedTable(narrow, isUnitInTitle: canTellUnit),
    ]
    while let detail = narrow.columns.lastIndex(where: \.isDetail) {
      narrow = narrow.picking(narrow.columns.indices.filter { $0 != detail })
      steps.append(NarrowedTable(narrow, isUnitInTitle: canTellUnit))
    }
    return steps
  }

  private static func leastWidth(of cell: Cell, _ text: String) -> Int {
    let width = TerminalWidth.columns(of: text)
    guard case .text = cell, width > shortestName, !isWhole(text) else { return width }
    // The fields of a SKU are part of its name.
    let isSentence = text.split(separator: " ").count { !$0.contains("=") } > 4
    return min(width, isSentence ? shortestSentence : shortestName)
  }

  /// Whether a text tells something that may not be cut: a date, a moment, or an id.
  private static func isWhole(_ text: String) -> Bool {
    let isOneWord = !text.contains(" ") && !text.contains("/")
    return text.firstMatch(of: /\d{4}-\d{2}/) != nil
      || (isOneWord && text.count <= 40 && text.contains(where: \.isNumber))
  }

  /// Whether all of it fits, and rows that differ in the whole table look different.
  func fits(_ width: Int, as whole: ReportTable) -> Bool {
    let isWhole = table.columns.count == whole.withoutEmptyColumns.columns.count
    if isWhole || table.columns.count == whole.columns.count,
      NarrowedTable.sum(fullWidths) <= width
    {
      return true
    }
    guard NarrowedTable.sum(leastWidths) <= width else { return false }
    let widths = widths(within: width)
    var shown: [[String]: [Cell]] = [:]
    for (row, line) in zip(whole.rows, lines.dropFirst()) {
      let key = zip(line, widths).map { TerminalWidth.cut($0, to: $1) }
      if let other = shown[key], other != row { return false }
      shown[key] = row
    }
    return true
  }

  /// The widths of the columns, of which the widest names are cut until the rest fits.
  func widths(within width: Int) -> [Int] {
    var widths = fullWidths
    var surplus = NarrowedTable.sum(widths) - width
    guard surplus > 0 else { return widths }
    let leastWidths = leastWidths
    while surplus > 0 {
      let texts = widths.indices.filter { widths[$0] > leastWidths[$0] }
      guard let widest = texts.max(by: { widths[$0] < widths[$1] }) else { break }
      let next = texts.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
      let cut = min(surplus, max(1, widths[widest] - max(leastWidths[widest], next)))
      widths[widest] -= cut
      surplus -= cut
    }
    return widths
  }

  /// The total width of columns with two spaces between them.
  static func sum(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + 2 * max(0, widths.count - 1)
  }
}

extension ReportTable.Column {
  fileprivate var headingWithoutUnit: String {
    heading.hasSuffix(" USD") ? String(heading.dropLast(4)) : heading
  }
}

extension CostGraph {
  /// A narrower graph would be unreadable.
  static let leastWidth = 8
  private static let mostWidth = 31

  /// The most columns that the graph can make use of.
  var widest: Int {
    switch self {
    case .bars: 24
    case .courses(let rows): min(CostGraph.mostWidth, rows.map(\.count).max() ?? 0)
    }
  }

  /// The heading above the graph; nil if it isn't needed or doesn't fit.
  func heading(width: Int) -> String? {
    switch self {
    case .bars: nil
    case .courses: width < 5 ? nil : "trend"
    }
  }

  /// One text per row, at most this many columns wide.
  func cells(width: Int) -> [String] {
    switch self {
    case .bars(let amounts):
      let most = amounts.max() ?? .zero
      return amounts.map { CostGraph.bar($0, of: most, width: width) }
    case .courses(let rows):
      return rows.map { CostGraph.course($0, width: width) }
    }
  }

  /// Full blocks, then a block of one to seven eighths; amounts other than 0 get at least an
  /// eighth.
  private static func bar(_ amount: Points, of most: Points, width: Int) -> String {
    guard amount > .zero, most > .zero else { return "" }
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let eighths = max(1, Int(Int128(amount.count) * Int128(width * 8) / Int128(most.count)))
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }

  /// One block with a height from 1 to 8 per day, or per mean of several days.
  private static func course(_ amounts: [Points], width: Int) -> String {
    let count = min(width, amounts.count)
    let means = (0..<count).map { block in
      let days = amounts[block * amounts.count / count..<(block + 1) * amounts.count / count]
      return days.reduce(Points.zero, +).count / Int64(days.count)
    }
    let most = means.max() ?? 0
    let blocks = Array("▁▂▃▄▅▆▇█")
    return String(
      means.map { mean in
        guard mean > 0 else { return "·" }
        return blocks[Int((Int128(mean) * 8 + Int128(most) - 1) / Int128(most)) - 1]
      })
  }
}
