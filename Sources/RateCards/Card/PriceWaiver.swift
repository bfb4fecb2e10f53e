package import Domain

/// A difference between card and bills that the user knows of: no alarm while both prices stay what
/// they are, until a day passes.
package struct PriceWaiver: Hashable, Sendable {
  /// The SKU as reports name it.
  package let sku: String
  /// The card's price of a lot in USD, with multiplier, markups and agreements.
  package let expectedUSD: ExactDecimal
  /// The price of a lot in USD that the provider bills.
  package let billedUSD: ExactDecimal
  package let reason: String
  /// The last day on which it holds.
  package let expires: CalendarDay
  package let place: CardPlace

  /// Whether it stands for a difference on a day.
  package func holds(
    sku: String, expectedUSD: Ratio, billedUSD: Ratio, on day: CalendarDay
  ) -> Bool {
    ProviderName.areEqual(self.sku, sku) && self.expectedUSD.ratio == expectedUSD
      && self.billedUSD.ratio == billedUSD && day <= expires
  }
}

extension PriceWaiver {
  static func waivers(_ node: CardNode, card: String) throws(CardError) -> [PriceWaiver] {
    var waivers: [PriceWaiver] = []
    for element in try node.elements() {
      waivers.append(try waiver(element.asEntry, card: card))
    }
    return waivers
  }

  private static func waiver(_ node: CardNode, card: String) throws(CardError) -> PriceWaiver {
    let fields = try node.members(["sku", "expected", "billed", "reason", "expires"])
    guard let sku = fields["sku"], let expected = fields["expected"],
      let billed = fields["billed"], let reason = fields["reason"], let expires = fields["expires"]
    else { throw node.error("expected sku, expected, billed, reason and expires") }
    return PriceWaiver(
      sku: try sku.text(), expectedUSD: try expected.price(), billedUSD: try billed.price(),
      reason: try reason.text(), expires: try expires.day(),
      place: CardPlace(card: card, file: node.file, line: node.line))
  }
}
