import ArgumentParser
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
    let traffic = MonthOfTraffic(seed: seed)
    let inbox = "\(folder)/responses"
    try OutputFile.makeFolder(inbox)
    for file in traffic.files { try OutputFile.write(file.text, to: "\(inbox)/\(file.name)") }
    var options = try GlobalOptions.parse(["--db", "\(folder)/ledger.db"])
    options.asOf = .moment(MonthOfTraffic.asOf)
    options.noColor = noColor
    options.quiet = true
    let demo = Demo(traffic: traffic, folder: folder, run: try Run(options))
    if try !demo.isAllFound() { throw ExitCode(ExitStatus.internalFailure.rawValue) }
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
