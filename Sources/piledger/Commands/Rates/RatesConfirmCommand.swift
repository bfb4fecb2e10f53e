import Application
import ArgumentParser
import Domain
import Foundation
import Ledger
import RateCards
import Reconciliation
import Rendering

struct RatesConfirmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm",
    abstract: "Add a price that the provider bills to your own rate card.",
    discussion: """
      Confirms a price that the card lists as unconfirmed, or that the bills of ended tasks show, \
      for a SKU named as in the reports. Without USD, takes the only candidate; without --from, \
      the price applies from the first task that was billed it. From the next reconcile on, it is \
      the price: the tasks match, and nothing is claimed for them.

      The price is added to the first card of --card or the configuration (if that is a folder, to \
      confirmed.yaml in it), or to the file given with -o. A missing file is created; comments and \
      entries are kept as they are. The status is 64 if there is no such SKU or price, or if the \
      card already prices the SKU at that time.

      EXAMPLES
        piledger rates confirm 'seedream/seedream-5-lite size=2K' --card mine.yaml
        piledger rates confirm 'sora2/sora2-video' 0.09 --from 2026-08-01
        piledger rates confirm 'sora2/sora2-video' 0.09 -o mine.yaml --dry-run
      """)

  @OptionGroup var options: GlobalOptions

  @Option(
    name: .customLong("from"),
    help: "The accounting day or RFC 3339 time from which the price applies.",
    transform: GlobalOptions.dayOrMoment)
  var from: DayOrMoment?

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: "The file to add the price to. Default: the first of your cards.")
  var outputPath: String?

  @Flag(name: .customLong("dry-run"), help: "Show the entry; write nothing.")
  var isDryRun = false

  @Argument(help: "The SKU.")
  var sku: String

  @Argument(help: "The price in USD per unit of the rate, as the bills show it.")
  var usd: String?

  func run() throws {
    if let outputPath { try OutputPath(outputPath).requireEnding(["yaml", "yml"]) }
    let run = try options.run()
    let target = try CardTarget(outputPath: outputPath, run: run)
    let card = try CardAddition.read(target.sources)
    let ledger =
      LedgerStore.exists(at: try run.configuration.ledgerPath) ? try run.ledger(.readOnly) : nil
    let calendar =
      try ledger?.calendar
      ?? AccountingCalendar(
        timeZoneName: run.configuration.timeZoneName ?? AccountingCalendar.utcName)
    let given = from?.start(in: calendar)
    let prices = ConfirmablePrices(
      sku: sku, inferred: try ledger?.reader(asOf: run.now).inferredSKUs() ?? [], card: card,
      moment: given ?? run.now, startOfDay: calendar.start(of:))
    let price = try prices.price(usd)
    guard let start = given ?? price.from else {
      throw Failure(
        .usage, "expected --from: no ended task in the ledger shows when the price started")
    }
    let addition = CardAddition(
      sku: try prices.known(), usd: price.usd, from: start,
      source: "confirmed \(run.now.day): \(price.source)", checked: run.now.day)
    let text = try addition.text(
      inFile: target.file, of: target.sources, layer: target.layer)
    if !isDryRun { try OutputFile.write(text, to: target.file) }
    report(addition, lot: price.lot, target: target, run: run)
  }

  private func report(_ addition: CardAddition, lot: String, target: CardTarget, run: Run) {
    let name = VisibleText.line(addition.sku.description)
    let start = addition.from.dayOrMomentText
    if options.wantsJSON {
      Console.print(
        JSONEnvelope(
          schema: "piledger.rates.confirm/1", generatedAt: run.now,
          parameters: [("dry_run", .bool(isDryRun))], coverage: nil,
          data: .object([
            ("card", .string(target.file)), ("sku", .string(addition.sku.description)),
            ("usd", .string(addition.usd.description)), ("per", .string(lot)),
            ("from", .string(start)),
          ])
        ).text)
    } else if !options.quiet {
      let verb = isDryRun ? "would price" : "prices"
      Console.print(
        "\(target.file) \(verb) \(name) at \(addition.usd) USD per \(VisibleText.line(lot)) "
          + "from \(start)\n")
    }
    if !options.quiet, !isDryRun {
      Console.note(
        target.isConfigured
          ? "run piledger reconcile to reprice the ledger with it"
          : "run piledger reconcile --card \(target.path) to reprice the ledger with it; "
            + "to keep it, set cards: [\(target.path)] in the configuration")
    }
  }
}

/// The file of a user's card that a price is written to, and its place among the cards of a run.
struct CardTarget {
  /// The card as the user named it: a file or a folder.
  let path: String
  /// The file to write.
  let file: String
  /// All cards, from the top one to the built-in one.
  let sources: [CardSource]
  /// The index of the card that the file belongs to.
  let layer: Int
  /// Whether every run reads it.
  let isConfigured: Bool

  /// Picks the requested file, or else the first card; neither needs to exist.
  init(outputPath: String?, run: Run) throws {
    let cards = run.configuration.cardPaths
    guard let path = outputPath ?? cards.first else {
      throw Failure(
        .usage,
        "no rate card to write to: give --card FILE or -o FILE, or set cards in the "
          + "configuration")
    }
    let place = cards.firstIndex { CardTarget.isSame($0, path) }
    let paths = place == nil ? [path] + cards : cards
    layer = place ?? 0
    self.path = path
    file = CardTarget.isFolder(path) ? "\(paths[layer])/confirmed.yaml" : paths[layer]
    isConfigured =
      place != nil && !run.configuration.hasCardsOfFlag
    var sources: [CardSource] = []
    for (index, card) in paths.enumerated() {
      let isNew = index == layer && !FileManager.default.fileExists(atPath: card)
      sources.append(
        isNew ? CardSource(name: card, files: []) : try CardSource(path: card))
    }
    self.sources = sources + [.builtIn]
  }

  private static func isSame(_ left: String, _ right: String) -> Bool {
    URL(filePath: left).standardizedFileURL == URL(filePath: right).standardizedFileURL
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
