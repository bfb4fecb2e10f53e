package import Domain
package import RateCards
package import Reconciliation

/// What the provider really charges, inferred from the bills of ended tasks.
package struct InferredRateReport: Sendable {
  package let table: ReportTable
  package let drifts: [PriceDrift]
  private let skus: [InferredSKU]

  /// A waiver applies only if it covers the day of `asOf`.
  package init(_ skus: [InferredSKU], waivers: [PriceWaiver], asOf: Instant) {
    self.skus = skus
    drifts = skus.flatMap { PriceDrift.drifts(of: $0, waivers: waivers, asOf: asOf) }
    table = ReportTable(
      name: "inferred", title: "Prices inferred from bills",
      columns: [
        ReportTable.Column("sku", .text), ReportTable.Column("per", .text),
        ReportTable.Column("billed_usd", heading: "billed USD", .number),
        ReportTable.Column("card_usd", heading: "card USD", .number),
        ReportTable.Column("tasks", .count), ReportTable.Column("first_seen", .time),
        ReportTable.Column("last_seen", .time), ReportTable.Column("price", .text),
        ReportTable.Column("differing_tasks", heading: "differing", .count),
        ReportTable.Column("exceptions", .count),
      ],
      rows: skus.flatMap(InferredRateReport.rows))
  }

  private static func rows(_ sku: InferredSKU) -> [[Cell]] {
    let prices = sku.prices
    return prices.enumerated().map { index, price in
      let word =
        sku.history.isVarying ? "varies" : prices.count == 1 ? "constant" : "changed"
      return [
        .text(sku.sku.description), .text(sku.lot),
        price.billedUSD.map { .text($0.description) } ?? .none,
        .text(price.cardUSD.description), .count(price.tasks),
        .text(price.since?.description ?? price.firstDay.description),
        .text(price.lastDay.description), .text(word),
        .count(price.differing.reduce(0) { $0 + $1.tasks }),
        index == 0 ? .count(sku.history.exceptions) : .count(0),
      ]
    }
  }

  /// The price changes, one per line.
  package var changes: [String] {
    drifts.map { drift in
      let word = drift.waiver == nil ? "changed" : "waived"
      let tasks = drift.explained.reduce(0) { $0 + $1.tasks }
      return
        "\(word): \(VisibleText.line(drift.sku.description)): \(VisibleText.line(drift.text)); "
        + "\(drift.tasks) tasks, \(tasks) of them billed differently from the card"
    }
  }

  /// Prices that have differed from the card since the first task, one per line.
  package var differences: [String] {
    skus.compactMap { sku in
      guard let price = sku.pricesBesideCard.first, price.since == nil, let usd = price.billedUSD,
        let from = price.fromText
      else { return nil }
      return "differs: \(VisibleText.line(sku.sku.description)): \(usd) USD per "
        + "\(VisibleText.line(sku.lot)) since \(from); the card says \(price.cardUSD); "
        + "\(price.tasks) tasks"
    }
  }

  package var hasAlarms: Bool { drifts.contains { $0.waiver == nil } }

  /// The prices that the card lacks, as a card ready to be pasted or passed with `--card`.
  ///
  /// For each SKU, it has every price from the first one on that the card doesn't match. A SKU
  /// whose price can't be expressed as a rate is named in a comment. Accounting days start as in
  /// the ledger. Nil if there is nothing to write.
  package func cardText(
    over card: RateCard, asOf: Instant, startOfDay: (CalendarDay) -> Instant
  ) -> String? {
    let entries = skus.compactMap { sku -> String? in
      let prices = sku.pricesBesideCard
      guard !prices.isEmpty else { return nil }
      let entry = RateEntry(
        of: sku.sku,
        prices: prices.compactMap { price in
          guard let usd = price.billedUSD, let from = price.from(startOfDay) else { return nil }
          return (usd, from)
        },
        source: "inferred from \(prices.reduce(0) { $0 + $1.tasks }) billed tasks",
        checked: asOf.day, card: card)
      let name = VisibleText.line(sku.sku.description)
      return entry?.text ?? "  # no rate can be written for \(name)\n"
    }
    return entries.isEmpty ? nil : "rates:\n" + entries.joined()
  }

  /// The reasons why there is no price to write, based on the bills, one per line.
  package var nothingToWrite: [String] {
    guard !skus.isEmpty else { return ["no ended task shows a price"] }
    let varying = skus.filter(\.history.isVarying)
    let agreeing = skus.count - varying.count
    let subject = "the bills of \(agreeing) \(agreeing == 1 ? "SKU" : "SKUs")"
    return (agreeing == 0 ? [] : ["\(subject) show no lasting price other than the card's"])
      + varying.map { "no constant price: \(VisibleText.line($0.sku.description))" }
  }
}
