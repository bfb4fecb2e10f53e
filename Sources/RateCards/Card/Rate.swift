package import Domain

/// A price that is reported but not confirmed: it coexists with a published one and never ends it.
package struct UnconfirmedPrice: Hashable, Sendable {
  /// Points per unit of each measure.
  package let prices: [String: Ratio]
  /// The same price, as written in the card.
  package let text: String
  package let evidence: Evidence
  package let place: CardPlace
}

/// A percentage on top of a price, valid in a period.
package struct Markup: Hashable, Sendable {
  package let percent: ExactDecimal
  package let period: EffectivePeriod
  package let place: CardPlace
}

/// A price per unit of each measure under conditions, valid in an effective period.
package struct Rate: Hashable, Sendable {
  package let conditions: [Condition]
  /// Points for one unit of each measure, before multiplier and markup.
  package let prices: [String: Ratio]
  /// The same prices, as written in the card: `0.028 USD per image`.
  package let priceText: String
  package let multiplier: ExactDecimal?
  /// The list price of a lot, with multiplier and markup, is rounded half up to a multiple of this
  /// many USD; nil if it isn't rounded.
  package let priceStep: ExactDecimal?
  package let period: EffectivePeriod
  /// The bounds of the period, as far as the card gives them; the rest follows from adjacent rates.
  package let published: EffectivePeriod
  package let evidence: Evidence
  package let unconfirmed: [UnconfirmedPrice]
  package let note: String?
  /// Where in the card the entry or the price is.
  package let place: CardPlace
  /// Where the price that an entry inherited by `like` is.
  package let inheritedFrom: CardPlace?
}

/// A price added per unit of something besides the main measure.
package struct Surcharge: Hashable, Sendable {
  package let unit: String
  package let points: Ratio
  package let quantity: QuantityRule
  /// The number of units that are free.
  package let beyond: ExactDecimal
  package let place: CardPlace
}

/// The rates of a model and task type, which share their measures.
package struct RateGroup: Hashable, Sendable {
  package var family: String
  package var models: [NamePattern]
  package var taskTypes: [NamePattern]
  package var measures: [MeasureRule]
  /// The values of omitted fields, by field; the periods of a field's do not overlap.
  package var defaults: [String: [FieldDefault]]
  package var derived: [String: DerivedField]
  package var rates: [Rate]
  package var markups: [[Markup]]
  package var surcharges: [Surcharge]
  package var minimum: Ratio?
  package var minimumText: String
  package var rounding: RoundingRule
  package var place: CardPlace

  package func matches(model: String, taskType: String) -> Bool {
    models.contains { $0.matches(model) } && taskTypes.contains { $0.matches(taskType) }
  }

  /// Whether both names are literal for this pair, so that the group beats a pattern.
  package func isExact(model: String, taskType: String) -> Bool {
    models.contains(NamePattern(model)) && taskTypes.contains(NamePattern(taskType))
  }

  /// Whether markups, quantities and what the facts take by default are the same at all times.
  func isConstant(for facts: Facts) -> Bool {
    markups.allSatisfy { $0.count == 1 } && periodsOfAmounts.allSatisfy { $0 == .always }
      && !hasDatedDefault(for: facts)
  }

  /// Whether a field without a value would have one by default if the creation time were known.
  func hasDatedDefault(for facts: Facts) -> Bool {
    defaults.contains { name, standards in
      facts[name] == nil && standards.contains { $0.period != .always }
    }
  }

  /// The periods of everything dated that a price depends on.
  package var periods: [EffectivePeriod] {
    rates.map(\.period) + periodsOfAmounts + defaults.values.flatMap { $0.map(\.period) }
  }

  /// The periods of markups and quantities.
  private var periodsOfAmounts: [EffectivePeriod] {
    let quantities = measures.map(\.quantity) + surcharges.map(\.quantity)
    return markups.flatMap { $0.map(\.period) }
      + quantities.flatMap { $0.alternatives.map(\.period) }
  }

  /// The name of a surcharge's quantity: its unit, made distinct from a measure of the same name.
  func name(of surcharge: Surcharge) -> String {
    measures.contains { $0.name == surcharge.unit } ? "extra \(surcharge.unit)" : surcharge.unit
  }

  /// Every field that a price of the group depends on, in the card's order, each once.
  package var fieldNames: [String] {
    let behind = derived.sorted { $0.key < $1.key }.flatMap { $0.value.flatMap(\.fieldNames) }
    var seen: Set<String> = []
    return (directFieldNames + behind).filter { seen.insert($0).inserted }
  }

  /// The fields that conditions and quantities name.
  var directFieldNames: [String] {
    rates.flatMap { $0.conditions.map(\.field) } + measures.flatMap(\.quantity.fieldNames)
      + surcharges.flatMap(\.quantity.fieldNames)
  }

  /// What the group is called: `seedream/seedream-5-lite`.
  package var name: String {
    "\(models.map(\.text).joined(separator: "|"))/\(taskTypes.map(\.text).joined(separator: "|"))"
  }

  /// The name of one of its rates: `seedream/seedream-5-lite size=3K`.
  package func name(of rate: Rate) -> String {
    ([name] + rate.conditions.map(\.description)).joined(separator: " ")
  }
}

/// How certain a published price is.
package enum Certainty: String, Sendable, CaseIterable, Codable {
  /// The provider's own text, or several sources that agree.
  case high
  /// One secondary source.
  case medium
  /// An estimate.
  case low
}

/// Where a price comes from and when it was checked.
package struct Evidence: Hashable, Sendable {
  package let source: String
  /// The day on which the source was last compared with the card.
  package let checked: CalendarDay?
  package let certainty: Certainty
  /// The first day on which the price was seen, if no start was published.
  package let firstSeen: CalendarDay?
  /// The last day on which the price was seen.
  package let lastSeen: CalendarDay?
}

/// A location in a card.
package struct CardPlace: Hashable, Sendable, CustomStringConvertible {
  package let card: String
  package let file: String
  package let line: Int

  package var description: String { "\(file):\(line)" }
}

/// Something that the provider offers without publishing a price, so that the tool can say so
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
