import ArgumentParser
import Billing
import Ledger
import RateCards
import Reconciliation
import Reporting

struct RatesInferCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer",
    abstract: "Show what the provider really charges, by the bills of ended tasks.",
    discussion: """
      Of every SKU that is priced by one measure: the price of a lot that explains each bill to the \
      point, in how many tasks and since when. A price holds that at least three tasks in a row were \
      billed; fewer are exceptions. Where more than a tenth of the tasks and one are exceptions, the \
      price varies.

      A price that was constant, changed, and is not the card's is an alarm: the run ends with 10, \
      and the new price follows as an entry for a rate card. A waiver in a card silences it while \
      both prices stay what they are.

      EXAMPLES
        piledger rates infer
        piledger rates infer --since 2026-08-01 --format csv
        piledger rates infer --changes            what changed, alone
        piledger rates infer --as-card -o inferred.yaml
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Option(
    name: [.short, .long], help: "Only tasks from this day on.", transform: RatesInferCommand.day)
  var since: CalendarDay?

  @Flag(name: .customLong("changes"), help: "Only SKUs whose price changed or varies.")
  var showsChanges = false

  @Flag(name: .customLong("as-card"), help: "Write the changed prices as a rate card, alone.")
  var writesCard = false

  private static func day(_ text: String) throws -> CalendarDay {
    guard let day = CalendarDay(text) else {
      throw ValidationError("expected a day such as 2026-10-05")
    }
    return day
  }

  func run() throws {
    if writesCard, format.format == nil, let path = format.outputPath {
      try OutputPath(path).requireEnding(["yaml", "yml"])
    }
    let run = try Run(options)
    let card = try run.pricer().card
    let ledger = try run.ledger(.readOnly)
    try run.warnIfCardChanged(ledger)
    let skus = try ledger.inferredSKUs(
      in: ReportPeriod(since: since, until: run.today(in: ledger)))
    let shown = showsChanges ? skus.filter { $0.history.prices.count > 1 } : skus
    let report = InferredRateReport(shown, waivers: card.waivers, asOf: run.now)
    let cardText = report.cardText(over: card, asOf: run.now)
    if writesCard {
      try format.write(cardText ?? "rates: []\n")
    } else {
      try format.write(
        report.table, options: options, schema: "piledger.rates.infer/1",
        parameters: [
          ("since", .optional(since?.description)),
          ("changes", .array(report.lines.map { .string($0) })),
          ("card", .optional(cardText)),
        ], generatedAt: run.now)
      if !options.quiet { try tell(report, cardText: cardText) }
    }
    try ExitCode.end(report.hasAlarms ? [.findings] : [])
  }

  /// Below the table for people; beside a result for programs on stderr.
  private func tell(_ report: InferredRateReport, cardText: String?) throws {
    let isTable =
      try format.outputPath == nil && format.format(wantsJSON: options.wantsJSON) == .table
    let lines = report.lines.map { $0 + "\n" }.joined()
    if isTable {
      Console.print(lines.isEmpty ? "" : "\n\(lines)")
      if let cardText { Console.print("\n\(cardText)") }
    } else {
      report.lines.forEach(Console.note)
    }
  }
}
