import Domain

/// Creates a group of rates from an entry whose `like` is resolved.
struct GroupReader {
  private let entry: ResolvedDraft
  private let card: String
  private var members: [String: CardNode] { entry.members }

  init(_ entry: ResolvedDraft, card: String) {
    (self.entry, self.card) = (entry, card)
  }

  func group() throws(CardError) -> RateGroup {
    guard !entry.models.isEmpty else {
      throw entry.draft.node.error("model: expected a text, found nothing")
    }
    let measures = try measures()
    let minimum = try members["minimum"]?.price()
    return RateGroup(
      family: entry.draft.family,
      models: entry.models.map(NamePattern.init),
      taskTypes: entry.draft.taskTypes.map(NamePattern.init),
      measures: measures,
      defaults: try ExpressionReader.defaults(members["defaults"]),
      derived: try ExpressionReader.derivedFields(members["fields"]),
      rates: try RateReader(entry: entry, card: card, measures: measures).rates(),
      markups: try entry.markups.map { (node) throws(CardError) in try markups(node) },
      surcharges: try surcharges(),
      minimum: try minimum?.points(per: ExactDecimal(1), at: members["minimum"]),
      minimumText: minimum.map { "\($0) USD per task" } ?? "",
      rounding: try rounding(),
      place: place(entry.draft.node))
  }

  private func place(_ node: CardNode) -> CardPlace {
    CardPlace(card: card, file: node.file, line: node.line)
  }

  /// `unit`, `per`, `started` and `quantity` of the one measure, or `measures` by name.
  private func measures() throws(CardError) -> [MeasureRule] {
    guard let node = members["measures"] else {
      return [try measure(named: nil, in: members, at: entry.draft.node)]
    }
    for name in ["unit", "per", "started", "quantity"] where members[name] != nil {
      throw node.error("measures and \(name) cannot be combined")
    }
    var measures: [MeasureRule] = []
    for (name, value) in try node.anyMembers() {
      let fields = try value.members(["unit", "per", "started", "quantity"])
      measures.append(try measure(named: name, in: fields, at: value))
    }
    return measures
  }

  private func measure(
    named name: String?, in fields: [String: CardNode], at node: CardNode
  ) throws(CardError) -> MeasureRule {
    guard let unit = try fields["unit"]?.text() else {
      throw node.error("unit: expected a text, found nothing")
    }
    let one = QuantityRule.Alternative(value: .known(Expression(number: ExactDecimal(1))))
    return MeasureRule(
      name: name ?? unit,
      unit: unit,
      per: try fields["per"]?.positive() ?? ExactDecimal(1),
      isPerStarted: try fields["started"]?.flag() ?? false,
      quantity: try fields["quantity"].map { (node) throws(CardError) in
        try ExpressionReader.quantity(node)
      } ?? QuantityRule(alternatives: [one]))
  }

  /// `25%`, or a list of percentages with periods.
  private func markups(_ node: CardNode) throws(CardError) -> [Markup] {
    guard node.isList else {
      return [Markup(percent: try node.percent(), period: .always, place: place(node))]
    }
    var markups: [Markup] = []
    for element in try node.elements() {
      let fields = try element.members(["percent", "from", "until"])
      guard let percent = fields["percent"] else {
        throw element.error("expected percent, such as percent: 25%")
      }
      markups.append(
        Markup(
          percent: try percent.percent(), period: try element.period(fields),
          place: place(element)))
    }
    return markups
  }

  private func surcharges() throws(CardError) -> [Surcharge] {
    guard let node = members["surcharges"] else { return [] }
    var surcharges: [Surcharge] = []
    for element in try node.elements() {
      let fields = try element.members(["unit", "usd", "quantity", "beyond"])
      guard let unit = fields["unit"], let usd = fields["usd"], let quantity = fields["quantity"]
      else { throw element.error("expected unit, usd and quantity") }
      surcharges.append(
        Surcharge(
          unit: try unit.text(),
          points: try usd.price().points(per: ExactDecimal(1), at: usd),
          quantity: try ExpressionReader.quantity(quantity),
          beyond: try fields["beyond"]?.decimal() ?? ExactDecimal(0),
          place: place(element)))
    }
    return surcharges
  }

  private func rounding() throws(CardError) -> RoundingRule {
    guard let node = members["round"] else { return .halfUp }
    guard let rule = RoundingRule(rawValue: try node.text()) else {
      let known = RoundingRule.allCases.map(\.rawValue).joined(separator: ", ")
      throw node.error("expected one of \(known)")
    }
    return rule
  }
}

extension ExactDecimal {
  /// The points for one unit, given the USD for `per` units.
  func points(per: ExactDecimal, at node: CardNode?) throws(CardError) -> Ratio {
    guard let points = try? ratio.times(Ratio(Points.perUSD)).divided(by: per.ratio) else {
      throw (node?.error("a price that cannot be computed exactly"))
        ?? CardError(file: "", line: 1, field: "", message: "a price beyond the exact range")
    }
    return points
  }
}
