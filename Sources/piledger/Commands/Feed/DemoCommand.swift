import Application
import ArgumentParser
import Domain
import Foundation
import Ledger
import Reconciliation
import Rendering
import Reports
import Traffic

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Try everything on a month of made-up traffic.",
    discussion: """
      Generates a month of a small studio's tasks in a folder, with weekends, growth, failures, a \
      price change and planted errors; imports and reconciles it, writes the reports, and shows \
      which of the planted errors it found. The same seed gives the same month. Your own data is \
      not touched.

      EXAMPLES
        piledger demo
        piledger demo --seed 7 --folder /tmp/my-demo
      """)

  @Option(name: .customLong("seed"), help: "A different seed gives a different month.")
  var seed: UInt64 = 1

  @Option(name: .customLong("folder"), help: "Working folder. Default: a new temporary folder.")
  var folder: String?

  @Flag(name: .customLong("no-color"), help: "No color; NO_COLOR in the environment does the same.")
  var noColor = false

  func run() throws {
    let folder = try folder ?? DemoCommand.temporaryFolder()
    guard !LedgerStore.exists(at: "\(folder)/ledger.db") else {
      throw Failure(
        .cannotWrite, "\(folder): the folder already has a ledger; the demo needs a new one")
    }
    var options = try GlobalOptions.parse(["--db", "\(folder)/ledger.db"])
    options.asOf = .moment(MonthOfTraffic.asOf)
    options.noColor = noColor
    options.quiet = true
    let demo = DemoRun(
      traffic: MonthOfTraffic(seed: seed), folder: folder, run: try options.run())
    let outcome = try demo.running()
    Console.print(text(outcome, of: demo, hasColor: options.hasColor))
    if !outcome.isAllFound { throw ExitCode(ExitStatus.internalFailure.rawValue) }
  }

  private func text(_ outcome: DemoRun.Outcome, of demo: DemoRun, hasColor: Bool) -> String {
    let writer = TerminalWriter(width: Console.width, hasColor: hasColor)
    let planted = outcome.plantedErrors.map { planted in
      let name = planted.error.kind.rawValue.padding(toLength: 18, withPad: " ", startingAt: 0)
      return "  \(planted.isFound ? "found " : "MISSED") \(name) \(planted.error.taskID)\n"
    }
    let overcharge = demo.traffic.plantedErrors.first { $0.kind == .overcharge }?.taskID ?? ""
    return """
      generated \(MonthOfTraffic.days) days of traffic, \(demo.traffic.taskCount.groupedText) tasks, in \
      \(demo.inbox)

      $ piledger import \(demo.inbox)
      \(outcome.imported.sentence(isDryRun: false))

      $ piledger reconcile
      \(outcome.coverage.sentence)

      \(writer.table(outcome.reconciliation.verdicts.table))
      Findings
      \(writer.table(outcome.reconciliation.findings.table))
      $ piledger report model
      \(writer.table(outcome.models.table))
      planted errors
      \(planted.joined())
      The reports are in \(demo.folder)/reports; open month-\(MonthOfTraffic.firstDay.month).html \
      in a browser. To prove one price, run
        piledger explain --db \(demo.folder)/ledger.db \(overcharge)

      """
  }

  private static func temporaryFolder() throws(Failure) -> String {
    let url = FileManager.default.temporaryDirectory
    var template = Array("\(url.path)/piledger-demo-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      throw Failure(.cannotWrite, "\(url.path): cannot create the temporary folder")
    }
    return String(cString: made)
  }
}
