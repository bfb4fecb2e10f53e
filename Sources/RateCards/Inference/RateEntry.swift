package import Domain

/// A rate as an entry of a card's `rates`, ready to be pasted: the price of one SKU from a moment on,
/// with everything of its group that a price depends on, but without multiplier and markups.
package struct RateEntry: Sendable {
  private let group: RateGroup
  private let sku: SKU
  private let prices: [(usd: Ratio, from: Instant)]
  private let source: String
  private let checked: CalendarDay
  private let certainty: Certainty

  /// Nil where the card has no rate for the SKU, the price is no decimal, or a name ends in `*`,
  /// which a card takes for any ending.
  ///
  /// - Parameters:
  ///   - sku: what the rate prices.
  ///   - prices: what a lot costs from a moment on, in the order of time.
  ///   - source: where the price comes from.
  ///   - checked: the day of the inference.
  ///   - certainty: how sure the price is.
  ///   - card: the card that priced the SKU so far.
  package init?(
    of sku: SKU, prices: [(usd: Ratio, from: Instant)], source: String, checked: CalendarDay,
    certainty: Certainty = .medium, card: RateCard
  ) {
    guard let first = prices.first else { return nil }
    let request = Request(model: sku.model, taskType: sku.taskType, fields: sku.fields)
    let search = RateSearch(
      input: PricingInput(request: request, outputCount: nil, createdAt: first.from),
      groups: card.groups(model: sku.model, taskType: sku.taskType), isSKU: true)
    guard case .found(let candidate) = search.result, candidate.group.measures.count == 1,
      prices.allSatisfy({ ExactDecimal($0.usd.description) != nil }),
      ![sku.model, sku.taskType].contains(where: { $0.hasSuffix("*") })
    else { return nil }
    group = candidate.group
    (self.sku, self.prices) = (sku, prices)
    (self.source, self.checked, self.certainty) = (source, checked, certainty)
  }

  /// The entry in YAML, indented as an element of the list `rates`.
  package var text: String { RateEntry.element(lines, indent: 2).map { $0 + "\n" }.joined() }

  /// Lines as an element of a list whose dashes stand so many columns from the left.
  static func element(_ lines: [String], indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    return lines.enumerated().map { margin + ($0 == 0 ? "- " : "  ") + $1 }
  }

  var lines: [String] {
    ["model: \(YAMLText.scalar(sku.model))", "task_type: \(YAMLText.scalar(sku.taskType))"]
      + measureLines + [defaults, derived].compactMap(\.self) + priceLines + surchargeLines
      + limitLines + evidenceLines
  }

  private var evidenceLines: [String] {
    [
      "source: \(YAMLText.scalar(source))", "checked: \(checked)",
      "certainty: \(certainty.rawValue)",
    ]
  }

  private var measureLines: [String] {
    guard let measure = group.measures.first else { return [] }
    var lines = ["unit: \(YAMLText.scalar(measure.unit))"]
    if measure.per != ExactDecimal(1) { lines.append("per: \(measure.per)") }
    if measure.isPerStarted { lines.append("started: true") }
    return lines + ["quantity: \(YAMLText.quantity(measure.quantity))"]
  }

  private var defaults: String? {
    guard !group.defaults.isEmpty else { return nil }
    // A default that only other rates of the group read would be one that nothing reads.
    let read = Set(
      sku.fields.map(\.name) + group.measures.flatMap(\.quantity.fieldNames)
        + group.surcharges.flatMap(\.quantity.fieldNames))
    let behind = group.derived.filter { read.contains($0.key) }
      .flatMap { $0.value.compactMap(\.fieldName) }
    let kept = group.defaults.filter { read.contains($0.key) || behind.contains($0.key) }
    guard !kept.isEmpty else { return nil }
    return "defaults: " + YAMLText.mapping(kept.mapValues { YAMLText.scalar($0.text) })
  }

  private var derived: String? {
    let read = Set(sku.fields.map(\.name) + group.measures.flatMap(\.quantity.fieldNames))
    let kept = group.derived.filter { read.contains($0.key) }
    guard !kept.isEmpty else { return nil }
    return "fields: " + YAMLText.mapping(kept.mapValues { YAMLText.product($0) })
  }

  private var priceLines: [String] {
    ["prices:"] + prices.flatMap { RateEntry.element(lines(of: $0), indent: 2) }
  }

  private func lines(of price: (usd: Ratio, from: Instant)) -> [String] {
    (sku.fields.isEmpty ? [] : ["when: \(conditions)"])
      + ["usd: \(price.usd)", "from: \(price.from.dayOrMomentText)"]
  }

  /// The prices alone, each with its evidence, for an entry that prices the SKU already.
  var pricesWithEvidence: [[String]] { prices.map { lines(of: $0) + evidenceLines } }

  private var conditions: String {
    let members = sku.fields.map {
      "\(YAMLText.scalar($0.name)): \(YAMLText.scalar($0.value.text))"
    }
    return "{ \(members.joined(separator: ", ")) }"
  }

  private var surchargeLines: [String] {
    guard !group.surcharges.isEmpty else { return [] }
    return ["surcharges:"]
      + group.surcharges.compactMap { surcharge in
        guard let usd = (try? surcharge.points.divided(by: Ratio(Points.perUSD))) ?? nil else {
          return nil
        }
        return "  - { unit: \(YAMLText.scalar(surcharge.unit)), usd: \(usd), "
          + "quantity: \(YAMLText.quantity(surcharge.quantity)), beyond: \(surcharge.beyond) }"
      }
  }

  private var limitLines: [String] {
    let minimum = group.minimum.flatMap { (try? $0.divided(by: Ratio(Points.perUSD))) ?? nil }
    return (minimum.map { ["minimum: \($0)"] } ?? [])
      + (group.rounding == .halfUp ? [] : ["round: \(group.rounding.rawValue)"])
  }
}
