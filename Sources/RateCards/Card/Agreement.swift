package import Domain

/// A percentage agreed between the user and the provider for a family, a model or a task type, on
/// top of the prices of the cards below: negative for a discount.
package struct Agreement: Hashable, Sendable {
  /// Nil for every family.
  package let family: String?
  package let models: [NamePattern]
  package let taskTypes: [NamePattern]
  package let percent: ExactDecimal
  package let period: EffectivePeriod
  package let source: String
  package let place: CardPlace

  package func applies(to group: RateGroup, request: Request) -> Bool {
    (family.map { ProviderName.areEqual($0, group.family) } ?? true)
      && models.contains { $0.matches(request.model) }
      && taskTypes.contains { $0.matches(request.taskType) }
  }
}

extension Agreement {
  static func agreements(_ node: CardNode, card: String) throws(CardError) -> [Agreement] {
    var agreements: [Agreement] = []
    for element in try node.elements() {
      agreements.append(try agreement(element.asEntry, card: card))
    }
    return agreements
  }

  private static func agreement(_ node: CardNode, card: String) throws(CardError) -> Agreement {
    let fields = try node.members([
      "family", "model", "task_type", "percent", "from", "until", "source",
    ])
    guard let percent = fields["percent"] else {
      throw node.error("expected percent, such as percent: -10%")
    }
    guard fields["family"] != nil || fields["model"] != nil || fields["task_type"] != nil else {
      throw node.error("expected family, model or task_type (model: \"*\" for everything)")
    }
    return Agreement(
      family: try fields["family"]?.text(),
      models: try fields["model"]?.namePatterns() ?? [.any],
      taskTypes: try fields["task_type"]?.namePatterns() ?? [.any],
      percent: try percent.percent(),
      period: try node.period(fields), source: try fields["source"]?.text() ?? "",
      place: CardPlace(card: card, file: node.file, line: node.line))
  }
}

/// A known difference between card and bills: it raises no alarm while both prices stay the same,
/// until its last day has passed.
package struct PriceWaiver: Hashable, Sendable {
  /// The SKU as reports name it.
  package let sku: String
  /// The card's price of a lot in USD, with multiplier, markups and agreements.
  package let expectedUSD: ExactDecimal
  /// The price of a lot in USD that the provider bills.
  package let billedUSD: ExactDecimal
  package let reason: String
  /// The last day on which it applies.
  package let expires: CalendarDay
  package let place: CardPlace

  /// Whether it covers a difference on a day.
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
