import Domain
import Reconciliation
import Rendering
import ReportSamples
import Reports
import Testing

@Suite struct ReconciliationReportTests {
  private static func report(_ rows: [LedgerLine]) -> ReconciliationReport {
    ReconciliationReport(ReconciliationResult(rows: rows, period: .all, undatedTasks: 0))
  }

  private static let due = ReportSample.row(
    ReportSample.standard, ReportSample.firstDay, .refundDue, status: .failed, billed: 280_000,
    expected: 0)
  private static let stuck = ReportSample.row(
    ReportSample.video, ReportSample.firstDay, .stuck, status: .processing,
    billed: nil, expected: 5_000_000, frozen: 5_000_000)

  private static func lines(_ csv: String) -> [String] {
    csv.split(separator: "\n").map { String($0.prefix { $0 != "," }) }
  }

  @Test func `verdicts come in their own order, with their totals`() {
    let verdicts = Self.report(ReportSample.rows.reversed()).verdicts.table
    #expect(
      verdicts.rows.compactMap(\.first) == [
        .word("matched"), .word("overcharged"), .word("undercharged"), .word("refunded"),
        .word("provisional"), .word("unpriced"),
      ])
    #expect(
      verdicts.total?.prefix(3) == [.text("total"), .count(1209), .money(Points(338_954_567))])
  }

  @Test func `people read refund due`() {
    let report = Self.report([Self.due])
    #expect(MarkdownWriter.table(report.verdicts.table).contains("| refund due |"))
    #expect(MarkdownWriter.table(report.findings.table).contains("| refund due |"))
  }

  @Test func `programs read refund_due, as in the other reports and in the views`() {
    let report = Self.report([Self.due])
    #expect(Self.lines(CSVWriter.text(report.findings.table)) == ["kind", "refund_due"])
    #expect(Self.lines(CSVWriter.text(report.verdicts.table)) == ["verdict", "refund_due"])
    #expect(JSONNode.table(report.findings.table).text.contains(#""kind": "refund_due""#))
    #expect(JSONNode.table(report.verdicts.table).text.contains(#""verdict": "refund_due""#))
  }

  @Test func `a finding of a task that is not booked has a commitment and nothing billed`() throws {
    let findings = Self.report([Self.stuck]).findings.table
    let row = try #require(findings.rows.first)
    let cells = Dictionary(
      zip(findings.columns.map(\.name), row), uniquingKeysWith: { first, _ in first })
    #expect(cells["kind"] == Cell.word("stuck"))
    #expect(cells["billed"] == Cell.none)
    #expect(cells["commitment"] == Cell.money(Points(5_000_000)))
    #expect(cells["variance"] == Cell.none)
  }

  @Test func `overcharges and undercharges are netted, and both are shown`() {
    let balance = Self.report(ReportSample.rows).balance.table
    #expect(
      balance.rows == [
        [.text("overcharged"), .money(Points(480_000))],
        [.text("undercharged"), .money(Points(-20_000))],
      ])
    #expect(balance.total == [.text("net"), .money(Points(460_000))])
  }

  @Test func `without findings the table is empty`() {
    let report = Self.report([ReportSample.rows[0]])
    #expect(report.findings.table.rows == [])
    #expect(report.findings.table.total == nil)
    #expect(report.findings.coverage.checkedTasks == 1200)
  }
}
