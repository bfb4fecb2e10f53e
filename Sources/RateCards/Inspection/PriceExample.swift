package import Domain

/// A request with the price that the card must produce.
package struct PriceExample: Hashable, Sendable {
  package let name: String
  package let input: PricingInput
  /// The price of the task, or of one lot if the quantity is not in the response.
  package let expected: Points
  package let isPerLot: Bool
  package let place: CardPlace
}

extension PriceExample {
  static func examples(_ node: CardNode, card: String) throws(CardError) -> [PriceExample] {
    var examples: [PriceExample] = []
    for element in try node.elements() { examples.append(try example(element, card: card)) }
    return examples
  }

  private static func example(_ node: CardNode, card: String) throws(CardError) -> PriceExample {
    let fields = try node.members([
      "name", "model", "task_type", "fields", "outputs", "created", "usd", "lot_usd",
    ])
    guard let name = fields["name"], let model = fields["model"],
      let taskType = fields["task_type"], let price = fields["usd"] ?? fields["lot_usd"]
    else { throw node.error("expected name, model, task_type and usd or lot_usd") }
    let values = try ExpressionReader.values(fields["fields"])
    let request = Request(
      model: try model.text(), taskType: try taskType.text(),
      fields: values.map { Request.Field($0.key, $0.value) })
    let points = try price.price().points(per: ExactDecimal(1), at: price)
    guard points.isWhole, let count = Int64(exactly: points.numerator) else {
      throw price.error("expected a whole number of points, at most 7 decimals")
    }
    return PriceExample(
      name: try name.text(),
      input: PricingInput(
        request: request, outputCount: try fields["outputs"]?.whole(),
        createdAt: try fields["created"]?.instant()),
      expected: Points(count), isPerLot: fields["usd"] == nil,
      place: CardPlace(card: card, file: node.file, line: node.line))
  }
}

/// A card's example next to what the card actually produces.
package struct ExampleCheck: Hashable, Sendable {
  package let example: PriceExample
  /// The card's result in words: an amount, or why there is none.
  package let found: String
  package let passes: Bool

  /// Checks every example of every layer, in the card's order.
  ///
  /// A layer knows those below it but not those above: an agreement in a user's card does not
  /// invalidate examples of the built-in one.
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
