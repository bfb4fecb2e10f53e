/// What conditions of the user's settings can name: what the rate cards price and what the ledger
/// has seen.
package struct KnownNames: Hashable, Sendable {
  package var models: Set<String> = []
  package var taskTypes: Set<String> = []
  /// By the account history and the settings.
  package var apiKeyIDs: Set<String> = []
  /// `project=ads`, as rules give and tasks have them.
  package var tags: Set<String> = []
  package var sources: Set<String> = []
  package var webhookHosts: Set<String> = []

  package init() {}

  /// Why patterns can be met by nothing, each in words.
  package func complaints(
    models: [TextPattern], taskTypes: [TextPattern]
  ) -> [String] {
    models.filter { model in !self.models.contains { model.fits(name: $0) } }
      .map { complaint("no task and no price is of the model", $0.text, self.models) }
      + taskTypes.filter { type in !self.taskTypes.contains { type.fits(name: $0) } }
      .map { complaint("no task and no price is of the task type", $0.text, self.taskTypes) }
  }

  package func complaints(apiKeys: [TextPattern]) -> [String] {
    apiKeys.filter { key in !apiKeyIDs.contains { key.fits($0) } }
      .map { complaint("no entry of the history is of the API key", $0.text, apiKeyIDs) }
  }

  package func complaint(_ sentence: String, _ name: String, _ known: Set<String>) -> String {
    "\(sentence) \(name)\(NearestNames.hint(for: name, among: known))"
  }
}

extension TagRule {
  /// The conditions that nothing known can meet, each in words with what comes near.
  package func complaints(_ known: KnownNames) -> [String] {
    known.complaints(models: models, taskTypes: taskTypes)
      + known.complaints(apiKeys: apiKeyIDs)
      + sources.filter { source in !known.sources.contains { source.fits($0) } }
      // Nearly every name of a file comes near to another: none is a help.
      .map { "no imported file is named like \($0.text)" }
      + webhookHosts.filter { host in !known.webhookHosts.contains { host.fits($0) } }
      .map { known.complaint("no task is told to the host", $0.text, known.webhookHosts) }
  }
}
