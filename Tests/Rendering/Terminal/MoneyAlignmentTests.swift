import Domain
import Rendering
import Reports
import TestSupport
import Testing
import Traffic

/// Money in a column has as many decimals as its most exact amount, and is never rounded.
@Suite struct MoneyAlignmentTests {
  private static func table(_ amounts: [Int64], total: Int64? = nil) -> ReportTable {
    ReportTable(
      name: "t", title: "T", columns: [ReportTable.Column("billed", .money)],
      rows: amounts.map { [.money(Points($0))] }, total: total.map { [.money(Points($0))] })
  }

  /// The cells of the column as people read them, without the heading.
  private static func texts(_ table: ReportTable) -> [String] {
    TerminalWriter(width: nil, hasColor: false).table(table)
      .split(separator: "\n").dropFirst().map { String($0.drop { $0 == " " }) }
  }

  @Test(
    arguments: [
      ([15_000_000, 20_000_000], ["1.50", "2.00"]),
      ([280_000, 15_000_000], ["0.028", "1.500"]),
      ([280_000, 1, -25_000_000], ["0.0280000", "0.0000001", "-2.5000000"]),
      ([-20_000, 0], ["-0.002", "0.000"]),
      ([-1], ["-0.0000001"]),
      (
        [12_345_678_900_000, 9_999_990_000_000, -12_345_670_000_000],
        ["1,234,567.89", "999,999.00", "-1,234,567.00"]
      ),
      ([Int64.max], ["922,337,203,685.4775807"]),
    ] as [([Int64], [String])])
  func `the most exact amount decides the decimals`(amounts: [Int64], texts: [String]) {
    #expect(Self.texts(Self.table(amounts)) == texts)
  }

  @Test func `the total counts among the amounts of its column`() {
    #expect(Self.texts(Self.table([10_000_000], total: 10_000_001)) == ["1.0000000", "1.0000001"])
  }

  @Test(arguments: [UInt64(31), 32, 33, 34])
  func `points are aligned, and no digit is lost`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let amounts = (0..<50).map { _ in
      Int64.random(in: -99_999_999_999_999...99_999_999_999_999, using: &random)
        / [1, 1_000, 100_000, 10_000_000][Int.random(in: 0..<4, using: &random)]
    }
    let lines = TerminalWriter(width: nil, hasColor: false).table(Self.table(amounts))
      .split(separator: "\n").dropFirst()
    let places = Set(
      lines.map { line in
        line.distance(from: line.startIndex, to: line.firstIndex(of: ".") ?? line.endIndex)
      })
    #expect(places.count == 1)
    for (line, amount) in zip(lines, amounts) {
      #expect(try Self.points(String(line.filter { $0 != " " && $0 != "," })) == amount)
    }
  }

  /// The points of an amount in USD with at most seven decimals.
  private static func points(_ usd: String) throws -> Int64 {
    let isNegative = usd.hasPrefix("-")
    let parts = usd.dropFirst(isNegative ? 1 : 0).split(separator: ".")
    try #require(parts.count == 2)
    let digits = parts[0] + parts[1] + String(repeating: "0", count: 7 - parts[1].count)
    let points = try #require(Int64(digits))
    return isNegative ? -points : points
  }

  @Test func `counts are grouped by thousands`() {
    let table = ReportTable(
      name: "t", title: "T", columns: [ReportTable.Column("tasks", .count)],
      rows: [0, 999, 1_000, 1_234_567, -1_000].map { [.count($0)] })
    #expect(Self.texts(table) == ["0", "999", "1,000", "1,234,567", "-1,000"])
  }
}
