package import Domain

/// The meaning of the numbers in the history's `usage`, proved by tasks whose responses say what was
/// booked or else by the balance.
///
/// The provider does not document the unit. Until it is proved, history amounts are shown as
/// received: never converted, never added to points.
package struct HistoryUnit: Hashable, Sendable {
  /// How many of the latest tasks known to both sides are compared, however long the history.
  package static let sampleLimit = 1000

  /// A usage and the points that the response booked, with the number of tasks that have both.
  package struct Pair: Hashable, Sendable {
    package let usage: ExactDecimal
    package let billed: Points
    package let tasks: Int

    package init(usage: ExactDecimal, billed: Points, tasks: Int) {
      (self.usage, self.billed, self.tasks) = (usage, billed, tasks)
    }
  }

  /// The points in one unit of usage that most tasks, or windows of the balance, agree on.
  package enum Outcome: Hashable, Sendable {
    /// There is nothing to compare with.
    case unknown
    /// Usage is in points.
    case point
    /// At least half agree on another amount, and not by one usage alone.
    case other(pointsPerUnit: Ratio)
    /// No amount holds for half of them.
    case unclear
  }

  /// What the unit is proved by.
  private enum Evidence: Hashable {
    case tasks
    case balance
  }

  package let outcome: Outcome
  private let evidence: Evidence
  /// The tasks, or windows of the balance, that agree on the most common amount.
  package let agreeing: Int
  /// Those that could be compared.
  package let compared: Int

  /// The unit that pairs show or, without any, windows of the balance; ties go to points, then to the
  /// smaller amount.
  package init(_ pairs: [Pair], windows: [BalanceWindow] = []) {
    let tasks = HistoryUnit.tally(of: pairs)
    if tasks.compared == 0, let balance = BalanceProof(windows) {
      outcome =
        balance.pointsPerUnit == .one ? .point : .other(pointsPerUnit: balance.pointsPerUnit)
      evidence = .balance
      (agreeing, compared) = (balance.agreeing, balance.compared)
      return
    }
    evidence = .tasks
    (outcome, agreeing, compared) = tasks
  }

  private static func tally(
    of pairs: [Pair]
  ) -> (outcome: Outcome, agreeing: Int, compared: Int) {
    var counts: [Ratio: (tasks: Int, usages: Int)] = [:]
    for pair in pairs where pair.usage.mantissa != 0 {
      guard let unit = try? Ratio(pair.billed.count).divided(by: pair.usage.ratio) else { continue }
      counts[unit, default: (0, 0)].tasks += pair.tasks
      counts[unit, default: (0, 0)].usages += 1
    }
    let compared = counts.values.reduce(0) { $0 + $1.tasks }
    let best = counts.min { left, right in
      (-left.value.tasks, left.key == .one ? 0 : 1, left.key)
        < (-right.value.tasks, right.key == .one ? 0 : 1, right.key)
    }
    guard let (unit, agreeing) = best else { return (.unknown, 0, 0) }
    let isCommon = agreeing.tasks * 2 >= compared
    // One amount that both sides book differently would look like another unit.
    let isProved = isCommon && (unit == .one || agreeing.usages > 1)
    let outcome: Outcome =
      !isProved ? .unclear : unit == .one ? .point : .other(pointsPerUnit: unit)
    return (outcome, agreeing.tasks, compared)
  }
}

extension HistoryUnit {
  /// The points in one unit of usage; nil until that is proved.
  package var pointsPerUnit: Ratio? {
    switch outcome {
    case .point: .one
    case .other(let pointsPerUnit): pointsPerUnit
    case .unknown, .unclear: nil
    }
  }

  package var isProved: Bool { pointsPerUnit != nil }

  /// An amount of usage in points; nil if the unit isn't proved, or that is no whole number.
  package func points(_ usage: Ratio) -> Points? {
    pointsPerUnit.flatMap { try? usage.times($0) }.flatMap { Points(whole: $0) }
  }

  /// Whether enough tasks agree, and only their usage is the same.
  private var isOfOneAmount: Bool { outcome == .unclear && agreeing * 2 >= compared }

  /// The result, in words.
  package var sentence: String {
    let share =
      switch evidence {
      case .tasks: "\(agreeing) of \(compared) tasks known to both"
      case .balance: "\(agreeing) of \(compared) windows of the balance"
      }
    return switch outcome {
    case .unknown:
      "history: the unit of usage is not verified, as no ended task is known to both sides and no "
        + "balances show it; amounts are the provider's own units, and in no total"
    case .point: "history: usage is in points in \(share)"
    case .other(let unit):
      "history: usage is not in points: 1 of its units is \(unit) points in \(share); "
        + "amounts are converted where they are whole points"
    case .unclear:
      "history: the unit of usage is not verified: the most common ratio holds in \(share)"
        + "\(isOfOneAmount ? ", with one amount alone" : ""); "
        + "amounts are the provider's own units, and in no total"
    }
  }

  /// Its name in JSON and in the ledger's setting.
  package var name: String {
    switch outcome {
    case .unknown: "unknown"
    case .point: "point"
    case .other: "other"
    case .unclear: "unclear"
    }
  }
}
