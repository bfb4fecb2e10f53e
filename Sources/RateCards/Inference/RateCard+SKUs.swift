package import Domain

/// What a card says of a SKU without a task of it.
extension RateCard {
  /// The SKUs that the card names: of a rate for several values one for each; patterns name none.
  package var skus: [SKU] {
    var seen: Set<SKU> = []
    return layers.flatMap(\.groups).flatMap { group in
      group.models.filter(\.isExact).flatMap { model in
        group.taskTypes.filter(\.isExact).flatMap { taskType in
          group.rates.flatMap(\.fieldCombinations).map { fields in
            SKU(model: model.text, taskType: taskType.text, fields: fields)
          }
        }
      }
    }.filter { seen.insert($0).inserted }
  }

  /// The rate of a SKU at a moment with everything that makes its price; nil where none fits.
  package func formula(of sku: SKU, at moment: Instant) -> PriceFormula? {
    guard case .found(let candidate) = search(sku, at: moment).result else { return nil }
    let maker = FormulaMaker(
      candidate: candidate, createdAt: moment,
      agreements: agreements(
        on: candidate.group, ofLayer: candidate.layer, request: sku.request))
    return try? maker.formula()
  }

  /// The rates of a layer that fit a SKU, whenever they hold, with their groups.
  func rates(fitting sku: SKU, inLayer layer: Int) -> [(group: RateGroup, rate: Rate)] {
    search(sku, at: nil).fitting.filter { $0.layer == layer }.map { ($0.group, $0.rate) }
  }

  private func search(_ sku: SKU, at moment: Instant?) -> RateSearch {
    RateSearch(
      input: PricingInput(request: sku.request, outputCount: nil, createdAt: moment),
      groups: groups(model: sku.model, taskType: sku.taskType), isSKU: true)
  }
}

extension SKU {
  /// A request for nothing but what the SKU names.
  fileprivate var request: Request { Request(model: model, taskType: taskType, fields: fields) }
}

extension Rate {
  /// The fields of the SKUs that it prices, with the card's spelling.
  fileprivate var fieldCombinations: [[Request.Field]] {
    conditions.reduce([[]]) { combinations, condition in
      let words =
        if case .oneOf(let words) = condition.test { words } else { [condition.testText] }
      return combinations.flatMap { fields in
        words.map { fields + [Request.Field(condition.field, .word($0))] }
      }
    }
  }
}

extension PriceFormula {
  /// The prices of a lot that are reported but not confirmed, with multiplier, markups and agreements.
  package var unconfirmedLots: [(usd: Ratio, label: String)] {
    alternatives.filter { $0.isUnconfirmed == true }.compactMap { alternative in
      replaced(by: alternative).lotUSD.map { ($0, alternative.label) }
    }
  }
}
