package import Domain

/// What is known of a task when it is priced: its request fields, the rate's defaults for those
/// omitted, the fields that the rate derives from them, and the number of results as ``outputs``.
package struct Facts: Sendable {
  /// The field that holds the number of results in the response.
  package static let outputs = "outputs"

  private let request: Request
  private let outputCount: Int?
  private let defaults: [String: FieldValue]
  private let derived: [String: [QuantityRule.Operand]]
  /// Whether the request's fields are those of a SKU, which names derived fields too.
  private let isSKU: Bool

  package init(
    request: Request, outputCount: Int?, defaults: [String: FieldValue],
    derived: [String: [QuantityRule.Operand]], isSKU: Bool = false
  ) {
    self.request = request
    self.outputCount = outputCount
    self.defaults = defaults
    self.derived = derived
    self.isSKU = isSKU
  }

  package subscript(name: String) -> FieldValue? {
    if name == Facts.outputs {
      return outputCount.map { .number(ExactDecimal(Int64($0))) }
    }
    if isSKU, let value = request[name] { return value }
    if let operands = derived[name] {
      guard let product = product(of: operands) else { return nil }
      return ExactDecimal(product.description).map { .number($0) }
    }
    return request[name] ?? defaults[name]
  }

  /// The card's own spelling of what meets a condition, nil where nothing does.
  package func match(_ condition: Condition) -> String? {
    let value = self[condition.field]
    // A SKU names a range by the card's own spelling of it.
    if isSKU, value == .word(condition.testText) { return condition.testText }
    return condition.match(value)
  }

  package func number(_ operand: QuantityRule.Operand) -> Ratio? {
    switch operand {
    case .number(let number): number.ratio
    case .field(let name): self[name]?.numeric?.ratio
    }
  }

  /// The product of the operands, nil where one is not known, is negative or does not fit.
  package func product(of operands: [QuantityRule.Operand]) -> Ratio? {
    var product = Ratio.one
    for operand in operands {
      guard let number = number(operand), !number.isNegative,
        let next = try? product.times(number)
      else { return nil }
      product = next
    }
    return product
  }
}
