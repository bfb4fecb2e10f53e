package import Domain

/// A price of the card that an amount may have come from, if only model, task type and time of its
/// task are known.
package struct PossiblePrice: Hashable, Sendable {
  /// What a task can cost at this price.
  private enum Amounts: Hashable, Sendable {
    /// Always the same.
    case flat(Points)
    /// Whole lots within bounds.
    case lots(LotPrice)
  }

  /// The rate's name: `seedream/seedream-5-lite size=2K`.
  package let rate: String
  /// What a lot costs, in USD, with multiplier, markups and agreements.
  package let usd: Ratio
  /// What a lot is: `image`, `started second`, `5 seconds`.
  package let lot: String
  private let amounts: Amounts

  /// How an amount comes from this price: `2 images at 0.028 USD per image (seedream/…)`; nil if it
  /// can't.
  package func explanation(of points: Points) -> String? {
    switch amounts {
    case .flat(let price): return price == points ? "\(priceText) (\(rate))" : nil
    case .lots(let lotPrice):
      guard let units = lotPrice.impliedUnits(billed: points) else { return nil }
      return "\(units) \(lotPrice.unit)\(units == .one ? "" : "s") at \(priceText) (\(rate))"
    }
  }

  /// `0.028 USD per image`.
  package var priceText: String { "\(usd) USD per \(lot)" }
}

extension PossiblePrice {
  /// The price of a rate as it is at a moment; nil if it has several measures, or can't be computed
  /// exactly.
  fileprivate init?(_ candidate: RateCandidate, by formula: PriceFormula) {
    guard formula.lines.count == 1, let line = formula.lines.first,
      let measure = candidate.group.measures.first(where: { $0.name == line.measure }),
      let usd = try? PricePipeline.lotUSD(of: line, by: formula)
    else { return nil }
    var pipeline = PricePipeline(formula)
    let quantity = BilledQuantities.Entry(measure.quantity, of: measure.name)
    let quantities = BilledQuantities(entries: [quantity])
    if quantity.value != nil {
      guard let price = try? pipeline.price(quantities) else { return nil }
      amounts = .flat(price)
    } else {
      guard let lot = (try? pipeline.lotPrice(quantities, unknown: quantity)) ?? nil else {
        return nil
      }
      amounts = .lots(lot)
    }
    rate = candidate.name
    (self.usd, lot) = (usd, line.lotText)
  }
}

extension BilledQuantities.Entry {
  /// A quantity as far as it doesn't depend on the task: a fixed number, or bounds.
  fileprivate init(_ rule: QuantityRule, of name: String) {
    let numbers = rule.alternatives.map { alternative -> Ratio? in
      guard case .known(let expression) = alternative.value else { return nil }
      return Facts.none.value(of: expression)
    }
    if rule.alternatives.count == 1, let number = numbers[0] {
      self.init(name: name, value: number)
      return
    }
    let unknown = rule.alternatives.compactMap { alternative -> Self? in
      guard case .unknown(let least, let most, let step) = alternative.value else { return nil }
      return Self(
        name: name, value: nil, least: least.flatMap(Facts.none.value),
        most: most.flatMap(Facts.none.value), step: step)
    }
    if rule.alternatives.count == 1, let only = unknown.first {
      self = only
      return
    }
    // Which alternative counts depends on the task.
    let step = unknown.map(\.step).min { $0.ratio < $1.ratio }
    self.init(name: name, value: nil, step: step ?? ExactDecimal(1))
  }
}

/// The possible prices of a card, found once for each model, task type and time without a change.
package struct PossiblePrices {
  private struct Name: Hashable {
    let model: String
    let taskType: String
  }

  /// What matches a name, and the moments at which its prices change.
  private struct Match {
    let groups: [(layer: Int, group: RateGroup)]
    let boundaries: [Instant]
    var prices: [Int: [PossiblePrice]] = [:]
  }

  private let card: RateCard
  private var matches: [Name: Match] = [:]

  package init(_ card: RateCard) {
    self.card = card
  }

  /// The prices that are in force at a moment or may be, the uppermost layer first; empty if the
  /// card has none that model and task type alone could lead to.
  ///
  /// The account history names some models otherwise than tasks do (`image_toolkit`, `mj`).
  package mutating func prices(
    model: String, taskType: String, at moment: Instant
  ) -> [PossiblePrice] {
    let name = Name(model: ProviderName.key(model), taskType: ProviderName.key(taskType))
    var match = matches[name] ?? self.match(name)
    let span = match.boundaries.count { $0 <= moment }
    if let prices = match.prices[span] { return prices }
    let prices = found(in: match.groups, name, at: moment)
    match.prices[span] = prices
    matches[name] = match
    return prices
  }

  private func match(_ name: Name) -> Match {
    var groups = card.groups(model: name.model, taskType: name.taskType)
    if groups.isEmpty {
      groups = card.layers.enumerated().flatMap { layer, content in
        content.groups.filter { group in
          group.taskTypes.contains { $0.matches(name.taskType) }
            && group.models.contains { HistoryName($0.text) == HistoryName(name.model) }
        }.map { (layer, $0) }
      }
    }
    let agreed = card.layers.flatMap(\.agreements).map(\.period)
    let bounds = (groups.flatMap(\.group.periods) + agreed).flatMap(\.boundaries)
    return Match(groups: groups, boundaries: Set(bounds).sorted())
  }

  private func found(
    in groups: [(layer: Int, group: RateGroup)], _ name: Name, at moment: Instant
  ) -> [PossiblePrice] {
    let request = Request(model: name.model, taskType: name.taskType, fields: [])
    var prices: [PossiblePrice] = []
    var priced: [[Condition]: CardPlace] = [:]
    for (layer, group) in groups {
      let agreements = card.agreements(on: group, ofLayer: layer, request: request)
      for rate in group.rates
      where rate.period.contains(moment) || rate.period.mayHaveStarted(by: moment) {
        // A rate of an entry before replaces one of the same conditions.
        guard priced[rate.conditions, default: group.place] == group.place else { continue }
        priced[rate.conditions] = group.place
        let candidate = RateCandidate(layer: layer, group: group, rate: rate, facts: .none)
        let maker = FormulaMaker(candidate: candidate, createdAt: moment, agreements: agreements)
        guard let formula = try? maker.formula(),
          let price = PossiblePrice(candidate, by: formula)
        else { continue }
        prices.append(price)
      }
    }
    return prices
  }
}
