import Domain

/// Checks that every condition of a card can be met: an agreement, penalty or waiver for a name
/// without a price would silently do nothing.
struct CardConditions {
  /// The uppermost first.
  let layers: [RateCard.Layer]

  /// - Throws: ``CardError`` with the location of the first entry that matches nothing, and the
  ///   closest names.
  func prove() throws(CardError) {
    let groups = layers.flatMap(\.groups)
    guard !groups.isEmpty else { return }
    for (index, layer) in layers.enumerated() {
      // Agreements only change the prices of the cards below.
      let below = layers.dropFirst(index + 1).flatMap(\.groups)
      for agreement in layer.agreements where !below.isEmpty {
        try prove(agreement, on: below)
      }
      for penalty in layer.penalties {
        try proveNames(
          penalty.models, penalty.taskTypes, in: groups, at: penalty.place, entry: "penalties")
      }
      for waiver in layer.waivers { try prove(waiver, on: groups) }
    }
  }

  private func prove(_ agreement: Agreement, on groups: [RateGroup]) throws(CardError) {
    var groups = groups
    if let family = agreement.family {
      let ofFamily = groups.filter { ProviderName.areEqual($0.family, family) }
      guard !ofFamily.isEmpty else {
        throw error(
          at: agreement.place, "agreements.family",
          "no price in a card below has the family \(family)", family, groups.map(\.family))
      }
      groups = ofFamily
    }
    try proveNames(
      agreement.models, agreement.taskTypes, in: groups, at: agreement.place, entry: "agreements")
  }

  /// Pairs of model and task type that have a price.
  private func proveNames(
    _ models: [NamePattern], _ taskTypes: [NamePattern], in groups: [RateGroup],
    at place: CardPlace, entry: String
  ) throws(CardError) {
    for model in models {
      let ofModel = groups.filter { $0.models.contains(where: model.overlaps) }
      guard !ofModel.isEmpty else {
        throw error(
          at: place, "\(entry).model", "no price has the model \(model)", model.text,
          groups.flatMap { $0.models.map(\.text) })
      }
    }
    let ofModels = groups.filter { group in
      models.contains { group.models.contains(where: $0.overlaps) }
    }
    for taskType in taskTypes
    where !ofModels.contains(where: { $0.taskTypes.contains(where: taskType.overlaps) }) {
      throw error(
        at: place, "\(entry).task_type",
        "no price of \(models.map(\.text).joined(separator: ", ")) has the task type "
          + taskType.text,
        taskType.text, ofModels.flatMap { $0.taskTypes.map(\.text) })
    }
  }

  /// A waiver names a SKU as reports do: a model and task type with a price, and the fields that it
  /// depends on.
  private func prove(_ waiver: PriceWaiver, on groups: [RateGroup]) throws(CardError) {
    let name = String(waiver.sku.prefix { $0 != " " })
    let isKnown = name.indices.filter { name[$0] == "/" }.contains { slash in
      let model = String(name[..<slash])
      let taskType = String(name[name.index(after: slash)...])
      return groups.contains { $0.matches(model: model, taskType: taskType) }
    }
    guard isKnown else {
      throw error(
        at: waiver.place, "waivers.sku", "no price has the SKU \(waiver.sku)", waiver.sku,
        groups.flatMap { group in group.rates.flatMap { skus(of: group, $0) } })
    }
  }

  private func skus(of group: RateGroup, _ rate: Rate) -> [String] {
    let conditions = rate.conditions.map { " \($0.description)" }.joined()
    return group.models.flatMap { model in
      group.taskTypes.map { "\(model)/\($0)\(conditions)" }
    }
  }

  private func error(
    at place: CardPlace, _ field: String, _ message: String, _ name: String, _ known: [String]
  ) -> CardError {
    CardError(
      file: place.file, line: place.line, field: field,
      message: message + NearestNames.hint(for: name, among: known))
  }
}
