import ArgumentParser
import Domain
import Ledger
import RateCards
import Reconciliation
import Reporting

struct RatesWhatIfCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whatif",
    abstract: "Show what a period would have cost under another card.",
    discussion: """
      Prices SKUs and their quantities, not tasks, so that the size of the ledger does not matter. \
      What a SKU alone does not tell is listed as not compared, with the reason. The ledger is not \
      changed.

      EXAMPLES
        piledger rates whatif --card negotiated.yaml --period last-month
        piledger rates whatif --card negotiated.yaml --format csv -o saving.csv
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var format: FormatOptions

  func validate() throws {
    guard !options.cardPaths.isEmpty else { throw ValidationError("--card is missing") }
  }

  func run() throws {
    let run = try Run(options)
    let pricer = try run.pricer()
    let ledger = try run.ledger(.readOnly)
    let period = try period.period(today: run.today(in: ledger))
    let rows = try ledger.reader(in: period, asOf: run.now).lines(withRates: true)
    let report = WhatIfReport(rows, pricer: pricer)
    try format.write(
      report.table, options: options, schema: "piledger.rates.whatif/1",
      parameters: [
        ("period", .string(period.description)), ("card", .string(pricer.card.name)),
        ("ledger_card", .optional(try ledger.cardName())),
      ],
      generatedAt: run.now)
  }
}
