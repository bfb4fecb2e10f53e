package import Domain

/// What a number in the history's `usage` stands for, found by joining it with tasks whose responses
/// say what was booked.
///
/// The provider does not document the unit. Where it is not the point, history amounts are shown as
/// they came: never converted, never added to points.
package struct HistoryUnit: Hashable, Sendable {
  /// How many of the latest tasks known to both sides are compared, whatever the history's length.
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

  /// The unit that pairs show; of two amounts that are as common the point counts, then the smaller.
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

  /// What was found, for a person.
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

  /// What points are called in JSON, and where a ledger keeps what the unit turned out to be.
  package static let pointName = "point"

  /// The word for it in JSON.
  package var name: String {
    switch outcome {
    case .unknown: "unknown"
    case .point: HistoryUnit.pointName
    case .other: "other"
    case .unclear: "unclear"
    }
  }
}

/// What an API key spent by the account history, beside what the responses say of the same tasks.
package struct KeySpend: Hashable, Sendable {
  /// Nil for entries without one.
  package let apiKeyID: String?
  package private(set) var entries = 0
  /// Entries whose task no response is known of.
  package private(set) var unloggedEntries = 0
  /// Entries that say no usage.
  package private(set) var entriesWithoutUsage = 0
  /// Entries whose usage is a quota or in an unknown unit: it is in no sum.
  package private(set) var entriesInOtherUnit = 0
  /// In the history's own unit.
  package private(set) var usage = Ratio.zero
  /// The part of it that no response is known of.
  package private(set) var unloggedUsage = Ratio.zero
  /// By the responses.
  package private(set) var billed = Points.zero
  /// By the rate card.
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
  /// An amount that is a whole number of points, else nil.
  package init?(whole amount: Ratio) {
    guard amount.isWhole, let count = Int64(exactly: amount.numerator) else { return nil }
    self.init(count)
  }
}
