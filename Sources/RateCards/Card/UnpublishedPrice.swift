package import Domain

/// Something that the provider offers without publishing its price, so that the tool can say so
/// instead of "unknown model".
package struct UnpublishedPrice: Hashable, Sendable {
  package let family: String
  package let models: [NamePattern]
  package let taskTypes: [NamePattern]
  package let note: String
  package let source: String
  package let place: CardPlace

  package func matches(model: String, taskType: String) -> Bool {
    models.contains { $0.matches(model) } && taskTypes.contains { $0.matches(taskType) }
  }
}

extension UnpublishedPrice {
  static func entries(
    _ node: CardNode, card: String, family: String
  ) throws(CardError) -> [UnpublishedPrice] {
    var entries: [UnpublishedPrice] = []
    for element in try node.elements() {
      let fields = try element.members(["model", "task_type", "note", "source"])
      guard let model = fields["model"] else { throw element.error("expected model") }
      entries.append(
        UnpublishedPrice(
          family: family,
          models: try model.namePatterns(),
          taskTypes: try fields["task_type"]?.namePatterns() ?? [.any],
          note: try fields["note"]?.text() ?? "",
          source: try fields["source"]?.text() ?? "",
          place: CardPlace(card: card, file: element.file, line: element.line)))
    }
    return entries
  }
}
