import ArgumentParser

/// The kind of money that amounts are shown in.
enum Money: String, ExpressibleByArgument, CaseIterable {
  /// What the provider books.
  case credits
  /// What was paid for these credits, by top-ups and their bonuses.
  case cash
}

/// In which money a report is made.
struct MoneyOptions: ParsableArguments {
  @Option(
    name: .customLong("money"),
    help: "credits, or cash: what was paid for them, bonuses counted. Default: credits.")
  var money: Money = .credits
}
