import Billing
import Reconciliation
import Reporting
import TestSupport
import Testing

@Suite struct TerminalWriterTests {
  private static func lines(_ table: ReportTable, width: Int?) -> [Substring] {
    TerminalWriter(width: width, hasColor: false).table(table)
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  @Test func `columns are two spaces apart, numbers to the right`() {
    #expect(
      TerminalWriter(width: nil, hasColor: false)
        .table(ReportSample.table(["seedream", "x"], total: "total"))
        == "name      tasks\nseedream      1\nx             1\ntotal         2\n")
  }

  @Test func `invisible characters are shown by their numbers, on one line`() {
    let names = ["one\ntwo", "\u{1B}[31mred", "\u{202E}live"]
    #expect(
      Self.lines(ReportSample.table(names), width: nil) == [
        "name           tasks", "one\\u{A}two        1", "\\u{1B}[31mred      1",
        "\\u{202E}live       1",
      ])
  }

  @Test(arguments: [UInt64(11), 12, 13])
  func `whatever the names, a table has one line per row, free of controls`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let names = HostileText.examples + (0..<100).map { _ in HostileText.random(&random) }
    let lines = Self.lines(ReportSample.table(names, total: "total"), width: 80)
    #expect(lines.count == names.count + 2)
    for line in lines {
      #expect(line.unicodeScalars.allSatisfy { !VisibleText.isInvisible($0) })
      #expect(line.count <= 80)
    }
  }

  @Test(arguments: [UInt64(21), 22, 23, 24])
  func `no line is longer than the terminal is wide, and no number is cut`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<40 {
      let amounts = (0..<5).map { _ in Int64.random(in: 1...9_999_999_999, using: &random) }
      let table = ReportTable(
        name: "t", title: "T",
        columns: [
          ReportTable.Column("model", .text), ReportTable.Column("task_type", .text),
          ReportTable.Column("tasks", .count), ReportTable.Column("billed", .money),
        ],
        rows: amounts.map { amount in
          [
            .text(HostileText.random(&random)), .text(HostileText.random(&random, pieces: 40)),
            .count(Int(amount % 9999) + 1), .money(Points(amount)),
          ]
        })
      // Names keep 8 columns, the numbers 5 and 11, and between four columns are six spaces.
      let lines = Self.lines(table, width: Int.random(in: 38...120, using: &random))
      for line in lines.dropFirst() { #expect(!line.contains("…") || !Self.isNumberCut(line)) }
      let width = lines.map(\.count).max() ?? 0
      #expect(width <= 120)
      for (line, amount) in zip(lines.dropFirst(), amounts) {
        #expect(line.hasSuffix(Self.money(amount)))
      }
    }
  }

  private static func isNumberCut(_ line: Substring) -> Bool { line.last == "…" }

  /// With seven decimals, which one of the column's amounts almost always needs.
  private static func money(_ points: Int64) -> String {
    var text = Points(points).usdText
    while text.last == "0" { text.removeLast() }
    return text.last == "." ? String(text.dropLast()) : text
  }
}
