package import Domain

extension Pricer {
  /// What a SKU costs under this card in quantities that are known already, so that a whole ledger
  /// is priced by its SKUs and not by its tasks.
  ///
  /// - Returns: the price, or why it cannot be told from the SKU alone.
  package func price(
    of sku: SKU, quantities: BilledQuantities, at moment: Instant
  ) -> Result<Points, SKUPricingError> {
    let request = Request(model: sku.model, taskType: sku.taskType, fields: sku.fields)
    let groups = card.groups(model: sku.model, taskType: sku.taskType)
    let input = PricingInput(request: request, outputCount: nil, createdAt: moment)
    guard !groups.isEmpty,
      case .found(let candidate) = RateSearch(input: input, groups: groups, isSKU: true).result
    else { return .failure(SKUPricingError(charge(for: input).unpricedReason ?? "no rate fits")) }
    let known = Set(sku.fields.map(\.name))
    let needed = candidate.group.rates.flatMap(\.conditions).map(\.field)
    if let field = needed.first(where: { !known.contains($0) }) {
      return .failure(SKUPricingError("the card's price depends on \(field), the SKU does not"))
    }
    let maker = FormulaMaker(
      candidate: candidate, createdAt: moment,
      agreements: card.agreements(
        on: candidate.group, ofLayer: candidate.layer, request: request))
    guard let formula = try? maker.formula() else {
      return .failure(SKUPricingError(ArithmeticOverflow().description))
    }
    if let line = formula.lines.first(where: { quantities[$0.measure] == nil }) {
      return .failure(SKUPricingError("the number of \(line.unit)s is not known"))
    }
    var pipeline = PricePipeline(formula)
    guard let points = try? pipeline.price(quantities) else {
      return .failure(SKUPricingError(ArithmeticOverflow().description))
    }
    return .success(points)
  }
}

/// Why a price cannot be told from a SKU alone.
package struct SKUPricingError: Error, Hashable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}

extension BilledQuantities {
  /// The quantities with the one that the response does not say filled in from what was booked;
  /// nil where no whole number of lots makes that amount.
  package func implied(by formula: PriceFormula, billed: Points) -> BilledQuantities? {
    guard let unknown else { return self }
    var pipeline = PricePipeline(formula)
    guard let lot = (try? pipeline.lotPrice(self, unknown: unknown)) ?? nil,
      let units = lot.impliedUnits(billed: billed)
    else { return nil }
    return BilledQuantities(
      entries: entries.map { entry in
        entry.value == nil ? Entry(name: entry.name, value: units) : entry
      })
  }
}
