package import Domain
package import RateCards

/// A row of the account history whose task no response is known for.
///
/// Without a response nothing of it can be proved: what it cost may be consistent with the card, but
/// never counts as checked.
package struct UnloggedTask: Hashable, Sendable {
  package let entry: HistoryEntry
  /// The usage if it can be points: whole, and of a type that counts them.
  package let points: Points?
  /// What the provider said of the task; nil if it was not asked for.
  package let asked: AskedTask?

  package init(entry: HistoryEntry, points: Points?, asked: AskedTask?) {
    (self.entry, self.points, self.asked) = (entry, points, asked)
  }

  /// Whether the row is of a task that the provider has no longer.
  package var isGone: Bool { asked?.answer == .gone }
}

/// What the history alone tells about an amount.
package enum HistoryConsistency: Hashable, Sendable {
  /// The amount can come from these prices of the card.
  case consistent([String])
  /// Nothing was booked.
  case unbooked
  /// No price that the card has for model and task type on that day leads to the amount; those are
  /// listed.
  case unexplained([String])
  /// Nothing can be compared, for this reason.
  case unknown(String)

  /// The word in tables and JSON.
  package var name: String {
    switch self {
    case .consistent: "consistent"
    case .unbooked: "nothing_booked"
    case .unexplained: "not_explained"
    case .unknown: "not_comparable"
    }
  }

  /// What leads to the word.
  package var detail: String {
    switch self {
    case .consistent(let texts): texts.joined(separator: "; or ")
    case .unbooked: ""
    case .unexplained(let texts): "the card has " + texts.joined(separator: "; ")
    case .unknown(let reason): reason
    }
  }
}

/// Compares amounts of the history with the prices that their model and action can have.
///
/// An amount is never assigned to one of them: if several lead to it, all are shown.
package struct HistoryPricing {
  private var prices: PossiblePrices
  private let unit: HistoryUnit?

  /// Takes the card, and the unit of the history: while that isn't known, usage is compared as if it
  /// were in points.
  package init(_ card: RateCard, unit: HistoryUnit?) {
    prices = PossiblePrices(card)
    self.unit = unit
  }

  private var isInOtherUnit: Bool {
    switch unit?.outcome {
    case .unclear: true
    case .unknown, .point, .other, nil: false
    }
  }

  package mutating func consistency(of task: UnloggedTask) -> HistoryConsistency {
    let entry = task.entry
    guard let usage = entry.usage else { return .unknown("the history does not say an amount") }
    if usage.mantissa == 0 { return .unbooked }
    guard let points = task.points, points > .zero, !isInOtherUnit else {
      return .unknown("the amount is in no known unit of money")
    }
    guard let createdAt = entry.createdAt else {
      return .unknown("the history does not say when the task was created")
    }
    let possible = prices.prices(model: entry.model, taskType: entry.action, at: createdAt)
    guard !possible.isEmpty else {
      return .unknown(
        "the card has no price that model \(entry.model) and action \(entry.action) alone lead to")
    }
    let candidates = possible.compactMap { $0.explanation(of: points) }
    return candidates.isEmpty
      ? .unexplained(possible.map { "\($0.priceText) (\($0.rate))" }) : .consistent(candidates)
  }
}

/// What a period's unlogged tasks come to.
package struct UnloggedSummary: Hashable, Sendable {
  private let unit: HistoryUnit?
  private var tasks = 0
  private var consistent = 0
  private var unexplained = 0
  private var gone = GoneTasks()

  package init(unit: HistoryUnit?) {
    self.unit = unit
  }

  package mutating func add(_ task: UnloggedTask, _ consistency: HistoryConsistency) {
    tasks += 1
    switch consistency {
    case .consistent: consistent += 1
    case .unexplained: unexplained += 1
    case .unbooked, .unknown: break
    }
    gone.add(task)
  }

  /// `only in the history: 12 tasks, not proved; 9 are consistent with a price of the card; 1 is
  /// explained by none; 2 are gone at the provider, 0.084 USD by the history`; nil without any.
  package var sentence: String? {
    guard tasks > 0 else { return nil }
    var parts: [String] = []
    if consistent > 0 {
      let condition = unit?.isProved == true ? "" : " if usage is in points"
      parts.append(
        "\(consistent) \(are(consistent)) consistent with a price of the card\(condition)")
    }
    if unexplained > 0 { parts.append("\(unexplained) \(are(unexplained)) explained by none") }
    if gone.tasks > 0 { parts.append("\(gone.tasks) \(gone.words(unit: unit))") }
    return
      (["only in the history: \(tasks) \(tasks == 1 ? "task" : "tasks"), not proved"] + parts)
      .joined(separator: "; ")
  }

  private func are(_ count: Int) -> String { count == 1 ? "is" : "are" }
}
