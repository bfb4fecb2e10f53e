package import Domain

/// A rate as an entry of a card's `rates`, ready to be pasted: the price of one SKU from a moment
/// on, with everything of its group that a price depends on, except multiplier and markups.
package struct RateEntry: Sendable {
  private let group: RateGroup
  private let sku: SKU
  private let prices: [(usd: Ratio, from: Instant)]
  private let source: String
  private let checked: CalendarDay
  private let certainty: Certainty

  /// Nil if the card has no rate for the SKU, the price is not a decimal, or a name ends in `*`,
  /// which a card takes as a wildcard.
  ///
  /// - Parameters:
  ///   - sku: what the rate prices.
  ///   - prices: what a lot costs from a moment on, in chronological order.
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

  /// Lines as an element of a list whose dashes are indented this many columns.
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
    // A default read only by other rates of the group would be unused here.
    let read = Set(
      sku.fields.map(\.name) + group.measures.flatMap(\.quantity.fieldNames)
        + group.surcharges.flatMap(\.quantity.fieldNames))
    let behind = group.derived.filter { read.contains($0.key) }
      .flatMap { $0.value.flatMap(\.fieldNames) }
    let kept = group.defaults.filter { read.contains($0.key) || behind.contains($0.key) }
    guard !kept.isEmpty else { return nil }
    return "defaults: " + YAMLText.mapping(kept.mapValues(YAMLText.defaults))
  }

  private var derived: String? {
    let read = Set(sku.fields.map(\.name) + group.measures.flatMap(\.quantity.fieldNames))
    let kept = group.derived.filter { read.contains($0.key) }
    guard !kept.isEmpty else { return nil }
    return "fields: "
      + YAMLText.mapping(
        kept.mapValues { YAMLText.list($0.map { YAMLText.scalar($0.description) }) })
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

/// Parts of a card as one-line YAML, which ``CardReader`` reads back unchanged.
enum YAMLText {
  /// A text, quoted unless it is plain everywhere: letters, digits, and `_ - . /` within.
  static func scalar(_ text: String) -> String {
    let isPlain =
      text.utf8.allSatisfy { byte in
        isLetterOrDigit(byte) || "_-./".utf8.contains(byte)
      } && (text.utf8.first.map(isLetterOrDigit) ?? false)
    return isPlain ? text : quoted(text)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  /// A double-quoted scalar; invisible characters are escaped.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case " "..."~": quoted.unicodeScalars.append(scalar)
      default: quoted += "\\U" + padded(String(scalar.value, radix: 16))
      }
    }
    return quoted + "\""
  }

  private static func padded(_ digits: String) -> String {
    String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }

  static func mapping(_ members: [String: String]) -> String {
    let texts = members.sorted { $0.key < $1.key }.map { "\(scalar($0.key)): \($0.value)" }
    return "{ \(texts.joined(separator: ", ")) }"
  }

  /// One element alone, several as a list.
  static func list(_ texts: [String]) -> String {
    texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
  }

  static func defaults(_ defaults: [FieldDefault]) -> String {
    if defaults.count == 1, defaults[0].period == .always { return scalar(defaults[0].value.text) }
    let dated = defaults.map { standard in
      let value = "value: \(scalar(standard.value.text))"
      return "{ \(([value] + bounds(of: standard.period)).joined(separator: ", ")) }"
    }
    return "[\(dated.joined(separator: ", "))]"
  }

  /// The members `from` and `until`, as far as a period has them.
  private static func bounds(of period: EffectivePeriod) -> [String] {
    let from = period.from.map { from in
      period.earliestFrom.map { "[\($0.dayOrMomentText), \(from.dayOrMomentText)]" }
        ?? from.dayOrMomentText
    }
    let until = period.until?.dayOrMomentText
    return [from.map { "from: \($0)" }, until.map { "until: \($0)" }].compactMap(\.self)
  }

  static func quantity(_ rule: QuantityRule) -> String {
    list(rule.alternatives.map(alternative))
  }

  private static func alternative(_ alternative: QuantityRule.Alternative) -> String {
    var members: [String] = []
    if !alternative.conditions.isEmpty {
      members.append("when: { \(alternative.conditions.map(condition).joined(separator: ", ")) }")
    }
    members += bounds(of: alternative.period)
    switch alternative.value {
    case .known(let expression):
      guard !members.isEmpty else { return scalar(expression.description) }
      members.append("value: \(scalar(expression.description))")
    case .unknown(let least, let most, let step):
      let bounds = [least, most].compactMap { $0.map { scalar($0.description) } }
      members.append(
        "unknown: \(bounds.count == 2 ? "[\(bounds.joined(separator: ", "))]" : "any")")
      if step != ExactDecimal(1) { members.append("step: \(step)") }
    }
    return "{ \(members.joined(separator: ", ")) }"
  }

  private static func condition(_ condition: Condition) -> String {
    let test =
      switch condition.test {
      case .oneOf(let words) where words.count == 1: scalar(words[0])
      case .oneOf(let words): "[\(words.map(scalar).joined(separator: ", "))]"
      case .within: scalar(condition.testText)
      }
    return "\(scalar(condition.field)): \(test)"
  }
}
