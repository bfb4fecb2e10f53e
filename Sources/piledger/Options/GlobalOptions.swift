import Application
import ArgumentParser
import Domain
import Foundation
import Rendering

/// The flags that every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(
    name: .customLong("db"),
    help: ArgumentHelp(
      "The ledger. Default: $XDG_DATA_HOME/piledger/ledger.db.", valueName: "file"))
  var ledgerPath: String?

  @Option(
    name: .customLong("config"),
    help: ArgumentHelp("The configuration. Default: ./piledger.yaml.", valueName: "file"))
  var configurationPath: String?

  @Option(
    name: .customLong("card"),
    help: ArgumentHelp(
      "A rate card (file or folder) layered over the built-in one. May be repeated.",
      valueName: "file"))
  var cardPaths: [String] = []

  @Option(
    name: [.customShort("z"), .customLong("timezone")],
    help: ArgumentHelp(
      "The time zone of the accounting days of a new ledger. Default: UTC.", valueName: "zone"))
  var timeZoneName: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "What counts as now: a day (its end in the ledger's time zone, so that its tasks count) "
        + "or an RFC 3339 time. Default: the current time.", valueName: "day"),
    transform: GlobalOptions.dayOrMoment)
  var asOf: DayOrMoment?

  @Flag(name: [.customShort("j"), .customLong("json")], help: "Write one JSON object.")
  var wantsJSON = false

  @Flag(name: [.short, .long], help: "Print only errors and requested results.")
  var quiet = false

  @Flag(name: [.short, .long], help: "Print more on stderr.")
  var verbose = false

  @Flag(name: .customLong("no-color"), help: "No color; NO_COLOR in the environment does the same.")
  var noColor = false

  var hasColor: Bool {
    let isForbidden = !(ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    return Console.isOutputTerminal && !noColor && !isForbidden
  }
}

extension GlobalOptions {
  /// Starts a run with these flags.
  ///
  /// - Parameters:
  ///   - readsLedger: whether accounting days follow the existing ledger.
  ///   - currency: the currency next to USD, if the command shows one.
  /// - Returns: the run; files written from now on have the permissions from its settings.
  /// - Throws: an error if the configuration is invalid.
  func run(readsLedger: Bool = true, currency: CurrencyOptions? = nil) throws -> Run {
    let run = try Run(
      RunOptions(
        ledgerPath: ledgerPath, configurationPath: configurationPath, cardPaths: cardPaths,
        timeZoneName: timeZoneName, currencyCode: currency?.code, asOf: asOf, notices: notices),
      readsLedger: readsLedger)
    OutputFile.settings = OutputFile.Settings(
      mode: run.configuration.fileMode, csvForm: run.csvForm,
      workbookMaker: WorkbookMaker(createdAt: run.now, calendar: run.calendar))
    return run
  }

  /// Notices go to stderr; the progress line does too, but only if stderr is a terminal.
  var notices: Notices {
    var showLine: (@Sendable (String) -> Void)?
    if !quiet, Console.isErrorTerminal { showLine = { Console.writeOver($0) } }
    return Notices(
      isQuiet: quiet, isVerbose: verbose,
      report: { kind, text in
        switch kind {
        case .problem: Console.error(text)
        case .note: Console.note(text)
        }
      }, showLine: showLine)
  }

  /// Ends a command whose result another program defines.
  func refuseJSON(_ reason: String) throws {
    guard !wantsJSON else { throw ValidationError("--json: \(reason)") }
  }

  static func dayOrMoment(_ text: String) throws -> DayOrMoment {
    guard let value = DayOrMoment(text) else {
      throw ValidationError("expected a day such as 2026-10-05 or an RFC 3339 time")
    }
    return value
  }
}
