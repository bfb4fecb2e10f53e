import Domain

/// The rules by which tasks without a price of their own are settled.
package struct SettlementRules: Hashable, Sendable, Codable {
  /// How long the return of a failed task's points is waited for, in hours.
  package let graceHours: Int64
  /// No running task is stuck before this many hours, however fast its like are.
  package let stuckHours: Int64
  /// A running task is stuck after this many times the usual time of its SKU.
  package let stuckUsualTimes: Int64
  /// What a task on the user's own account costs, as whole percent of its price.
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
