import Application
import ArgumentParser
import Domain
import RateCards
import Rendering
import Reports

struct RatesLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check a rate card for errors and doubtful entries.",
    discussion: """
      Looks for overlapping periods, gaps, rates that no request can reach, conflicts of equal \
      specificity, fields that nothing reads, missing sources, and outdated checks, each with file \
      and line. Outdated checks are a line per card, and with -v or --json one each; those of the \
      built-in card are notes, since only an update can change it. The status is 78 if there are \
      errors, and 10 if there are warnings and --strict is given; notes don't count.

      EXAMPLES
        piledger rates lint
        piledger rates lint mine.yaml --stale-after 90
        piledger rates lint mine.yaml --strict -v
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Option(name: .customLong("stale-after"), help: "Days after which a check counts as outdated.")
  var staleAfterDays = CardLint.staleAfterDays

  @Flag(name: .customLong("strict"), help: "Treat warnings as findings.")
  var isStrict = false

  @Argument(help: "Cards, files or folders. Default: the cards of the configuration.")
  var cards: [String] = []

  func run() throws {
    try format.check(options)
    let run = try options.run()
    let paths = cards.isEmpty ? run.configuration.cardPaths : cards
    let card = try RateCard(reading: paths.map { try CardSource(path: $0) } + [.builtIn])
    let named = cards.isEmpty ? card : RateCard(layers: card.layers.dropLast())
    let lint = CardLint(card: named, today: run.now.day, staleAfterDays: staleAfterDays)
    let issues = lint.issues
    let lines =
      (options.verbose ? issues.map(\.description) : lint.lines)
      + ["\(CardLint.summary(issues)) in \(named.name)"]
    try format.write(
      Receipt(
        envelope: envelope(issues, run: run), text: lines.map { $0 + "\n" }.joined()),
      options)
    let hasErrors = issues.contains { $0.severity == .error }
    let hasFindings = isStrict && issues.contains { $0.severity != .note }
    try ExitCode.end((hasErrors ? [.configuration] : []) + (hasFindings ? [.findings] : []))
  }

  private func envelope(_ issues: [CardLint.Issue], run: Run) -> JSONEnvelope {
    JSONEnvelope(
      schema: "piledger.rates.lint/1", generatedAt: run.now,
      parameters: [("stale_after_days", .integer(Int64(staleAfterDays)))], coverage: nil,
      data: .array(
        issues.map { issue in
          .object([
            ("severity", .string(issue.severity.rawValue)), ("file", .string(issue.place.file)),
            ("line", .integer(Int64(issue.place.line))), ("rate", .string(issue.rate)),
            ("message", .string(issue.message)),
          ])
        }))
  }
}

struct RatesDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show the prices in which two cards differ.",
    discussion: """
      A card is a file, a folder, or built-in. Your own card is compared as layered over the \
      built-in one. The status is 10 if prices differ.

      EXAMPLES
        piledger rates diff built-in negotiated.yaml
        piledger rates diff last-year.yaml this-year.yaml --format csv
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "The card before.")
  var before: String

  @Argument(help: "The card after.")
  var after: String

  func run() throws {
    let run = try options.run()
    let comparison = CardComparison(try card(before), try card(after))
    try format.write(
      RateReport.differences(comparison), options: options, schema: "piledger.rates.diff/1",
      parameters: [("before", .string(before)), ("after", .string(after))],
      generatedAt: run.now)
    try ExitCode.end(comparison.differences.isEmpty ? [] : [.findings])
  }

  private func card(_ name: String) throws -> RateCard {
    guard name != CardSource.builtIn.name else { return try RateCard(reading: [.builtIn]) }
    return try RateCard(reading: [try CardSource(path: name), .builtIn])
  }
}

struct RatesTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Check the examples in a card.",
    discussion: """
      An example is a request with the price that the card must give it. The status is 78 if one \
      fails.

      EXAMPLES
        piledger rates test
        piledger rates test --card mine.yaml -v
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    try format.check(options)
    let run = try options.run()
    let checks = ExampleCheck.checks(of: try run.pricer().card)
    let failures = checks.filter { !$0.passes }
    for check in failures {
      let lot = check.example.isPerLot ? " per lot" : ""
      Console.error(
        "\(check.example.place): \(check.example.name): expected "
          + "\(check.example.expected.usdText) USD\(lot), found \(check.found)")
    }
    if options.verbose {
      for check in checks where check.passes {
        Console.note("\(check.example.place): \(check.example.name): \(check.found)")
      }
    }
    try format.write(
      Receipt(
        envelope: envelope(checks, run: run),
        text: "\(checks.count - failures.count) of \(checks.count) examples pass\n"),
      options)
    try ExitCode.end(failures.isEmpty ? [] : [.configuration])
  }

  private func envelope(_ checks: [ExampleCheck], run: Run) -> JSONEnvelope {
    JSONEnvelope(
      schema: "piledger.rates.test/1", generatedAt: run.now, parameters: [], coverage: nil,
      data: .array(
        checks.map { check in
          .object(
            [
              ("name", .string(check.example.name)),
              ("place", .string(check.example.place.description)),
              ("passes", .bool(check.passes)), ("found", .string(check.found)),
            ] + JSONNode.money("expected", check.example.expected))
        }))
  }
}
