import ArgumentParser
import Domain
import Foundation

/// The flags that every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(name: .customLong("db"), help: "The ledger. Default: $XDG_DATA_HOME/piledger/ledger.db.")
  var ledgerPath: String?

  @Option(name: .customLong("config"), help: "The configuration. Default: ./piledger.yaml.")
  var configurationPath: String?

  @Option(
    name: .customLong("card"),
    help: "A rate card, file or folder, that lies over the built-in one. May be repeated.")
  var cardPaths: [String] = []

  @Option(
    name: [.customShort("z"), .customLong("timezone")],
    help: "The time zone of the accounting days of a new ledger. Default: UTC.")
  var timeZoneName: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "What counts as now: a day, which stands for its end in the ledger's time zone, so that its "
        + "tasks count, or an RFC 3339 time. Default: the clock.", valueName: "day or time"),
    transform: DayOrMoment.init(parsing:))
  var asOf: DayOrMoment?

  @Flag(name: [.customShort("j"), .customLong("json")], help: "Write one JSON object.")
  var wantsJSON = false

  @Flag(name: [.short, .long], help: "Write nothing but errors and asked-for results.")
  var quiet = false

  @Flag(name: [.short, .long], help: "Say more on stderr.")
  var verbose = false

  @Flag(name: .customLong("no-color"), help: "No color; NO_COLOR in the environment does the same.")
  var noColor = false

  var hasColor: Bool {
    let isForbidden = !(ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    return Console.isOutputTerminal && !noColor && !isForbidden
  }
}
