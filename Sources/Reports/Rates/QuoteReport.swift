import Domain
package import RateCards

/// The prices of requests that haven't been sent.
package struct QuoteReport: Sendable {
  package let quotes: [Quote]

  package init(_ quotes: [Quote]) {
    self.quotes = quotes
  }

  /// Whether there is only one quote, which is shown with its proof.
  package var isSingle: Bool { quotes.count == 1 }

  /// One row per request.
  ///
  /// There is a total only if every price is exact.
  package var table: ReportTable {
    let exact = quotes.compactMap(\.exactPoints)
    let total = exact.reduce(Points.zero, +)
    return ReportTable(
      name: "quote", title: "Quote",
      columns: [
        ReportTable.Column("sku", .text), ReportTable.Column("price", .money),
        ReportTable.Column("least", .money), ReportTable.Column("most", .money),
        ReportTable.Column("per_unit", .text), ReportTable.Column("rate", .text),
        ReportTable.Column("reason", .text), ReportTable.Column("also_reported", .text),
      ],
      rows: quotes.map { QuoteReport.row($0) + [QuoteReport.reported($0)] },
      total: exact.count == quotes.count
        ? [.text("total"), .money(total), .none, .none, .none, .none, .none, .none] : nil)
  }

  private static func reported(_ quote: Quote) -> Cell {
    guard !quote.reported.isEmpty else { return .none }
    return .text(quote.reported.map(\.description).joined(separator: "; "))
  }

  private static func row(_ quote: Quote) -> [Cell] {
    let money = { (points: Points?) in points.map { Cell.money($0) } ?? .none }
    let rate = quote.formula.map { Cell.text($0.rate) } ?? .none
    return switch quote.price {
    case .exact(let points):
      [.text(quote.sku.description), .money(points), .none, .none, .none, rate, .none]
    case .perLot(let texts, let least, let most):
      [
        .text(quote.sku.description), .none, money(least), money(most),
        .text(texts.joined(separator: " + ")), rate, .none,
      ]
    case .unpriced(let reason):
      [.text(quote.sku.description), .none, .none, .none, .none, rate, .text(reason)]
    }
  }
}

extension Quote {
  fileprivate var exactPoints: Points? {
    if case .exact(let points) = price { points } else { nil }
  }
}
