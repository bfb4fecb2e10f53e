package import Domain

/// The meaning of the numbers in the history's `usage`, inferred from tasks whose responses say
/// what was booked.
///
/// The provider does not document the unit. If it is not points, history amounts are shown as
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

  /// The points in one unit of usage that most tasks agree on.
  package enum Outcome: Hashable, Sendable {
    /// No task is known to both sides.
    case unknown
    /// Usage is in points.
    case point
    /// At least half of the tasks agree on another amount.
    case other(pointsPerUnit: Ratio)
    /// No amount holds for half of the tasks.
    case unclear
  }

  package let outcome: Outcome
  /// The tasks that agree on the most common amount.
  package let agreeingTasks: Int
  package let tasks: Int

  /// The unit that pairs show; ties go to points, then to the smaller amount.
  package init(_ pairs: [Pair]) {
    var counts: [Ratio: Int] = [:]
    for pair in pairs where pair.usage.mantissa != 0 {
      guard let unit = try? Ratio(pair.billed.count).divided(by: pair.usage.ratio) else { continue }
      counts[unit, default: 0] += pair.tasks
    }
    tasks = counts.values.reduce(0, +)
    let best = counts.min { left, right in
      (-left.value, left.key == .one ? 0 : 1, left.key)
        < (-right.value, right.key == .one ? 0 : 1, right.key)
    }
    agreeingTasks = best?.value ?? 0
    guard let best else {
      outcome = .unknown
      return
    }
    let isCommon = best.value * 2 >= tasks
    outcome = !isCommon ? .unclear : best.key == .one ? .point : .other(pointsPerUnit: best.key)
  }

  package var isPoint: Bool { outcome == .point }

  /// The result, in words.
  package var sentence: String {
    let share = "\(agreeingTasks) of \(tasks) tasks known to both"
    return switch outcome {
    case .unknown:
      "history: the unit of usage is not verified, as no ended task is known to both sides; "
        + "amounts are the provider's own units"
    case .point: "history: usage is in points in \(share)"
    case .other(let unit):
      "history: usage is not in points: 1 of its units is \(unit) points in \(share); "
        + "amounts are not converted, and bookings not compared"
    case .unclear:
      "history: the unit of usage is not verified: the most common ratio holds in \(share); "
        + "amounts are the provider's own units"
    }
  }

  /// The name of points in JSON and in the ledger's setting.
  package static let pointName = "point"

  /// Its name in JSON.
  package var name: String {
    switch outcome {
    case .unknown: "unknown"
    case .point: HistoryUnit.pointName
    case .other: "other"
    case .unclear: "unclear"
    }
  }
}

/// What an API key spent according to the account history, next to what the responses say about the
/// same tasks.
package struct KeySpend: Hashable, Sendable {
  /// Nil for entries without one.
  package let apiKeyID: String?
  package private(set) var entries = 0
  /// Entries without a known response.
  package private(set) var unloggedEntries = 0
  /// Entries without a usage.
  package private(set) var entriesWithoutUsage = 0
  /// Entries whose usage is a quota or in an unknown unit, and so in no sum.
  package private(set) var entriesInOtherUnit = 0
  /// In the history's own unit.
  package private(set) var usage = Ratio.zero
  /// The part of it without known responses.
  package private(set) var unloggedUsage = Ratio.zero
  /// According to the responses.
  package private(set) var billed = Points.zero
  /// According to the rate card.
  package private(set) var expected = Points.zero

  package init(apiKeyID: String?) {
    self.apiKeyID = apiKeyID
  }

  package mutating func add(
    entries count: Int, isAlone: Bool, isInOtherUnit: Bool = false, usage each: ExactDecimal?,
    billed: Points, expected: Points
  ) throws(ArithmeticOverflow) {
    entries += count
    if isAlone { unloggedEntries += count }
    self.billed += billed
    self.expected += expected
    guard !isInOtherUnit else {
      entriesInOtherUnit += count
      return
    }
    guard let each else {
      entriesWithoutUsage += count
      return
    }
    let sum = try each.ratio.times(Ratio(Int64(count)))
    usage = try usage.plus(sum)
    if isAlone { unloggedUsage = try unloggedUsage.plus(sum) }
  }
}

extension Points {
  /// The amount if it is a whole number of points.
  package init?(whole amount: Ratio) {
    guard amount.isWhole, let count = Int64(exactly: amount.numerator) else { return nil }
    self.init(count)
  }
}
