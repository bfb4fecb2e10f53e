import Domain
package import Reconciliation

/// What is known of a task that only the account history shows: there is no proof of its price.
package struct UnloggedExplanation: Sendable {
  package let taskID: String
  /// The known facts, as labels and texts, in reading order.
  package let facts: [(label: String, text: String)]
  package let notes: [String]
  package let consistency: HistoryConsistency

  /// - Parameters:
  ///   - task: the history row.
  ///   - consistency: what its amount tells.
  ///   - unit: the unit of the history.
  ///   - keyNames: the names of API keys.
  package init(
    _ task: UnloggedTask, _ consistency: HistoryConsistency, unit: HistoryUnit?,
    keyNames: [String: String]
  ) {
    let entry = task.entry
    taskID = entry.task.text
    self.consistency = consistency
    facts = [
      ("source", "the account history alone, row \(entry.entryID)"),
      ("model", "\(entry.model) / \(entry.action)"), ("status", TaskStatus(entry.status).name),
      ("created", entry.createdAt?.description ?? "unknown"),
      ("key", APIKeyName.text(of: entry.apiKeyID, names: keyNames)),
      ("booked", UnloggedExplanation.amount(of: task, unit: unit)),
      ("provider", task.providerText),
      ("card", UnloggedExplanation.text(consistency)),
    ]
    notes = UnloggedExplanation.notes(on: task, isProved: unit?.isProved == true)
  }

  private static func amount(of task: UnloggedTask, unit: HistoryUnit?) -> String {
    guard let usage = task.entry.usage else { return "not said" }
    let type = task.entry.usageType.isEmpty ? "" : " of type \(task.entry.usageType)"
    guard let points = task.points else { return "usage \(usage)\(type), which is no money" }
    switch unit?.outcome {
    case .point: return "\(points.count) points = \(points.usdText) USD"
    case .other: return "usage \(usage)\(type) = \(points.usdText) USD"
    case .unknown, nil: return "usage \(usage)\(type); \(points.usdText) USD if it is in points"
    case .unclear: return "usage \(usage)\(type), in the provider's units"
    }
  }

  private static func text(_ consistency: HistoryConsistency) -> String {
    let words = String(consistency.name.map { $0 == "_" ? " " : $0 })
    return words + (consistency.detail.isEmpty ? "" : ": \(consistency.detail)")
  }

  private static func notes(on task: UnloggedTask, isProved: Bool) -> [String] {
    var notes = ["no response is known for this task, so its price is not proved"]
    if !isProved { notes.append("the unit of the history's usage is not verified yet") }
    switch task.asked?.answer {
    case nil: notes.append("piledger fetch asks the provider for it")
    case .gone:
      notes.append(
        "the provider no longer has it; fetch asks again \(AskingRules.againAfterDays) days after "
          + "the last time")
    case .ended, .running:
      notes.append("its answer came and could not be read: see piledger quarantine")
    }
    return notes
  }
}
