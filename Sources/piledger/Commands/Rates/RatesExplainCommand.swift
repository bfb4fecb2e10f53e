import Application
import ArgumentParser
import Domain
import RateCards
import Rendering
import Reports

struct RatesExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show how the price of a request is found.",
    discussion: """
      Takes requests as piledger quote does. Lists the rates that were considered, each with its \
      price, its period and its place, which one was chosen and why, and the condition that failed \
      on each of the others, with the value that was found and the one that is wanted. Values that \
      the request omits are taken from the card's defaults, which a note names. The statuses are \
      those of piledger quote.

      EXAMPLES
        piledger rates explain request.json
        piledger rates explain request.json --as-of 2026-02-01 --json
        piledger rates explain requests.ndjson --format csv -o considered.csv
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "Files, or - for standard input.")
  var paths: [String]

  func run() throws {
    let run = try options.run()
    let pricer = try run.pricer()
    let files = RequestFiles(paths)
    let report = RateTraceReport(files.requests.map { .init($0, by: pricer, at: run.now) })
    if !report.entries.isEmpty { try write(report, run: run) }
    try ExitCode.end(files.statuses(of: report.entries.map(\.quote)))
  }

  private func write(_ report: RateTraceReport, run: Run) throws {
    let table = report.table
    try format.write(
      FormattedResult(
        csv: table,
        markdown: MarkdownWriter.table(RateReport.readable(table)),
        json: JSONEnvelope(
          schema: "piledger.rates.explain/1", generatedAt: run.now,
          parameters: [("paths", .array(paths.map { .string($0) }))], coverage: nil,
          data: report.json),
        text: { $0.text(report) }),
      options)
  }
}
