import Domain
import Reports

/// Which columns of a table a terminal shows, and how wide they are.
///
/// Numbers are never cut. A table that doesn't fit is narrowed step by step: first columns that are
/// empty in every row are dropped, then the unit in headings (if the title can state it), then
/// detail columns from the right, and finally the widest texts are cut.
struct TerminalLayout {
  /// Text is cut shorter than this only if nothing else helps.
  private static let comfortableText = 24
  private static let leastText = 8

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
  init(_ table: ReportTable, width: Int, graph: CostGraph?, canTellUnit: Bool) {
    let steps = TerminalLayout.steps(table, canTellUnit: canTellUnit)
    let graphNeed = graph.map { min(CostGraph.leastWidth, $0.widest) + 2 } ?? 0
    let fitting =
      steps.first { $0.need + graphNeed <= width } ?? steps.first { $0.need <= width }
    let step = fitting ?? steps[steps.count - 1]
    columns = step.table.columns
    isRightAligned = columns.map(\.kind.isNumeric)
    lines = step.lines
    isUnitInTitle = step.isUnitInTitle
    let kept = Set(columns.map(\.name))
    leftOut = table.withoutEmptyColumns.columns.filter { !kept.contains($0.name) }
      .map(\.headingWithoutUnit)
    widths = TerminalLayout.widths(lines, isRightAligned: isRightAligned, width: width)
    let rest = width == .max ? 0 : width - TerminalLayout.sum(widths) - 2
    let room = graph.map { min($0.widest, rest) } ?? 0
    graphWidth = room >= graphNeed - 2 ? max(room, 0) : 0
  }

  /// A narrowed table, with the width that it needs.
  private struct Step {
    let table: ReportTable
    let isUnitInTitle: Bool
    let lines: [[String]]

    init(_ table: ReportTable, isUnitInTitle: Bool) {
      (self.table, self.isUnitInTitle) = (table, isUnitInTitle)
      let text = TextTable(table)
      let headings = isUnitInTitle ? table.columns.map(\.headingWithoutUnit) : text.headings
      lines = ([headings] + text.rows + [text.total].compactMap(\.self)).map { line in
        line.map { VisibleText.line($0) }
      }
    }

    /// The width when texts are cut to a comfortable length.
    var need: Int {
      TerminalLayout.sum(
        table.columns.indices.map { index in
          let width = TerminalLayout.width(of: index, in: lines)
          return table.columns[index].kind == .text
            ? min(width, TerminalLayout.comfortableText) : width
        })
    }
  }

  /// The table as it is, followed by ever narrower versions.
  private static func steps(_ table: ReportTable, canTellUnit: Bool) -> [Step] {
    let full = Step(table, isUnitInTitle: false)
    var narrow = table.withoutEmptyColumns
    var steps = [
      full, Step(narrow, isUnitInTitle: false), Step(narrow, isUnitInTitle: canTellUnit),
    ]
    while let detail = narrow.columns.lastIndex(where: \.isDetail) {
      narrow = narrow.picking(narrow.columns.indices.filter { $0 != detail })
      steps.append(Step(narrow, isUnitInTitle: canTellUnit))
    }
    return steps
  }

  fileprivate static func width(of index: Int, in lines: [[String]]) -> Int {
    lines.map { TerminalWidth.columns(of: $0[index]) }.max() ?? 0
  }

  /// The total width of columns with two spaces between them.
  fileprivate static func sum(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + 2 * max(0, widths.count - 1)
  }

  private static func widths(
    _ lines: [[String]], isRightAligned: [Bool], width: Int
  ) -> [Int] {
    var widths = isRightAligned.indices.map { TerminalLayout.width(of: $0, in: lines) }
    var surplus = sum(widths) - width
    while surplus > 0 {
      let texts = widths.indices.filter { !isRightAligned[$0] && widths[$0] > leastText }
      guard let widest = texts.max(by: { widths[$0] < widths[$1] }) else { break }
      let next = texts.filter { $0 != widest }.map { widths[$0] }.max() ?? leastText
      let cut = min(surplus, max(1, widths[widest] - max(leastText, next)))
      widths[widest] -= cut
      surplus -= cut
    }
    return widths
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
