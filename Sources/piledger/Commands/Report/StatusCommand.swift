import Application
import ArgumentParser
import Domain
import Foundation
import Ledger
import Reconciliation
import Rendering
import Reports

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show this month in ten lines; piledger alone does it too.",
    discussion: """
      What the month has cost so far and what it will cost, budgets, findings, how much was \
      checked, and up to which day there are tasks: the values of piledger report month. The month \
      is that of the last complete day. Without a ledger, says how to start one.

      EXAMPLES
        piledger
        piledger status
        piledger status --account studio
        piledger status --json
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var account: AccountOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let run = try options.run()
    guard try LedgerStore.exists(at: run.configuration.ledgerPath) else {
      guard try isWelcome else {
        throw LedgerError.missing(path: try run.configuration.ledgerPath)
      }
      return Console.print(try StatusCommand.welcome(run))
    }
    let ledger = try run.ledger(.readOnly)
    let report = try MonthRun(run: account.narrowed(run, of: ledger), ledger: ledger)
      .report(of: CalendarMonth(of: run.lastCompleteDay(in: ledger)), rates: nil)
    let overview = report.overview
    try format.write(
      FormattedResult(
        csv: overview.table, markdown: MarkdownWriter.table(overview.table),
        json: JSONEnvelope(
          schema: "piledger.status/1", generatedAt: run.now,
          parameters: [
            ("month", .string(overview.month.description)),
            ("where", .optional(account.filter.text)),
          ],
          coverage: report.coverage,
          data: .object(
            JSONNode.money("billed", overview.billed) + [
              ("findings", .integer(Int64(overview.findingCount))),
              ("lines", .table(overview.table)),
            ])),
        text: { $0.text(overview) + StatusCommand.next(overview) }),
      options)
  }

  /// Whether a person without a ledger asks, rather than a program or for a ledger that is named.
  private var isWelcome: Bool {
    get throws {
      try options.ledgerPath == nil && format.outputPath == nil
        && format.format(wantsJSON: options.wantsJSON) == .table
    }
  }

  /// What one may want to see next.
  private static func next(_ overview: MonthOverview) -> String {
    let calls =
      (overview.findingCount > 0 ? ["reconcile"] : [])
      + ["month \(overview.month)", "report model", "budget", "--help"]
    return "next      " + calls.prefix(4).map { "piledger \($0)" }.joined(separator: " · ") + "\n"
  }

  /// The first steps of a user who has no ledger.
  private static func welcome(_ run: Run) throws -> String {
    """
    There is no ledger yet (\(VisibleText.line(try run.configuration.ledgerPath))). You can

      piledger demo                   try everything on a month of made-up traffic
      piledger import ~/piapi-log     read your task responses: logs, webhooks, HAR, CSV
      piledger fetch                  read your account, with PIAPI_API_KEY set to your key

    piledger --help lists the commands, piledger help the manual.

    """
  }
}
