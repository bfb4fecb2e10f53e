import Domain
import RateCards
package import Reports

extension TerminalWriter {
  /// The first quote with its proof.
  package func text(_ report: QuoteReport) -> String {
    guard let quote = report.quotes.first else { return "" }
    var lines = [("SKU", quote.sku.description)]
    if let formula = quote.formula {
      lines += [
        ("rate", formula.rate), ("period", formula.period),
        ("card", "\(formula.card), \(formula.place)"),
        (
          "published",
          "\(formula.source), checked \(formula.checked), \(formula.certainty) certainty"
        ),
      ]
    }
    lines += quote.steps.map { ("  \($0.operation)", "\($0.detail)  →  \($0.result)") }
    lines.append(("price", quote.priceText))
    lines += quote.reported.map { ("also reported", $0.fullText) }
    lines += quote.notes.map { ("note", $0) }
    let width = lines.map(\.0.count).max() ?? 0
    return lines.map { labeled($0.0, $0.1, indent: width + 2) }.joined()
  }
}

extension QuoteReport {
  package var json: JSONNode {
    .array(
      quotes.map { quote in
        .object(
          [("sku", .string(quote.sku.description))] + quote.priceMembers + [
            ("rate", .optional(quote.formula?.rate)), ("period", .optional(quote.formula?.period)),
            ("reported", .array(quote.reported.map(\.json))),
            ("notes", .array(quote.notes.map { .string($0) })),
            (
              "proof",
              .array(
                quote.steps.map { step in
                  .object([
                    ("operation", .string(step.operation)), ("detail", .string(step.detail)),
                    ("result", .string(step.result)),
                  ])
                })
            ),
          ])
      })
  }
}

extension Quote {
  var priceText: String {
    switch price {
    case .exact(let points): "\(points.count) points = \(points.usdText) USD"
    case .perLot(let texts, let least, let most):
      texts.joined(separator: " + ") + Quote.rangeText(least, most)
    case .unpriced(let reason): "unknown: \(reason)"
    }
  }

  private static func rangeText(_ least: Points?, _ most: Points?) -> String {
    switch (least, most) {
    case (let least?, let most?): ", from \(least.usdText) to \(most.usdText) USD"
    case (let least?, nil): ", at least \(least.usdText) USD"
    case (nil, let most?): ", at most \(most.usdText) USD"
    case (nil, nil): ""
    }
  }

  var priceMembers: [(String, JSONNode)] {
    switch price {
    case .exact(let points): JSONNode.money("price", points)
    case .perLot(let texts, let least, let most):
      [("per_unit", .string(texts.joined(separator: " + ")))] + JSONNode.money("least", least)
        + JSONNode.money("most", most)
    case .unpriced(let reason): [("reason", .string(reason))]
    }
  }
}

extension ReportedPrice {
  /// The price with what the request would cost.
  var fullText: String {
    description + (total.map { "; this would be \($0.usdText) USD" } ?? "")
  }

  var json: JSONNode {
    .object(
      [
        ("per_unit", .string(text)), ("source", .string(evidence.source)),
        ("seen", .string(evidence.daysText)), ("certainty", .string(evidence.certainty.rawValue)),
      ] + JSONNode.money("price", total))
  }
}
