/// What tag rules look at.
package struct TagFacts: Hashable, Sendable {
  /// The files, pages or folders' files that told of the task, as they were named at import.
  package var sources: [String] = []
  /// By the account history.
  package var apiKeyID: String?
  /// Of the address that the task's end is told to.
  package var webhookHost: String?
  package var model: String
  package var taskType: String

  package init(model: String, taskType: String) {
    (self.model, self.taskType) = (model, taskType)
  }
}

/// Tags for the tasks that meet all conditions of a rule.
///
/// A condition is a list of patterns, of which one has to fit; an empty list asks nothing.
package struct TagRule: Hashable, Sendable, Codable {
  package var tags: [String: String]
  package var sources: [TextPattern] = []
  package var apiKeyIDs: [TextPattern] = []
  package var webhookHosts: [TextPattern] = []
  package var models: [TextPattern] = []
  package var taskTypes: [TextPattern] = []

  package init(tags: [String: String]) {
    self.tags = tags
  }

  package var hasCondition: Bool {
    ![sources, apiKeyIDs, webhookHosts, models, taskTypes].allSatisfy(\.isEmpty)
  }

  func fits(_ facts: TagFacts) -> Bool {
    let meets = { (patterns: [TextPattern], texts: [String]) in
      patterns.isEmpty || texts.contains { text in patterns.contains { $0.fits(text) } }
    }
    return TextPattern.meets(models, facts.model) && TextPattern.meets(taskTypes, facts.taskType)
      && meets(sources, facts.sources) && meets(apiKeyIDs, [facts.apiKeyID].compactMap(\.self))
      && meets(webhookHosts, [facts.webhookHost].compactMap(\.self))
  }
}

/// The rules in their order: for each key the first one that fits decides.
package struct TagRules: Hashable, Sendable, Codable {
  package static let none = TagRules([])

  package let rules: [TagRule]

  package init(_ rules: [TagRule]) {
    self.rules = rules
  }

  package var isEmpty: Bool { rules.isEmpty }
  package var readSources: Bool { rules.contains { !$0.sources.isEmpty } }
  package var readAPIKeys: Bool { rules.contains { !$0.apiKeyIDs.isEmpty } }
  package var readWebhookHosts: Bool { rules.contains { !$0.webhookHosts.isEmpty } }
  /// Whether they look at more than model and task type, which the daily rollup tells.
  package var readTasks: Bool { readSources || readAPIKeys || readWebhookHosts }

  /// Whether some rule asks for a source of that name.
  package func readSource(_ name: String) -> Bool {
    rules.contains { $0.sources.contains { $0.fits(name) } }
  }

  package func tags(of facts: TagFacts) -> TagSet {
    var values: [String: String] = [:]
    for rule in rules where rule.fits(facts) {
      values.merge(rule.tags) { first, _ in first }
    }
    return TagSet(values)
  }
}
