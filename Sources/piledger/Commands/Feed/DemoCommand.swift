import Application
import ArgumentParser
import Domain
import Files
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
      Generates a month of a small studio's answers in a folder, of its tasks and of its account, \
      with weekends, growth, failures, a price change and planted errors; imports and reconciles \
      them, writes the reports, and shows which of the planted errors it found. The same seed gives \
      the same month. Your own data is not touched.

      The folder's piledger.yaml has budgets, tags and the names of API keys: after a cd, every \
      command runs on the demo.

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
    let folder = DemoFolder(
      path: try folder ?? DemoCommand.temporaryFolder(), traffic: MonthOfTraffic(seed: seed))
    try folder.write(with: ReportWriter(mode: .ownerOnly))
    var options = try GlobalOptions.parse([
      "--config", folder.settingsPath, "--db", folder.ledgerPath,
    ])
    options.asOf = .moment(MonthOfTraffic.asOf)
    options.noColor = noColor
    options.quiet = true
    let outcome = try DemoRun(folder, run: try options.run()).running()
    Console.print(text(outcome, of: folder, hasColor: options.hasColor))
    if !outcome.isAllFound { throw ExitCode(ExitStatus.internalFailure.rawValue) }
  }

  private func text(_ outcome: DemoRun.Outcome, of folder: DemoFolder, hasColor: Bool) -> String {
    let writer = TerminalWriter(width: Console.width, hasColor: hasColor)
    let planted = outcome.plantedErrors.map { planted in
      let name = planted.error.kind.rawValue.padding(toLength: 18, withPad: " ", startingAt: 0)
      return "  \(planted.isFound ? "found " : "MISSED") \(name) \(planted.error.subject)\n"
    }
    let overcharge = folder.traffic.plantedErrors.first { $0.kind == .overcharge }?.subject ?? ""
    return """
      \(writer.lines([
        "generated \(MonthOfTraffic.days) days of traffic, "
          + "\(folder.traffic.taskCount.groupedText) tasks, in \(folder.path)"
      ]))
      $ cd \(folder.path)
      $ piledger import responses account
      \(writer.lines([outcome.imported.sentence(isDryRun: false)]))
      $ piledger reconcile
      \(writer.lines([outcome.result.coverage.sentence]))
      \(writer.table(outcome.reconciliation.verdicts.table))
      Findings
      \(writer.text(outcome.reconciliation.entries))
      $ piledger report model
      \(writer.table(outcome.models.table))
      planted errors
      \(planted.joined())
      \(writer.lines([
        "The reports are in \(folder.path)/reports; open "
          + "month-\(MonthOfTraffic.firstDay.month).html in a browser. To prove one price, run"
      ]).dropLast())
        cd \(folder.path) && piledger explain \(overcharge)

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
