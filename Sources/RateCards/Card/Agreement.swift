package import Domain

/// A percentage that a user has agreed with the provider for a family, a model or a task type, on
/// the prices of the cards below: negative for a discount.
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
    guard let percent = fields["percent"] else { throw node.error("expected percent") }
    guard fields["family"] != nil || fields["model"] != nil || fields["task_type"] != nil else {
      throw node.error("expected family, model or task_type")
    }
    let period = EffectivePeriod(
      from: try fields["from"]?.instant(), until: try fields["until"]?.instant())
    guard !period.isEmpty else { throw node.error("until is not after from") }
    return Agreement(
      family: try fields["family"]?.text(),
      models: try fields["model"]?.namePatterns() ?? [.any],
      taskTypes: try fields["task_type"]?.namePatterns() ?? [.any],
      percent: try percent.percent(),
      period: period, source: try fields["source"]?.text() ?? "",
      place: CardPlace(card: card, file: node.file, line: node.line))
  }
}
