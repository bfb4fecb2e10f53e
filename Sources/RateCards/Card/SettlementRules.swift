package import Domain

/// The rules for tasks that are not simply charged their price.
package struct SettlementRules: Hashable, Sendable, Codable {
  /// How long to wait for the refund of a failed task, in hours.
  package let graceHours: Int64
  /// No running task is stuck before this many hours, however fast similar tasks are.
  package let stuckHours: Int64
  /// A running task is stuck after this many times the usual time of its SKU.
  package let stuckUsualTimes: Int64
  /// What a task on the user's own account costs, in whole percent of its price.
  package let ownAccountPercent: Int64

  package init(
    graceHours: Int64 = 24, stuckHours: Int64 = 24, stuckUsualTimes: Int64 = 10,
    ownAccountPercent: Int64 = 0
  ) {
    self.graceHours = graceHours
    self.stuckHours = stuckHours
    self.stuckUsualTimes = stuckUsualTimes
    self.ownAccountPercent = ownAccountPercent
  }
}

extension SettlementRules {
  init(_ node: CardNode) throws(CardError) {
    let fields = try node.members([
      "grace_hours", "stuck_hours", "stuck_usual_times", "own_account_percent",
    ])
    let standard = SettlementRules()
    self.init(
      graceHours: try SettlementRules.whole(fields["grace_hours"]) ?? standard.graceHours,
      stuckHours: try SettlementRules.whole(fields["stuck_hours"]) ?? standard.stuckHours,
      stuckUsualTimes: try SettlementRules.whole(fields["stuck_usual_times"])
        ?? standard.stuckUsualTimes,
      ownAccountPercent: try SettlementRules.percent(fields["own_account_percent"])
        ?? standard.ownAccountPercent)
  }

  private static func whole(_ node: CardNode?) throws(CardError) -> Int64? {
    guard let node else { return nil }
    let number = try node.whole()
    guard number <= 10_000 else { throw node.error("expected at most 10000") }
    return Int64(number)
  }

  private static func percent(_ node: CardNode?) throws(CardError) -> Int64? {
    guard let node else { return nil }
    guard let whole = try node.percent().whole, (0...100).contains(whole) else {
      throw node.error("expected a whole percentage from 0% to 100%")
    }
    return whole
  }
}

/// The share of a failed task's price that the provider keeps, by the account's count of such tasks
/// that day.
package struct PenaltyRule: Hashable, Sendable {
  package struct Step: Hashable, Sendable {
    /// The step applies from the account's n-th violation of the UTC day.
    package let fromViolation: Int
    package let percent: ExactDecimal
  }

  package let models: [NamePattern]
  package let taskTypes: [NamePattern]
  /// The error that counts, nil for any failure.
  package let errorCode: Int?
  /// Sorted by ``Step/fromViolation``.
  package let steps: [Step]
  package let period: EffectivePeriod
  package let evidence: Evidence
  package let place: CardPlace

  package func applies(to request: Request, errorCode code: Int?, at instant: Instant?) -> Bool {
    (errorCode == nil || code == errorCode) && concerns(request)
      && instant.map(period.contains) ?? false
  }

  /// Whether the rule covers such requests, at any time and for any error.
  func concerns(_ request: Request) -> Bool {
    models.contains { $0.matches(request.model) }
      && taskTypes.contains { $0.matches(request.taskType) }
  }

  /// A rule for an error code is more specific than one for any, then one that names its model.
  var specificity: Int {
    (errorCode == nil ? 0 : 2) + (models.contains { $0.isExact } ? 1 : 0)
  }

  /// Whether a failed task is always refunded in full, so that nothing is counted.
  package var isRefund: Bool { steps.allSatisfy { $0.percent.mantissa == 0 } }

  /// The percentage for the n-th violation of the day, counted from 1.
  package func percent(forViolation number: Int) -> ExactDecimal {
    steps.last { $0.fromViolation <= number }?.percent ?? ExactDecimal(0)
  }
}

/// Reads the rules by which a failed task still costs something.
struct PenaltyReader {
  let card: String
  /// Source, check day and certainty of the file, for rules without their own.
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
    // Two possible starts would be two possible prices, and a penalty has no price of its own.
    if let from = fields["from"], from.isList { throw from.error("a penalty begins at one moment") }
    return PenaltyRule(
      models: try model.namePatterns(), taskTypes: try taskType.namePatterns(),
      errorCode: try fields["error_code"]?.whole(), steps: try steps(percent),
      period: try node.period(fields),
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
