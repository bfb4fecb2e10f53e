import Application
import ArgumentParser
import Domain
import Ledger
import RateCards
import Reconciliation
import Rendering
import Reports

struct RatesInferCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer",
    abstract: "Show what the provider really charges, inferred from the bills of ended tasks.",
    discussion: """
      For every SKU that is priced by one measure: the price of a lot that explains each bill to \
      the point, in how many tasks and since when. A price needs at least three tasks in a row \
      that were billed it; fewer are exceptions. If more than a tenth of the tasks, plus one, are \
      exceptions, the price varies.

      A price that was constant, then changed, and is not the card's raises an alarm: the status \
      is 10, and the output includes the new price as a rate card entry. A price that never was \
      the card's is included too, without an alarm. A waiver in a card silences an alarm as long \
      as both prices stay the same. piledger rates confirm adds a single price to your card.

      EXAMPLES
        piledger rates infer
        piledger rates infer --since 2026-08-01 --format csv
        piledger rates infer --changes            only what changed
        piledger rates infer --as-card -o inferred.yaml
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var narrowing: WhereOptions
  @OptionGroup var format: FormatOptions

  @Option(
    name: [.short, .customLong("since")],
    help: "Only tasks from this day on: 2026-10-05, 7d, yesterday, 2026-10.")
  var sinceText: String?

  @Flag(name: .customLong("changes"), help: "Only SKUs whose price changed or varies.")
  var showsChanges = false

  @Flag(
    name: .customLong("as-card"),
    help: "Write only the prices that the card does not have, as a rate card.")
  var writesCard = false

  func validate() throws {
    _ = try firstDay(today: CalendarDay(number: 0))
  }

  private func firstDay(today: CalendarDay) throws -> CalendarDay? {
    try sinceText.map { try PeriodOptions.read($0, "--since", today, PeriodText.firstDay) }
  }

  func run() throws {
    if writesCard, format.format == nil, let path = format.outputPath {
      try OutputPath(path).requireEnding(["yaml", "yml"])
    }
    let run = try options.run()
    let card = try run.pricer().card
    let ledger = try run.ledger(.readOnly)
    try run.warnIfCardChanged(ledger)
    let today = run.today(in: ledger)
    let since = try firstDay(today: today)
    let narrowed = try narrowing.narrowed(run, of: ledger)
    let skus = try narrowed.reader(of: ledger, in: ReportPeriod(since: since, until: today))
      .inferredSKUs()
    let shown = showsChanges ? skus.filter { $0.history.prices.count > 1 } : skus
    let report = InferredRateReport(shown, waivers: card.waivers, asOf: run.now)
    let cardText = report.cardText(
      over: card, asOf: run.now, startOfDay: ledger.calendar.start(of:))
    if writesCard {
      try writeCard(cardText, report)
    } else {
      try format.write(
        report.table, options: options, schema: "piledger.rates.infer/1",
        parameters: [
          ("since", .optional(since?.description)), ("where", .optional(narrowed.filter.text)),
          ("changes", .array(report.changes.map { .string($0) })),
          ("differences", .array(report.differences.map { .string($0) })),
          ("card", .optional(cardText)),
        ], generatedAt: run.now)
      if !options.quiet { try reportChanges(report, cardText: cardText) }
    }
    try ExitCode.end(report.hasAlarms ? [.findings] : [])
  }

  /// A card without rates is still a card; the reasons go into the card and to stderr.
  private func writeCard(_ cardText: String?, _ report: InferredRateReport) throws {
    if let cardText { return try format.write(cardText) }
    let reasons = report.nothingToWrite.map { "nothing to write: \($0)" }
    if !options.quiet { reasons.forEach(Console.note) }
    try format.write(reasons.map { "# \($0)\n" }.joined() + "rates: []\n")
  }

  /// For people, the changes go below the table; with results for programs, they go to stderr.
  private func reportChanges(_ report: InferredRateReport, cardText: String?) throws {
    let isTable =
      try format.outputPath == nil && format.format(wantsJSON: options.wantsJSON) == .table
    let told = report.changes + report.differences
    if isTable {
      let lines = TerminalWriter(width: Console.width, hasColor: false).lines(told)
      Console.print(lines.isEmpty ? "" : "\n\(lines)")
      if let cardText { Console.print("\n\(cardText)") }
    } else {
      told.forEach(Console.note)
    }
  }
}
