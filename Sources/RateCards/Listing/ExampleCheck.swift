import Domain

/// An example of a card beside what the card makes of it.
package struct ExampleCheck: Hashable, Sendable {
  package let example: PriceExample
  /// What the card gives in words: an amount, or why there is none.
  package let found: String
  package let passes: Bool

  /// Checks every example of every layer, in the card's order.
  ///
  /// A layer knows those below it and not what lies above: an agreement in a user's card makes no
  /// example of the built-in one wrong.
  package static func checks(of card: RateCard) -> [ExampleCheck] {
    card.layers.indices.flatMap { index in
      let layers = Array(card.layers[index...])
      let pricer = Pricer(card: RateCard(layers: layers))
      return layers[0].examples.map { ExampleCheck($0, pricer: pricer) }
    }
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
