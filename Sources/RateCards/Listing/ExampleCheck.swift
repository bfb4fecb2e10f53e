import Billing

/// An example of a card beside what the card makes of it.
package struct ExampleCheck: Hashable, Sendable {
  package let example: PriceExample
  /// What the card gives in words: an amount, or why there is none.
  package let found: String
  package let passes: Bool

  /// Checks every example of every layer, in the card's order.
  package static func checks(of card: RateCard) -> [ExampleCheck] {
    let pricer = Pricer(card: card)
    return card.layers.flatMap(\.examples).map { ExampleCheck($0, pricer: pricer) }
  }

  private init(_ example: PriceExample, pricer: Pricer) {
    self.example = example
    let charge = pricer.charge(for: example.input)
    switch charge.outcome {
    case .expected(let points):
      found = "\(points.usdText) USD"
      passes = !example.isPerLot && points == example.expected
    case .perLot(let lot):
      found = "\((try? lot.lot.divided(by: Ratio(Points.perUSD)))?.description ?? "?") USD per lot"
      passes = example.isPerLot && lot.lot == Ratio(example.expected.count)
    case .unpriced(let reason):
      found = reason
      passes = false
    }
  }
}
