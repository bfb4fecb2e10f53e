import Application
import Domain
import Reconciliation
import Rendering
import Reports

/// The entire wallet, in every format.
struct WalletView {
  let state: WalletState
  let windows: [WalletWindow]
  let period: ReportPeriod
  let coverage: Coverage
  let entries: WalletEntries
  /// What spend and runway may lack.
  let warnings: [String]
  let statuses: [ExitStatus]

  var result: FormattedResult {
    let latest = Array(windows.suffix(WalletReport.latestWindows))
    let report = WalletReport(state, windows: latest)
    let tables = [
      report.summary, WalletReport.readableRollForward(latest), report.packs,
    ].map {
      RateReport.readable($0)
    }
    let titles = [report.summary.title, rollForwardTitle, report.packs.title]
    return FormattedResult(
      csv: WalletReport.rollForward(windows),
      markdown: "# Wallet, \(period)\n\n\(MarkdownWriter.escaped(coverage.sentence))\n\n"
        + MarkdownWriter.list(warnings)
        + zip(titles, tables).map { "## \($0)\n\n\(MarkdownWriter.table($1))" }
        .joined(separator: "\n"),
      json: envelope(WalletReport(state, windows: windows)),
      workbook: { maker in
        maker.workbook(
          title: "Wallet, \(period)", notes: [coverage.sentence] + warnings,
          tables: [
            report.summary, WalletReport.rollForward(windows), report.packs,
            WalletReport.topUps(entries.topUps), WalletReport.charges(entries.charges),
          ])
      },
      text: { writer in
        let sections = zip(titles, tables).dropFirst().map { "\n\($0)\n\(writer.table($1))" }
        return "Wallet, \(period)\n\(writer.lines([coverage.sentence] + warnings))\n"
          + writer.table(tables[0]) + sections.joined()
      })
  }

  private var rollForwardTitle: String {
    windows.count > WalletReport.latestWindows
      ? "Roll-forward, the latest \(WalletReport.latestWindows) of \(windows.count) windows"
      : "Roll-forward"
  }

  private func envelope(_ report: WalletReport) -> JSONEnvelope {
    JSONEnvelope(
      schema: "piledger.wallet/1", generatedAt: state.asOf,
      parameters: [("period", .string(period.description))], coverage: coverage,
      data: .object([
        ("state", .wallet(state)), ("roll_forward", .table(report.rollForward)),
        ("packs", .table(report.packs)), ("top_ups", .table(WalletReport.topUps(entries.topUps))),
        ("charges", .table(WalletReport.charges(entries.charges))),
        ("notes", .array(warnings.map { .string($0) })),
        ("statuses", .array(statuses.map { .integer(Int64($0.rawValue)) })),
      ]))
  }
}
