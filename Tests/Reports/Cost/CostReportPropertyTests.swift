import Domain
import Reconciliation
import Rendering
import ReportSamples
import Reports
import TestSupport
import Testing
import Traffic

/// However tasks are grouped, the totals are the same, and in every row
/// billed = expected + variance + unchecked.
@Suite struct CostReportPropertyTests {
  private static let pricings = [
    ReportSample.standard, ReportSample.large, ReportSample.video, ReportSample.unpriced,
  ]

  /// Random rows, including changes in closed months, whose tasks may be negative.
  private static func rows(seed: UInt64) -> [LedgerLine] {
    var random = SeededRandom(seed: seed)
    return (0..<120).map { _ in
      let verdict = Verdict.allCases[Int.random(in: 0..<15, using: &random)]
      let isAdjusted = Int.random(in: 0..<10, using: &random) == 0
      let day = CalendarDay(number: 20_560 + Int.random(in: 0..<40, using: &random))
      let isUndated = !isAdjusted && Int.random(in: 0..<10, using: &random) == 0
      let hasBilled = Int.random(in: 0..<5, using: &random) > 0
      let tasks = Int.random(in: 1...900, using: &random)
      return LedgerLine(
        day: isUndated ? nil : day,
        pricing: pricings[Int.random(in: 0..<pricings.count, using: &random)],
        status: [.completed, .failed, .pending, .other("")][Int.random(in: 0..<4, using: &random)],
        verdict: verdict,
        billed: hasBilled ? Points(Int64.random(in: 0...90_000_000, using: &random)) : nil,
        price: verdict == .unpriced
          ? nil : Points(Int64.random(in: 0...90_000_000, using: &random)),
        frozen: Points(Int64.random(in: 0...9_000_000, using: &random)),
        tasks: isAdjusted ? -tasks : tasks, adjustedDay: isAdjusted ? day : nil)
    }
  }

  /// The numbers of a line by the names of their columns.
  private static func numbers(_ cells: [Cell], of table: ReportTable) -> [String: Int64] {
    var numbers: [String: Int64] = [:]
    for (column, cell) in zip(table.columns, cells) {
      switch cell {
      case .count(let count): numbers[column.name] = Int64(count)
      case .money(let points): numbers[column.name] = points.count
      case .text, .word, .currency, .tasks, .none: continue
      }
    }
    return numbers
  }

  private static func sums(of table: ReportTable) -> [String: Int64] {
    table.rows.reduce(into: [:]) { sums, row in
      sums.merge(numbers(row, of: table)) { $0 + $1 }
    }
  }

  private static let names = [
    "tasks", "checked_tasks", "open_tasks", "billed", "expected", "variance", "unchecked",
    "unsettled", "commitment",
  ]

  @Test(arguments: [UInt64(51), 52, 53, 54, 55, 56])
  func `every report has the sum of its rows and the total of every other`(seed: UInt64) throws {
    let rows = Self.rows(seed: seed)
    let totals = try StandardReport.allCases.map { kind in
      let table = kind.report(rows, period: .all, undatedTasks: 0).table
      let total = Self.numbers(try #require(table.total), of: table)
      #expect(total.keys.sorted() == Self.names.sorted())
      #expect(Self.sums(of: table) == total)
      return total
    }
    #expect(Set(totals).count == 1)
  }

  @Test(arguments: [UInt64(61), 62, 63])
  func `other dimensions do not change the total`(seed: UInt64) throws {
    let rows = Self.rows(seed: seed)
    let dimensions: [[Dimension]] = [
      [.field("size")], [.day, .sku, .verdict], [.month, .field("resolution"), .status],
      [.taskType],
    ]
    let plain = StandardReport.daily.report(rows, period: .all, undatedTasks: 0).table
    let expected = Self.numbers(try #require(plain.total), of: plain)
    for choice in dimensions {
      let table = StandardReport.sku.report(
        rows, by: choice, period: .all, undatedTasks: 0
      ).table
      #expect(Self.numbers(try #require(table.total), of: table) == expected)
      #expect(Self.sums(of: table) == expected)
    }
  }

  @Test(arguments: [UInt64(71), 72, 73])
  func `in every row what was billed is expected, variance and unchecked`(seed: UInt64) throws {
    for kind in StandardReport.allCases {
      let table = kind.report(Self.rows(seed: seed), period: .all, undatedTasks: 0).table
      for row in table.rows + [try #require(table.total)] {
        let numbers = Self.numbers(row, of: table)
        let parts = ["expected", "variance", "unchecked"].compactMap { numbers[$0] }
        #expect(parts.count == 3)
        #expect(numbers["billed"] == parts.reduce(0, +))
      }
    }
  }

  @Test(arguments: [UInt64(81), 82])
  func `the verdicts of a reconciliation have the totals of the reports`(seed: UInt64) throws {
    let rows = Self.rows(seed: seed)
    let verdicts = ReconciliationReport(
      ReconciliationResult(rows: rows, period: .all, undatedTasks: 0)
    ).verdicts.table
    let plain = StandardReport.model.report(rows, period: .all, undatedTasks: 0).table
    let expected = Self.numbers(try #require(plain.total), of: plain)
    let found = Self.numbers(try #require(verdicts.total), of: verdicts)
    #expect(found.allSatisfy { expected[$0.key] == $0.value })
    #expect(Self.sums(of: verdicts) == found)
  }
}
