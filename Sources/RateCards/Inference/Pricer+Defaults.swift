package import Domain

/// A SKU with one of its fields as it would be if the request omitted it.
package struct DefaultedSKU: Hashable, Sendable {
  package let field: String
  /// What the request asks for.
  package let value: String
  /// What it would get.
  package let defaultValue: String
  package let sku: SKU
}

extension Pricer {
  /// The SKUs that differ from one in a single field, which has its default there; none where every
  /// field has it, or the card gives none.
  package func defaulted(_ sku: SKU, at moment: Instant) -> [DefaultedSKU] {
    let request = Request(model: sku.model, taskType: sku.taskType, fields: sku.fields)
    let input = PricingInput(request: request, outputCount: nil, createdAt: moment)
    let groups = card.groups(model: sku.model, taskType: sku.taskType)
    guard case .found(let candidate) = RateSearch(input: input, groups: groups, isSKU: true).result
    else { return [] }
    return sku.fields.compactMap { field in
      guard let standard = candidate.group.defaults[field.name],
        Condition(field: field.name, test: .oneOf([field.value.text])).match(standard) == nil
      else { return nil }
      let fields = sku.fields.map { $0.name == field.name ? Request.Field($0.name, standard) : $0 }
      return DefaultedSKU(
        field: field.name, value: field.value.text, defaultValue: standard.text,
        sku: SKU(model: sku.model, taskType: sku.taskType, fields: fields))
    }
  }
}
