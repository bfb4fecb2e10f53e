package import Domain

/// A price that is reported for a rate but not confirmed: it stands beside the published one.
package struct ReportedPrice: Hashable, Sendable {
  /// USD for a lot, with markups and agreements; nil if there are several measures.
  package let usd: Ratio?
  /// `0.052 USD per image`.
  package let text: String
  package let evidence: Evidence
  /// The name of the price among the alternatives of a formula.
  package let label: String
  /// What the request that was asked about would cost; nil if its quantities are open.
  package let total: Points?

  /// `0.052 USD per image, public client code, seen 2026-07-19`.
  package var description: String { "\(text), \(basis)" }

  /// Who reports it, and when: `public client code, seen 2026-07-19`.
  package var basis: String {
    let source = evidence.source.isEmpty ? "no source" : evidence.source
    return "\(source), \(evidence.daysText)"
  }
}

extension Evidence {
  /// The days on which the price was seen: `seen 2026-07-19`, `seen 2026-05-01 to 2026-06-01`.
  package var daysText: String {
    let days = [firstSeen, lastSeen].compactMap { $0?.description }
    guard let first = days.first, let last = days.last else {
      return checked.map { "checked \($0)" } ?? "undated"
    }
    return first == last ? "seen \(first)" : "seen \(first) to \(last)"
  }
}

extension RateCandidate {
  /// The reported prices of the rate, given its formula and what they are multiplied by.
  func reportedPrices(
    _ formula: PriceFormula, quantities: BilledQuantities?
  ) -> [ReportedPrice] {
    // A formula lists the unconfirmed prices first.
    zip(rate.unconfirmed, formula.alternatives).map { price, alternative in
      let reported = formula.replaced(by: alternative)
      var pipeline = PricePipeline(reported)
      let known = quantities.flatMap { $0.unknown == nil ? $0 : nil }
      return ReportedPrice(
        usd: reported.lotUSD, text: reported.lotTexts.joined(separator: " + "),
        evidence: price.evidence, label: alternative.label,
        total: known.flatMap { try? pipeline.price($0) })
    }
  }
}
