import Domain
import Yams

extension TagRule {
  /// Reads the list of `tags`.
  static func all(_ node: Node) throws(SettingError) -> [TagRule] {
    let names = ["tag", "source", "api_key", "webhook_host", "model", "task_type"]
    var rules: [TagRule] = []
    for record in try SettingRecord.all(node, known: names) {
      let tags = try record.list("tag", "a tag such as project=ads, or a list of them") { text in
        (try? Tag(text)).flatMap { $0.value.isEmpty ? nil : $0 }
      }
      guard !tags.isEmpty else { throw record.error("tag", "a tag, found nothing") }
      let values = Dictionary(tags.map { ($0.key, $0.value) }) { first, _ in first }
      guard values.count == tags.count else { throw record.error("tag", "each key once") }
      var rule = TagRule(tags: values)
      rule.sources = try record.patterns("source")
      rule.apiKeyIDs = try record.patterns("api_key")
      rule.webhookHosts = try record.patterns("webhook_host").map {
        TextPattern($0.text.lowercased())
      }
      rule.models = try record.patterns("model")
      rule.taskTypes = try record.patterns("task_type")
      guard rule.hasCondition else {
        throw record.error("tag", "a condition beside it, such as model or source")
      }
      rules.append(rule)
    }
    return rules
  }
}
