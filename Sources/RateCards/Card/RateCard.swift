package import Domain

/// A set of rates in layers: a user's card over the built-in one.
///
/// A matching rate of an upper layer wins over those below; if none matches, the next layer
/// decides.
package struct RateCard: Sendable {
  package struct Layer: Sendable {
    package let name: String
    /// The SHA-256 of the card's files.
    package let fingerprint: String
    package let groups: [RateGroup]
    package let penalties: [PenaltyRule]
    package let rules: SettlementRules?
    /// Percentages on the prices of the layers below.
    package let agreements: [Agreement]
    /// Offered by the provider without a published price.
    package let unpublished: [UnpublishedPrice]
    /// Requests with the price that the card must produce.
    package let examples: [PriceExample]
    /// Differences from the bills that raise no alarm.
    package let waivers: [PriceWaiver]
    let exactIndices: [Name: [Int]]
    /// The numbers of the groups that have a pattern among their names.
    let patternIndices: [Int]

    package init(
      name: String, fingerprint: String, groups: [RateGroup], penalties: [PenaltyRule] = [],
      rules: SettlementRules? = nil, agreements: [Agreement] = [],
      unpublished: [UnpublishedPrice] = [], examples: [PriceExample] = [],
      waivers: [PriceWaiver] = []
    ) {
      self.name = name
      self.fingerprint = fingerprint
      self.groups = groups
      self.penalties = penalties
      self.rules = rules
      self.agreements = agreements
      self.unpublished = unpublished
      self.examples = examples
      self.waivers = waivers
      exactIndices = Layer.exactIndices(of: groups)
      patternIndices = groups.indices.filter { index in
        (groups[index].models + groups[index].taskTypes).contains { !$0.isExact }
      }
    }
  }

  /// The uppermost first.
  package let layers: [Layer]

  package init(layers: [Layer]) {
    self.layers = layers
  }

  /// What identifies the prices: the fingerprints of all layers, shortened.
  package var fingerprint: String {
    RateCard.fingerprint(of: layers.map(\.fingerprint))
  }

  private static func fingerprint(of layers: [String]) -> String {
    layers.map { String($0.prefix(16)) }.joined(separator: "+")
  }

  /// The fingerprint that the card of these sources would have, without parsing them.
  package static func fingerprint(of sources: [CardSource]) -> String {
    fingerprint(of: sources.map { CardFile.fingerprint(of: $0.files) })
  }

  package var name: String { layers.map(\.name).joined(separator: " over ") }

  /// The penalty rule for a failed task: the uppermost layer wins, then the most specific rule,
  /// then the first in the card.
  package func penalty(for request: Request, errorCode: Int?, at instant: Instant?) -> PenaltyRule?
  {
    for layer in layers {
      let fitting = layer.penalties.filter {
        $0.applies(to: request, errorCode: errorCode, at: instant)
      }
      let specific = fitting.map(\.specificity).max()
      if let rule = fitting.first(where: { $0.specificity == specific }) { return rule }
    }
    return nil
  }

  /// Whether a penalty rule may ever count failed tasks with such a request.
  package func hasPenaltyRule(for request: Request) -> Bool {
    layers.contains { layer in layer.penalties.contains { $0.concerns(request) } }
  }

  package var waivers: [PriceWaiver] { layers.flatMap(\.waivers) }

  package var rules: SettlementRules {
    layers.lazy.compactMap(\.rules).first ?? SettlementRules()
  }

  /// The agreements that apply to a group of a layer: those of the layers above it, lowest first.
  package func agreements(on group: RateGroup, ofLayer layer: Int, request: Request) -> [Agreement]
  {
    layers.prefix(layer).reversed().flatMap(\.agreements)
      .filter { $0.applies(to: group, request: request) }
  }

  /// The groups that may price a model and task type: upper layers first, exact names before
  /// patterns.
  package func groups(model: String, taskType: String) -> [(layer: Int, group: RateGroup)] {
    var found: [(layer: Int, group: RateGroup)] = []
    for (index, layer) in layers.enumerated() {
      found += layer.exactGroups(model: model, taskType: taskType).map { (index, $0) }
      found += layer.patternGroups(model: model, taskType: taskType).map { (index, $0) }
    }
    return found
  }
}

extension RateCard.Layer {
  /// A model and task type that a group names literally, by key.
  struct Name: Hashable, Sendable {
    let model: String
    let taskType: String

    init(model: String, taskType: String) {
      self.model = ProviderName.key(model)
      self.taskType = ProviderName.key(taskType)
    }
  }

  /// The numbers of the groups with literal names, by name.
  static func exactIndices(of groups: [RateGroup]) -> [Name: [Int]] {
    var indices: [Name: [Int]] = [:]
    for (index, group) in groups.enumerated() {
      for model in group.models where model.isExact {
        for taskType in group.taskTypes where taskType.isExact {
          indices[Name(model: model.text, taskType: taskType.text), default: []].append(index)
        }
      }
    }
    return indices
  }

  fileprivate func exactGroups(model: String, taskType: String) -> [RateGroup] {
    (exactIndices[Name(model: model, taskType: taskType)] ?? []).map { groups[$0] }
  }

  fileprivate func patternGroups(model: String, taskType: String) -> [RateGroup] {
    let exact = Set(exactIndices[Name(model: model, taskType: taskType)] ?? [])
    return patternIndices.filter { !exact.contains($0) }.map { groups[$0] }
      .filter { $0.matches(model: model, taskType: taskType) }
  }
}

/// What a card says about a SKU, independent of any task.
extension RateCard {
  /// The SKUs that the card names: one per value of a rate with several; patterns name none.
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

  /// The rate of a SKU at a moment with everything that makes up its price; nil if none matches.
  package func formula(of sku: SKU, at moment: Instant) -> PriceFormula? {
    rate(of: sku, at: moment)?.formula
  }

  /// The prices that are reported for a SKU at a moment but not confirmed.
  package func reportedPrices(of sku: SKU, at moment: Instant) -> [ReportedPrice] {
    guard let (candidate, formula) = rate(of: sku, at: moment) else { return [] }
    return candidate.reportedPrices(formula, quantities: nil)
  }

  private func rate(
    of sku: SKU, at moment: Instant
  ) -> (candidate: RateCandidate, formula: PriceFormula)? {
    guard case .found(let candidate) = search(sku, at: moment).result else { return nil }
    let maker = FormulaMaker(
      candidate: candidate, createdAt: moment,
      agreements: agreements(
        on: candidate.group, ofLayer: candidate.layer, request: sku.request))
    return (try? maker.formula()).map { (candidate, $0) }
  }

  /// The rates of a layer that match a SKU, whatever their period, with their groups.
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
  /// The fields of the SKUs that it prices, in the card's spelling.
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
