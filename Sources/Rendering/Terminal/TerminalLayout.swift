import Domain
import Reports

/// Which columns of a table a terminal shows, and how wide they are.
///
/// Numbers are never cut. What does not fit is made narrower step by step: columns that say nothing
/// in any row go, then the unit in headings (where the title can tell it), then columns of detail
/// from the right, and then the widest texts are cut.
struct TerminalLayout {
  /// Texts are cut to less than this only when nothing else helps.
  private static let comfortableText = 24
  private static let leastText = 8

  let columns: [ReportTable.Column]
  let isRightAligned: [Bool]
  /// The headings, the rows and the total, on one line each.
  let lines: [[String]]
  let widths: [Int]
  let graphWidth: Int
  let isUnitInTitle: Bool
  /// The headings of columns of detail that found no room.
  let leftOut: [String]

  /// - Parameters:
  ///   - table: what is to be shown.
  ///   - width: the columns of the terminal.
  ///   - graph: what is drawn beside the rows, where there is room.
  ///   - canTellUnit: whether the title can say that amounts are in USD.
  init(_ table: ReportTable, width: Int, graph: CostGraph?, canTellUnit: Bool) {
    let steps = TerminalLayout.steps(table, canTellUnit: canTellUnit)
    let graphNeed = graph.map { min(CostGraph.leastWidth, $0.widest) + 2 } ?? 0
    let fitting =
      steps.first { $0.need + graphNeed <= width } ?? steps.first { $0.need <= width }
    let step = fitting ?? steps[steps.count - 1]
    columns = step.table.columns
    isRightAligned = columns.map { $0.kind != .text }
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

  /// A table made narrower, with what it needs.
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

    /// The width with texts that are cut to a comfortable length.
    var need: Int {
      TerminalLayout.sum(
        table.columns.indices.map { index in
          let width = TerminalLayout.width(of: index, in: lines)
          return table.columns[index].kind == .text
            ? min(width, TerminalLayout.comfortableText) : width
        })
    }
  }

  /// The table as it is, and ever narrower.
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

  /// The width of columns with two spaces between them.
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
