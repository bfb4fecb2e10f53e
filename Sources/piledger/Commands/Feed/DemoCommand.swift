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
    abstract: "Run the whole job on a month of made-up traffic.",
    discussion: """
      Makes a month of a small studio's tasks in a folder, with weekends, growth, failures, a price \
      change and planted errors, imports and reconciles it, writes the reports, and says which of \
      the planted errors it found. The same seed gives the same month. Nothing of yours is touched.

      EXAMPLES
        piledger demo
        piledger demo --seed 7 --folder /tmp/my-demo
      """)

  @Option(name: .customLong("seed"), help: "Another seed makes another month.")
  var seed: UInt64 = 1

  @Option(name: .customLong("folder"), help: "Where to work. Default: a new temporary folder.")
  var folder: String?

  @Flag(name: .customLong("no-color"), help: "No color; NO_COLOR in the environment does the same.")
  var noColor = false

  func run() throws {
    let folder = try folder ?? DemoCommand.temporaryFolder()
    guard !LedgerStore.exists(at: "\(folder)/ledger.db") else {
      throw Failure(
        .cannotWrite, "\(folder): a ledger is there already; the demo needs a new folder")
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
      made \(MonthOfTraffic.days) days of traffic, \(demo.traffic.taskCount) tasks, in \(demo.inbox)

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
      The reports lie in \(demo.folder)/reports; month-\(MonthOfTraffic.firstDay.month).html reads \
      best, in a browser. Prove one price with
        piledger explain --db \(demo.folder)/ledger.db \(overcharge)

      """
  }

  private static func temporaryFolder() throws(Failure) -> String {
    let url = FileManager.default.temporaryDirectory
    var template = Array("\(url.path)/piledger-demo-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      throw Failure(.cannotWrite, "\(url.path): the temporary folder cannot be made")
    }
    return String(cString: made)
  }
}
