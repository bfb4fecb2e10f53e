import Domain
import Reconciliation
import Rendering
import ReportSamples
import Reports
import TestSupport
import Testing

/// One small report in every format, byte for byte.
@Suite struct GoldenReportTests {
  private static let model = StandardReport.model.report(
    ReportSample.rows, period: ReportSample.period, undatedTasks: 1)
  private static let sku = StandardReport.sku.report(
    ReportSample.checkedRows, period: ReportSample.period, undatedTasks: 0)
  private static let reconciliation = ReconciliationReport(
    ReconciliationResult(
      rows: ReportSample.rows, period: ReportSample.period, undatedTasks: 1))

  private static func expectGolden(
    _ name: String, _ found: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let golden = try TestFiles.golden("Rendering/\(name)", found: found)
    #expect(found == golden, sourceLocation: sourceLocation)
  }

  @Test func `as CSV`() throws {
    try Self.expectGolden("model.csv", CSVWriter.text(Self.model.table))
  }

  @Test func `as Markdown`() throws {
    try Self.expectGolden("model.md", MarkdownWriter.text(Self.model))
  }

  @Test func `as a JSON envelope`() throws {
    let envelope = JSONEnvelope(
      schema: "piledger.report.model/1", generatedAt: Instant(seconds: 1_780_272_000),
      parameters: [("period", .string(ReportSample.period.description)), ("by", .null)],
      coverage: Self.model.coverage, data: .table(Self.model.table))
    try Self.expectGolden("model.json", envelope.text)
  }

  @Test func `on a terminal without a width`() throws {
    let writer = TerminalWriter(width: nil, hasColor: false)
    try Self.expectGolden("model.txt", writer.text(Self.model))
    try Self.expectGolden("sku-unlimited.txt", writer.text(Self.sku))
  }

  @Test(arguments: [80, 50])
  func `on a narrow terminal without the columns that are 0, and with cut names`(
    width: Int
  ) throws {
    let writer = TerminalWriter(width: width, hasColor: false)
    try Self.expectGolden("sku-\(width).txt", writer.text(Self.sku))
  }

  /// The second day takes the rate of the first; a task without a day has none.
  @Test func `with another currency next to USD, known and unknown`() throws {
    let rates = try ExchangeRates(
      of: .eur, source: "rates.csv",
      [
        PublishedRate(
          .day(ReportSample.firstDay), try #require(ExchangeRate("0.923958237088")), line: 2)
      ])
    let report = { (kind: StandardReport, rows: [LedgerLine]) in
      kind.report(rows, period: ReportSample.period, undatedTasks: 1, rates: rates)
    }
    let daily = report(.daily, ReportSample.rows.filter { $0.day != nil })
    let model = report(.model, ReportSample.rows)
    let writer = TerminalWriter(width: 100, hasColor: false)
    try Self.expectGolden("daily-eur.csv", CSVWriter.text(daily.table))
    try Self.expectGolden("daily-eur.txt", writer.text(daily))
    try Self.expectGolden("model-eur.md", MarkdownWriter.text(model))
    try Self.expectGolden("model-eur.json", JSONNode.table(model.table).text)
  }

  @Test func `the verdicts of a reconciliation`() throws {
    try Self.expectGoldens("verdicts", Self.reconciliation.verdicts.table)
  }

  @Test func `the findings of a reconciliation`() throws {
    try Self.expectGoldens("findings", Self.reconciliation.findings.table)
    let writer = TerminalWriter(width: 80, hasColor: false)
    try Self.expectGolden("findings-80.txt", writer.table(Self.reconciliation.findings.table))
  }

  @Test func `both directions of a reconciliation and their net`() throws {
    try Self.expectGoldens("balance", Self.reconciliation.balance.table)
  }

  private static func expectGoldens(_ name: String, _ table: ReportTable) throws {
    try expectGolden("\(name).csv", CSVWriter.text(table))
    try expectGolden("\(name).md", MarkdownWriter.table(table))
    try expectGolden("\(name).txt", TerminalWriter(width: nil, hasColor: false).table(table))
  }

  @Test func `the nightly set`() throws {
    let set = NightlySet(
      rows: ReportSample.rows, period: ReportSample.period, undatedTasks: 1,
      notes: ["priced with the rate card small, fingerprint 0123456789abcdef"])
    #expect(
      set.files(csv: .plain).map(\.name) == [
        "summary.md", "daily.csv", "models.csv", "skus.csv", "findings.csv",
      ])
    for file in set.files(csv: .plain) { try Self.expectGolden("nightly/\(file.name)", file.text) }
  }
}
