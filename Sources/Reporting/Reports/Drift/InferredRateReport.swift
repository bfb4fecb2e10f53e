package import Billing
package import RateCards
package import Reconciliation

/// What the provider really charges, by the bills of ended tasks.
package struct InferredRateReport: Sendable {
  package let table: ReportTable
  package let drifts: [PriceDrift]
  private let skus: [InferredSKU]

  /// A waiver counts on the day of `asOf`.
  package init(_ skus: [InferredSKU], waivers: [PriceWaiver], asOf: Instant) {
    self.skus = skus
    drifts = skus.flatMap { PriceDrift.drifts(of: $0, waivers: waivers, asOf: asOf) }
    table = ReportTable(
      name: "inferred", title: "Prices that the bills tell",
      columns: [
        ReportTable.Column("sku", .text), ReportTable.Column("per", .text),
        ReportTable.Column("billed_usd", heading: "billed USD", .number),
        ReportTable.Column("card_usd", heading: "card USD", .number),
        ReportTable.Column("tasks", .count), ReportTable.Column("first_seen", .text),
        ReportTable.Column("last_seen", .text), ReportTable.Column("price", .text),
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

  /// The changes, one on each line.
  package var lines: [String] {
    drifts.map { drift in
      let word = drift.waiver == nil ? "changed" : "waived"
      let tasks = drift.explained.reduce(0) { $0 + $1.tasks }
      return
        "\(word): \(VisibleText.line(drift.sku.description)): \(VisibleText.line(drift.text)); "
        + "\(drift.tasks) tasks, \(tasks) of them not as the card says"
    }
  }

  package var hasAlarms: Bool { drifts.contains { $0.waiver == nil } }

  /// The changed prices as a card, ready to be pasted or named with `--card`: of each SKU whose price
  /// the card does not follow every price from there on; nil where there is none.
  ///
  /// A SKU whose rate cannot be written as one is named in a comment.
  package func cardText(over card: RateCard, asOf: Instant) -> String? {
    let names = Set(drifts.map(\.sku))
    guard !names.isEmpty else { return nil }
    let entries = skus.filter { names.contains($0.sku) }.map { sku in
      let start = drifts.first { $0.sku == sku.sku }?.since
      let prices = sku.prices.filter { price in
        price.since.map { since in start.map { since >= $0 } ?? false } ?? false
      }
      let entry = RateEntry(
        of: sku.sku,
        prices: prices.compactMap { price in
          guard let usd = price.billedUSD, let since = price.since else { return nil }
          return (usd, since)
        },
        source: "inferred from \(prices.reduce(0) { $0 + $1.tasks }) billed tasks",
        checked: asOf.day, card: card)
      let name = VisibleText.line(sku.sku.description)
      return entry?.text ?? "  # no rate can be written for \(name)\n"
    }
    return "rates:\n" + entries.joined()
  }
}
