package import Domain

/// A value that an omitted field is taken to have, for tasks of a period.
package struct FieldDefault: Hashable, Sendable {
  package let value: FieldValue
  package let period: EffectivePeriod

  package init(_ value: FieldValue, period: EffectivePeriod = .always) {
    (self.value, self.period) = (value, period)
  }
}

/// A field that a card derives from others: the first expression whose fields are all known.
///
/// One that is nothing but a field passes on its value, even a word.
package typealias DerivedField = [Expression]

/// What is known about a task when it is priced: its request fields, the rate's defaults for
/// omitted ones, the fields derived from them, and the number of results as ``outputs``.
package struct Facts: Sendable {
  /// The field that holds the number of results in the response.
  package static let outputs = "outputs"

  private let request: Request
  private let outputCount: Int?
  private let defaults: [String: FieldValue]
  private let derived: [String: DerivedField]
  /// When the task was created; nil if unknown.
  package let createdAt: Instant?
  /// Whether the request's fields are those of a SKU, including derived fields.
  private let isSKU: Bool

  package init(
    request: Request, outputCount: Int?, createdAt: Instant? = nil,
    defaults: [String: [FieldDefault]], derived: [String: DerivedField], isSKU: Bool = false
  ) {
    self.request = request
    self.outputCount = outputCount
    self.createdAt = createdAt
    self.defaults = defaults.compactMapValues { Facts.inForce($0, at: createdAt)?.value }
    self.derived = derived
    self.isSKU = isSKU
  }

  /// The default of a moment; without a moment, one that never changed.
  package static func inForce(_ defaults: [FieldDefault], at moment: Instant?) -> FieldDefault? {
    defaults.first { standard in
      moment.map(standard.period.contains) ?? (standard.period == .always)
    }
  }

  package subscript(name: String) -> FieldValue? {
    if name == Facts.outputs {
      return outputCount.map { .number(ExactDecimal(Int64($0))) }
    }
    if isSKU, let value = request[name] { return value }
    guard let alternatives = derived[name] else { return given(name) ?? defaults[name] }
    return alternatives.lazy.compactMap { derivedValue($0) }.first ?? defaults[name]
  }

  /// What the request says; a list of one element means the element.
  private func given(_ name: String) -> FieldValue? {
    request[name] ?? request["\(name).only"]
  }

  /// The value of a derived field's expression, which reads no derived field.
  private func derivedValue(_ expression: Expression) -> FieldValue? {
    if let name = expression.onlyField { return given(name) }
    let value = expression.value { (given($0) ?? defaults[$0])?.numeric?.ratio }
    return value.flatMap { ExactDecimal($0.description) }.map { .number($0) }
  }

  /// The default by which a field is known, if the request omits it.
  package func defaultValue(of name: String) -> FieldValue? {
    guard let standard = defaults[name] else { return nil }
    let isKnown =
      derived[name]?.contains { derivedValue($0) != nil } ?? (given(name) != nil)
    return isKnown ? nil : standard
  }

  /// The card's spelling of what meets a condition; nil if nothing does.
  package func match(_ condition: Condition) -> String? {
    let value = self[condition.field]
    // A SKU names a range by the card's spelling of it.
    if isSKU, value == .word(condition.testText) { return condition.testText }
    return condition.match(value)
  }

  /// Whether a field is a number of 0 or more.
  func hasNumber(_ name: String) -> Bool {
    self[name]?.numeric.map { $0.mantissa >= 0 } ?? false
  }

  /// The value of an expression; nil if a field is unknown.
  package func value(of expression: Expression) -> Ratio? {
    expression.value { self[$0]?.numeric?.ratio }
  }
}
