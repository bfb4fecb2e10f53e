import Application
import ArgumentParser
import Domain
import Ledger
import RateCards
import Reconciliation
import Rendering
import Reports

struct RatesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the prices in force, for all families or one.",
    discussion: """
      Words limit the list to prices whose family, model or task type contains all of them; \
      --family, to a family and your own prices of its models.

      Each line is a price with multiplier, markup and agreements applied, with its period, last \
      check and certainty. Prices that are reported but not confirmed are marked. Source, days \
      seen, notes and place are in the other formats, in files, and shown with -v.

      With --evidence, lists only the SKUs whose price is in question, since another one is \
      reported or was billed: the published and the reported prices, beside what ended tasks in the \
      ledger were billed, how many and until when; and, where the bills show a price, the command \
      that adds it to your card.

      EXAMPLES
        piledger rates list
        piledger rates list kling
        piledger rates list --family kling --format csv -o kling.csv
        piledger rates list --all --format markdown
        piledger rates list --evidence --family seedream
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Option(name: .customLong("family"), help: "Only this family.")
  var family: String?

  @Flag(name: .customLong("all"), help: "Every period, not only the prices in force.")
  var showsAll = false

  @Flag(
    name: .customLong("evidence"),
    help: "Only prices in question, beside what the ledger's tasks were billed.")
  var showsEvidence = false

  @Argument(
    help: ArgumentHelp(
      "Only prices whose family, model or task type contains these words.", valueName: "words"))
  var words: [String] = []

  func validate() throws {
    guard !(showsAll && showsEvidence) else {
      throw ValidationError("--all and --evidence cannot be combined")
    }
  }

  func run() throws {
    let run = try options.run()
    let card = try run.pricer().card
    let all = card.lines
    let lines = all.filter { line in
      isIncluded(line, of: all) && (showsAll || line.period.contains(run.now))
    }
    guard !lines.isEmpty else { throw nothing(among: all) }
    if showsEvidence { return try writeEvidence(card, run: run) }
    try format.write(
      RateReport.prices(lines, name: "rates", title: "Prices"), options: options,
      schema: "piledger.rates.list/1",
      parameters: [
        ("family", .optional(family)), ("words", .array(words.map { .string($0) })),
        ("all", .bool(showsAll)),
      ],
      generatedAt: run.now)
  }

  /// A card of the user's needs no names of families: its prices are of those that price the same
  /// model and task type.
  private func isIncluded(_ line: RateLine, of all: [RateLine]) -> Bool {
    guard words.allSatisfy(line.isNamed) else { return false }
    guard let family else { return true }
    let (model, taskType) = (NamePattern(line.model), NamePattern(line.taskType))
    return ProviderName.areEqual(line.family, family)
      || line.family.isEmpty
        && all.contains { other in
          ProviderName.areEqual(other.family, family)
            && model.overlaps(NamePattern(other.model))
            && taskType.overlaps(NamePattern(other.taskType))
        }
  }

  private func isIncluded(family name: String) -> Bool {
    family.map { ProviderName.areEqual(name, $0) } ?? true
  }

  private func nothing(among all: [RateLine]) -> Failure {
    let asked = [family].compactMap(\.self) + words
    let known =
      family.map { family in
        all.contains { ProviderName.areEqual($0.family, family) }
          ? all.flatMap(\.names) : all.map(\.family)
      } ?? all.flatMap(\.names)
    let what = words.isEmpty ? "family " : ""
    let text = VisibleText.line(asked.joined(separator: " "), limit: 80)
    return Failure(
      .noInput, "no price for \(what)\(text)" + NearestNames.hint(for: text, among: known))
  }

  private func writeEvidence(_ card: RateCard, run: Run) throws {
    let ledger =
      LedgerStore.exists(at: try run.configuration.ledgerPath) ? try run.ledger(.readOnly) : nil
    let report = PriceEvidenceReport(
      card: card, inferred: try ledger?.reader(asOf: run.now).inferredSKUs(), at: run.now,
      arguments: commandArguments(run)
    ).filtered { sku in
      let groups = card.groups(model: sku.model, taskType: sku.taskType)
      return groups.contains { isIncluded(family: $0.group.family) }
        && words.allSatisfy { word in
          [sku.model, sku.taskType].contains {
            ProviderName.key($0).contains(ProviderName.key(word))
          }
        }
    }
    let table = report.table
    try format.write(
      FormattedResult(
        csv: table, markdown: MarkdownWriter.table(RateReport.readable(table)),
        json: JSONEnvelope(
          schema: "piledger.rates.evidence/1", generatedAt: run.now,
          parameters: [("family", .optional(family)), ("has_ledger", .bool(report.hasLedger))],
          coverage: nil, data: report.json),
        notesBesideCSV: report.notes, text: { $0.text(report) }),
      options)
  }

  /// What a printed command needs to find the same ledger, and a card to write to.
  private func commandArguments(_ run: Run) -> String {
    let ledger = options.ledgerPath.map { " --db \(ShellText.quoted($0))" } ?? ""
    let configuration =
      options.configurationPath.map { " --config \(ShellText.quoted($0))" } ?? ""
    let cards = options.cardPaths.map { " --card \(ShellText.quoted($0))" }.joined()
    let target = run.configuration.cardPaths.isEmpty ? " -o mine.yaml" : ""
    return ledger + configuration + cards + target
  }
}
