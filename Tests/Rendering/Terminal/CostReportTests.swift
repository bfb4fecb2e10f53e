import Domain
import Reconciliation
import Rendering
import ReportSamples
import Reports
import Testing

@Suite struct CostReportTests {
  private static func csv(_ kind: StandardReport, by names: [String]? = nil) -> [String] {
    let report = kind.report(
      ReportSample.rows, by: names.map { $0.map { Dimension($0) } }, period: ReportSample.period,
      undatedTasks: 1)
    return CSVWriter.text(report.table).split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).prefix(4)
        .joined(separator: ",")
    }
  }

  @Test func `the days come in order, followed by undated tasks`() {
    #expect(
      Self.csv(.daily) == [
        "day,tasks,checked_tasks,open_tasks", "2026-05-04,1203,1203,0", "2026-05-05,5,2,2",
        "undated,1,1,0",
      ])
  }

  @Test func `a month is the sum of its days`() {
    #expect(
      Self.csv(.monthly) == [
        "month,tasks,checked_tasks,open_tasks", "2026-05,1208,1205,2", "undated,1,1,0",
      ])
  }

  @Test func `a status is split by its verdicts`() {
    #expect(
      Self.csv(.status) == [
        "status,verdict,tasks,checked_tasks", "completed,matched,1200,1200",
        "completed,overcharged,2,2", "completed,undercharged,1,1", "completed,unpriced,1,0",
        "failed,refunded,2,2", "pending,matched,1,1", "processing,provisional,2,0",
      ])
  }

  @Test func `tasks can be grouped by fields of their SKU`() {
    #expect(
      Self.csv(.daily, by: ["model", "size"]) == [
        "model,size,tasks,checked_tasks", "aurora-9,,1,0", "seedance,,4,2",
        "seedream,2K,1203,1203", "seedream,3K,1,1",
      ])
  }

  @Test(arguments: [
    (StandardReport.daily, "Cost per day"), (StandardReport.monthly, "Cost per month"),
    (StandardReport.model, "Cost per model"), (StandardReport.sku, "Cost per SKU"),
    (StandardReport.status, "Cost per status and verdict"),
  ])
  func `a report has its name and title`(kind: StandardReport, title: String) {
    let report = kind.report(ReportSample.rows, period: .all, undatedTasks: 0)
    #expect(report.table.name == kind.rawValue)
    #expect(report.table.title == title)
  }

  @Test func `a report by other dimensions says by which`() {
    let report = StandardReport.daily.report(
      [], by: [.day, .taskType, .field("size")], period: .all, undatedTasks: 0)
    #expect(report.table.title == "Cost by day, task_type, size")
    #expect(report.table.columns.prefix(3).map(\.heading) == ["day", "task type", "size"])
  }

  @Test(arguments: [
    (ReportPeriod.all, "all days"),
    (ReportPeriod(since: ReportSample.firstDay, until: nil), "since 2026-05-04"),
    (ReportPeriod(since: nil, until: ReportSample.secondDay), "until 2026-05-05"),
    (ReportPeriod(since: ReportSample.firstDay, until: ReportSample.firstDay), "2026-05-04"),
    (ReportSample.period, "2026-05-04 to 2026-05-05"),
  ])
  func `the period follows the title in every format`(
    period: ReportPeriod, text: String
  ) throws {
    let report = StandardReport.daily.report(ReportSample.rows, period: period, undatedTasks: 0)
    let terminal = TerminalWriter(width: nil, hasColor: false).text(report)
    #expect(terminal.hasPrefix("Cost per day, \(text)\nChecked "))
    #expect(MarkdownWriter.text(report).hasPrefix("## Cost per day, \(text)\n\nChecked "))
  }

  @Test func `coverage is at the top, with undated tasks named`() {
    let report = StandardReport.daily.report(
      ReportSample.rows, period: ReportSample.period, undatedTasks: 3)
    #expect(
      report.coverage.sentence
        == "Checked 1,206 of 1,207 tasks (99.9 %), 33.772 of 33.8954567 USD (99.6 %); "
        + "2 running; 0.1234567 USD unpriced; 3 without a creation time")
  }
}
