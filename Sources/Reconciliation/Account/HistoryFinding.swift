package import Domain

/// A disagreement between the account history and the task responses.
package enum HistoryFindingKind: String, Hashable, Sendable, CaseIterable {
  /// Unlogged spend: no response is known for the history's entries.
  case onlyInHistory = "only_in_history"
  /// A billed task missing from the history, although that covers its time.
  case onlyInResponses = "only_in_responses"
  /// Both are known, and the amounts differ.
  case bookedDifferently = "booked_differently"
}

/// How long the two sides may lag behind each other.
package enum HistoryDelay {
  /// A task is expected in the history, and an entry's response in the logs, from this age in
  /// hours: until then it may still be under way.
  package static let hours: Int64 = 24
}

/// Tasks or entries on which the history and the responses differ: by kind and SKU, or by API key
/// and day if only the history has them.
package struct HistoryFinding: Hashable, Sendable {
  package let kind: HistoryFindingKind
  package let apiKeyID: String?
  /// The SKU, or the history's model if only the history is known; empty if there are several.
  package let sku: String
  package let tasks: Int
  package let firstDay: CalendarDay?
  package let lastDay: CalendarDay?
  /// According to the responses.
  package let billed: Points?
  /// According to the history; nil if not known in points.
  package let booked: Points?
  /// What the tasks should cost under the card and the rules.
  package let price: Points?
  /// The history's usage in its own unit, if that is not points.
  package let usage: Ratio?
  /// The usage type, if its unit is not points.
  package let otherUnitType: String?
  /// The tasks by id, as many as were asked for; entries may name none, or one of them twice.
  package let taskIDs: [TaskID]

  package init(
    kind: HistoryFindingKind, apiKeyID: String?, sku: String, tasks: Int, firstDay: CalendarDay?,
    lastDay: CalendarDay?, billed: Points?, booked: Points?, price: Points?, usage: Ratio?,
    otherUnitType: String? = nil, taskIDs: [TaskID] = []
  ) {
    self.kind = kind
    self.apiKeyID = apiKeyID
    self.sku = sku
    self.tasks = tasks
    self.firstDay = firstDay
    self.lastDay = lastDay
    self.billed = billed
    self.booked = booked
    self.price = price
    self.usage = usage
    self.otherUnitType = otherUnitType
    self.taskIDs = taskIDs
  }

  /// The finding as listed with those of the tasks, with the names of API keys.
  package func finding(keyNames: [String: String]) -> Finding {
    Finding(
      kind: kind.rawValue, sku: sku, detail: detail(keyNames: keyNames), cause: cause,
      tasks: tasks, days: (firstDay, lastDay), billed: billed, booked: booked, price: price,
      taskIDs: taskIDs)
  }

  /// What it is about, whatever its usage is and its key is called.
  private var cause: String? {
    guard kind == .onlyInHistory else { return nil }
    let key = APIKeyName.text(of: apiKeyID, names: [:])
    return otherUnitType.map { "\(key): usage of type \($0)" } ?? key
  }

  private func detail(keyNames: [String: String]) -> String {
    switch kind {
    case .onlyInHistory:
      let key = APIKeyName.text(of: apiKeyID, names: keyNames)
      guard let otherUnitType else {
        return usage.map { "\(key): usage \($0) in the provider's units" } ?? key
      }
      return "\(key): usage \(usage?.description ?? "not said") of type \(otherUnitType), "
        + "which is no money"
    case .onlyInResponses: return "the history covers the time and does not have it"
    case .bookedDifferently: return "the history books another amount than the responses"
    }
  }
}

/// How an API key is shown.
package enum APIKeyName {
  /// `API key 7 (website)`, as the configuration names it.
  package static func text(of id: String?, names: [String: String]) -> String {
    guard let id else { return "no API key" }
    return names[id].map { "API key \(id) (\($0))" } ?? "API key \(id)"
  }
}
