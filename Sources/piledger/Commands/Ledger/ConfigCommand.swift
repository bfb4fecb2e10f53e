import Application
import ArgumentParser
import Domain
import Foundation
import Ledger
import RateCards
import Rendering
import Reports

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show the settings, or write a configuration file to start from.",
    discussion: """
      A flag wins over the environment, that over --config or ./piledger.yaml, that over the \
      user's configuration, and that over the default. What each setting means: piledger help \
      configuration.

      EXAMPLES
        piledger config show --origin            every value and where it comes from
        piledger config init                     a commented piledger.yaml
      """,
    subcommands: [ConfigShowCommand.self, ConfigInitCommand.self],
    defaultSubcommand: ConfigShowCommand.self)
}

struct ConfigShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show every setting, with the API key masked.",
    discussion: """
      Also lists the conditions of budgets and tag rules that nothing can meet, with similar \
      names. The status is 78 if a setting is wrong, or if others can read the key.

      EXAMPLES
        piledger config show
        piledger config show --origin
        piledger config show --origin --config /etc/piledger.yaml --format csv
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Flag(name: .customLong("origin"), help: "Show where each value comes from.")
  var showsOrigin = false

  func run() throws {
    let run = try options.run()
    let hasKey = try run.hasKey()
    // Settings are shown even if the card or the ledger can't be read.
    if let card = try? run.pricer().card {
      try run.warnOfUnmetConditions(try? run.existingLedger(.readOnly), card: card)
    }
    try format.write(
      ConfigurationReport.table(run, hasKey: hasKey, showsOrigin: showsOrigin), options: options,
      schema: "piledger.config/1", parameters: [("origin", .bool(showsOrigin))],
      generatedAt: run.now)
  }
}

struct ConfigInitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a configuration file with every setting, commented out.",
    discussion: """
      An existing file is kept unless --force is given. The API key does not belong in it.

      EXAMPLES
        piledger config init
        piledger config init ~/.config/piledger/config.yaml
        piledger config init --force
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Flag(name: .customLong("force"), help: "Replace an existing file.")
  var replaces = false

  @Argument(help: "The file to write.")
  var path = ConfigurationFile.localPath

  func run() throws {
    try format.check(options)
    guard replaces || !FileManager.default.fileExists(atPath: path) else {
      throw Failure(.cannotWrite, "\(path): the file already exists; --force replaces it")
    }
    let folder = URL(filePath: path).deletingLastPathComponent()
    try OutputFile.makeFolder(folder.path)
    try OutputFile.write(Setting.template, to: path)
    // The settings that were in force before may be wrong, which is no reason to refuse.
    try format.write(
      Receipt(
        envelope: JSONEnvelope(
          schema: "piledger.config.init/1", generatedAt: try Run.currentTime(), parameters: [],
          coverage: nil, data: .object([("path", .string(path))])),
        text: "wrote \(VisibleText.line(path))\n"),
      options)
  }
}
