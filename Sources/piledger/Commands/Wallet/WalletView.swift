import Billing
import Reconciliation
import Reporting

/// The whole wallet in a format.
struct WalletView {
  let state: WalletState
  let windows: [WalletWindow]
  let period: ReportPeriod
  let coverage: Coverage
  let topUps: [TopUp]

  func text(format: FormatOptions, options: GlobalOptions) -> String {
    let kind = format.format(wantsJSON: options.wantsJSON)
    let shown = kind == .json ? windows : windows.suffix(WalletReport.latestWindows)
    let report = WalletReport(state, windows: Array(shown))
    let tables = [report.summary, report.rollForward, report.packs].map {
      RateReport.readable($0)
    }
    switch kind {
    case .csv: return CSVWriter.text(WalletReport.rollForward(windows))
    case .json: return envelope(report).text
    case .markdown:
      let sections = tables.map { "## \($0.title)\n\n\(MarkdownWriter.table($0))" }
      return "# Wallet, \(period)\n\n\(coverage.sentence)\n\n\(sections.joined(separator: "\n"))"
    case .table:
      let writer = TerminalWriter(
        width: format.outputPath == nil ? Console.width : nil, hasColor: options.hasColor)
      let sections = tables.dropFirst().map { "\n\($0.title)\n\(writer.table($0))" }
      return "Wallet, \(period)\n\(coverage.sentence)\n\n\(writer.table(tables[0]))"
        + sections.joined()
    }
  }

  private func envelope(_ report: WalletReport) -> JSONEnvelope {
    JSONEnvelope(
      schema: "piledger.wallet/1", generatedAt: state.asOf,
      parameters: [("period", .string(period.description))], coverage: coverage,
      data: .object([
        ("state", .wallet(state)), ("roll_forward", .table(report.rollForward)),
        ("packs", .table(report.packs)), ("top_ups", .table(WalletReport.topUps(topUps))),
        (
          "statuses",
          .array(
            windows.contains(where: \.isUnexplained)
              ? [.integer(Int64(ExitStatus.walletUnbalanced.rawValue))] : [])
        ),
      ]))
  }
}
