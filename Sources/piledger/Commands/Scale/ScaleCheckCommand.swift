import Application
import ArgumentParser
import Domain
import Ledger
import Reconciliation
import Rendering
import Reports

struct ScaleCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Compare usage lines with the tasks of a few days, taken one by one.",
    discussion: """
      Imports the answers of a sample, such as those of two days, and the lines that a query made \
      of the same answers, into two ledgers in memory, and lists where they differ: tasks of a day \
      by account, SKU, status, verdict and amounts; accounts only where both tell them. Only days \
      of which the sample has tasks are compared, so the sample needs all answers about them. The \
      status is 10 if there are differences, and 66 without lines.

      EXAMPLES
        piledger scale check --tasks sample.ndjson --lines lines.ndjson
        piledger scale check --tasks log/2026-10-05.gz --lines lines/ -f csv
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Option(
    help: ArgumentHelp("Files or folders of answers. May be repeated.", valueName: "path"),
    completion: .file())
  var tasks: [String] = []

  @Option(
    help: ArgumentHelp("Files or folders of usage lines. May be repeated.", valueName: "path"),
    completion: .file())
  var lines: [String] = []

  func validate() throws {
    guard !tasks.isEmpty, !lines.isEmpty else {
      throw ValidationError("expected --tasks with answers, and --lines with usage lines")
    }
  }

  func run() throws {
    let run = try options.run()
    let (sample, imported) = try ImportRun(run, isDryRun: false).ledgerInMemory(of: tasks)
    let (reduced, importedLines) = try ImportRun(run, isDryRun: false).ledgerInMemory(of: lines)
    guard importedLines.summary.usageLines > 0 else {
      throw Failure(.noInput, "--lines: expected usage lines, found none that can be taken")
    }
    let comparison = LineComparison(
      try run.reader(of: sample).lines(), with: try run.reader(of: reduced).lines())
    try format.write(
      LineComparisonReport.table(comparison), options: options, schema: "piledger.scale.check/1",
      parameters: [
        ("tasks", .array(tasks.map { .string($0) })), ("lines", .array(lines.map { .string($0) })),
      ], generatedAt: run.now)
    if !options.quiet { Console.note(LineComparisonReport.sentence(comparison)) }
    try ExitCode.end(
      imported.statuses + importedLines.statuses
        + (comparison.differences.isEmpty ? [] : [.findings]))
  }
}
