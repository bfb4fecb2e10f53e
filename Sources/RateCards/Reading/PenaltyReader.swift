import Domain

/// Reads the rules by which a failed task still costs something.
struct PenaltyReader {
  let card: String
  /// Source, check day and certainty of the file, for rules that give none.
  let evidence: [String: CardNode]

  func penalties(_ node: CardNode) throws(CardError) -> [PenaltyRule] {
    var rules: [PenaltyRule] = []
    for element in try node.elements() { rules.append(try penalty(element)) }
    return rules
  }

  private func penalty(_ node: CardNode) throws(CardError) -> PenaltyRule {
    let own = try node.members([
      "model", "task_type", "error_code", "percent_of_price", "from", "until", "source", "checked",
      "certainty",
    ])
    let fields = evidence.merging(own) { _, written in written }
    guard let model = fields["model"], let taskType = fields["task_type"],
      let percent = fields["percent_of_price"]
    else { throw node.error("expected model, task_type and percent_of_price") }
    let period = EffectivePeriod(
      from: try fields["from"]?.instant(), until: try fields["until"]?.instant())
    guard !period.isEmpty else { throw node.error("until is not after from") }
    return PenaltyRule(
      models: try model.namePatterns(), taskTypes: try taskType.namePatterns(),
      errorCode: try fields["error_code"]?.whole(), steps: try steps(percent), period: period,
      evidence: Evidence(
        source: try fields["source"]?.text() ?? "", checked: try fields["checked"]?.day(),
        certainty: try fields["certainty"]?.certainty() ?? .high,
        firstSeen: nil, lastSeen: nil),
      place: CardPlace(card: card, file: node.file, line: node.line))
  }

  /// A list of `{ from_violation: 20, percent: 5% }`.
  private func steps(_ node: CardNode) throws(CardError) -> [PenaltyRule.Step] {
    var steps: [PenaltyRule.Step] = []
    for element in try node.elements() {
      let fields = try element.members(["from_violation", "percent"])
      guard let from = fields["from_violation"], let percent = fields["percent"] else {
        throw element.error("expected from_violation and percent")
      }
      steps.append(
        PenaltyRule.Step(fromViolation: try from.whole(), percent: try percent.percent()))
    }
    return steps.sorted { $0.fromViolation < $1.fromViolation }
  }
}
