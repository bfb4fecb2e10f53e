import Application
import ArgumentParser
import Domain
import Ledger
import RateCards
import Reconciliation
import Rendering
import Reports

struct RatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rates",
    abstract: "Show, check and compare rate cards.",
    discussion: """
      Prices have a source, the days on which they were seen, and a certainty. See piledger help \
      rate-cards and piledger help price-changes.

      EXAMPLES
        piledger rates list                      what everything costs now
        piledger rates list --evidence           which prices are in question
        piledger rates history kling             current and past prices of a model
        piledger rates explain request.json      how the price of a request is found
        piledger rates diff built-in mine.yaml   which prices differ
        piledger rates whatif --card mine.yaml --period last-month
        piledger rates infer                     prices as the bills show them
        piledger rates confirm 'sora2/sora2-video' 0.09 --card mine.yaml
      """,
    subcommands: [
      RatesListCommand.self, RatesShowCommand.self, RatesHistoryCommand.self,
      RatesExplainCommand.self, RatesLintCommand.self, RatesDiffCommand.self,
      RatesWhatIfCommand.self,
      RatesTestCommand.self, RatesInferCommand.self, RatesConfirmCommand.self,
    ],
    defaultSubcommand: RatesListCommand.self)
}

struct RatesShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show every price of a SKU, in every period.",
    discussion: """
      Name a SKU as the reports do; the beginning of a name shows all SKUs that start with it, and \
      any part of the names of family, model and task type those that contain it.

      EXAMPLES
        piledger rates show "seedream/seedream-5-lite size=3K"
        piledger rates show seedance/seedance-2-fast
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "The SKU, or the beginning of its name.")
  var sku: String

  func run() throws {
    let run = try options.run()
    let lines = try run.pricer().card.lines
    let key = ProviderName.key(sku)
    let exact = lines.filter { ProviderName.key($0.sku) == key }
    let starting = lines.filter { ProviderName.key($0.sku).hasPrefix(key) }
    let found =
      [exact, starting, lines.filter { $0.isNamed(sku) }].first { !$0.isEmpty } ?? []
    guard !found.isEmpty else {
      throw Failure(
        .noInput,
        "no price for SKU \(sku)" + NearestNames.hint(for: sku, among: lines.map(\.sku)))
    }
    try format.write(
      RateReport.prices(found, name: "sku", title: sku), options: options,
      schema: "piledger.rates.show/1", parameters: [("sku", .string(sku))], generatedAt: run.now)
  }
}

struct RatesHistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Show current and past prices of a model, per condition.",
    discussion: """
      If no model has the name, shows the prices whose family, model or task type contains it.

      EXAMPLES
        piledger rates history kling
        piledger rates history seedream-5-lite-less-restriction
        piledger rates history seedance --format markdown
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(
    help: "The model, or a part of the name of a family, model or task type.",
    completion: .custom(Completions.models))
  var model: String

  func run() throws {
    let run = try options.run()
    let all = try run.pricer().card.lines
    let ofModel = all.filter { NamePattern($0.model).matches(model) }
    let lines = ofModel.isEmpty ? all.filter { $0.isNamed(model) } : ofModel
    guard !lines.isEmpty else {
      throw Failure(
        .noInput,
        "no price for model \(VisibleText.line(model, limit: 40))"
          + NearestNames.hint(for: model, among: all.flatMap(\.names)))
    }
    let ordered = lines.enumerated().sorted { left, right in
      let leftStart = left.element.period.from?.nanoseconds ?? .min
      let rightStart = right.element.period.from?.nanoseconds ?? .min
      return (left.element.sku, left.element.measure, leftStart, left.offset)
        < (right.element.sku, right.element.measure, rightStart, right.offset)
    }
    try format.write(
      RateReport.prices(ordered.map(\.element), name: "history", title: model),
      options: options, schema: "piledger.rates.history/1",
      parameters: [("model", .string(model))], generatedAt: run.now)
  }
}

struct RatesWhatIfCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whatif",
    abstract: "Show what a period would have cost with another card.",
    discussion: """
      Both amounts are by the card and not by the bill, and count the same ended tasks: completed \
      ones at the card's price, failed and canceled ones at what the rules leave of it. Tasks \
      without a price under either card are in neither amount, and listed as not compared, with \
      the reason. The ledger is not changed.

      EXAMPLES
        piledger rates whatif --card negotiated.yaml --period last-month
        piledger rates whatif --card negotiated.yaml --format csv -o saving.csv
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var narrowing: WhereOptions
  @OptionGroup var format: FormatOptions

  func validate() throws {
    guard !options.cardPaths.isEmpty else { throw ValidationError("expected --card") }
  }

  func run() throws {
    let run = try options.run()
    let pricer = try run.pricer()
    let ledger = try run.ledger(.readOnly)
    let period = try period.period(today: run.today(in: ledger))
    let narrowed = try narrowing.narrowed(run, of: ledger)
    let report = WhatIfReport(
      try narrowed.reader(of: ledger, in: period).repricedLines(by: pricer))
    try format.write(
      report.table, options: options, schema: "piledger.rates.whatif/1",
      parameters: [
        ("period", .string(period.description)), ("where", .optional(narrowed.filter.text)),
        ("card", .string(pricer.card.name)),
        ("ledger_card", .optional(try ledger.cardName())),
      ],
      generatedAt: run.now)
  }
}
