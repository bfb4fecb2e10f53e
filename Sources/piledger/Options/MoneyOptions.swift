import Application
import ArgumentParser

extension Money: ExpressibleByArgument {}

/// In which money a report is made.
struct MoneyOptions: ParsableArguments {
  @Option(
    name: .customLong("money"),
    help: "credits, or cash: what was paid for them, bonuses counted. Default: credits.")
  var money: Money = .credits
}
