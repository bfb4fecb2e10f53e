/// The tags of a task: one value per key, such as `project=ads`.
package struct TagSet: Hashable, Sendable {
  package static let none = TagSet([:])
  /// The placeholder for a task without a value; no real value may be spelled like this.
  package static let untagged = "untagged"

  package private(set) var values: [String: String]

  package init(_ values: [String: String]) {
    self.values = values
  }

  package var isEmpty: Bool { values.isEmpty }
  package var keys: [String] { values.keys.sorted() }

  package subscript(key: String) -> String? { values[key] }

  /// These tags merged with others, which win.
  package func merging(_ others: TagSet) -> TagSet {
    TagSet(values.merging(others.values) { _, other in other })
  }

  /// Without the value of a key.
  package func removing(_ key: String) -> TagSet {
    var rest = self
    rest.values[key] = nil
    return rest
  }

  /// A JSON object, sorted by key: the same tags give the same text.
  package var json: String {
    let members = keys.map { "\(JSONText.quoted($0)):\(JSONText.quoted(values[$0] ?? ""))" }
    return "{\(members.joined(separator: ","))}"
  }
}

extension TagSet: CustomStringConvertible {
  /// `project=ads, team=blue`.
  package var description: String {
    keys.map { "\($0)=\(values[$0] ?? "")" }.joined(separator: ", ")
  }
}

/// One tag, as typed: `project=ads`.
package struct Tag: Hashable, Sendable {
  package let key: String
  /// Empty to remove a tag.
  package let value: String

  /// Reads `key=value`; the value may have further equals signs.
  ///
  /// - Throws: ``TagError``.
  package init(_ text: some StringProtocol) throws(TagError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { throw .notATag(String(text)) }
    guard parts[1] != TagSet.untagged else { throw .reserved }
    (key, value) = (String(parts[0]), String(parts[1]))
  }
}

/// Why a text is not a tag.
package enum TagError: Error, Hashable, CustomStringConvertible {
  case notATag(String)
  case reserved

  package var description: String {
    switch self {
    case .notATag(let text):
      "expected a tag such as project=ads, found \(text.isEmpty ? "nothing" : text)"
    case .reserved: "\(TagSet.untagged) stands for no value; choose another"
    }
  }
}

/// What tag rules can match.
package struct TagFacts: Hashable, Sendable {
  /// The sources that mention the task, as named at import.
  package var sources: [String] = []
  /// By the account history.
  package var apiKeyID: String?
  /// The webhook host.
  package var webhookHost: String?
  package var model: String
  package var taskType: String

  package init(model: String, taskType: String) {
    (self.model, self.taskType) = (model, taskType)
  }
}

/// Tags for the tasks that meet all conditions of a rule.
///
/// A condition is a list of patterns, one of which has to match; an empty list matches everything.
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

/// The rules in order: for each key, the first match wins.
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
  /// Whether they look at more than model and task type, which are in the daily rollup.
  package var readTasks: Bool { readSources || readAPIKeys || readWebhookHosts }

  /// Whether any rule matches a source of that name.
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
