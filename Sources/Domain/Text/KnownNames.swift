/// The names that conditions in the user's settings can refer to: those in rate cards and in the
/// ledger.
package struct KnownNames: Hashable, Sendable {
  package var models: Set<String> = []
  package var taskTypes: Set<String> = []
  package var accounts: Set<String> = []
  /// By the account history and the settings.
  package var apiKeyIDs: Set<String> = []
  /// `project=ads`, as assigned by rules and as found on tasks.
  package var tags: Set<String> = []
  package var sources: Set<String> = []
  package var webhookHosts: Set<String> = []

  package init() {}

  /// Why patterns can match nothing, in words.
  package func complaints(
    models: [TextPattern], taskTypes: [TextPattern]
  ) -> [String] {
    models.filter { model in !self.models.contains { model.fits(name: $0) } }
      .map { complaint("no task or price has the model", $0.text, self.models) }
      + taskTypes.filter { type in !self.taskTypes.contains { type.fits(name: $0) } }
      .map { complaint("no task or price has the task type", $0.text, self.taskTypes) }
  }

  package func complaints(accounts: [TextPattern]) -> [String] {
    accounts.filter { account in !self.accounts.contains { account.fits($0) } }
      .map { complaint("no task is of the account", $0.text, self.accounts) }
  }

  package func complaints(apiKeys: [TextPattern]) -> [String] {
    apiKeys.filter { key in !apiKeyIDs.contains { key.fits($0) } }
      .map { complaint("no entry in the history has the API key", $0.text, apiKeyIDs) }
  }

  package func complaint(_ sentence: String, _ name: String, _ known: Set<String>) -> String {
    "\(sentence) \(name)\(NearestNames.hint(for: name, among: known))"
  }
}

extension TagRule {
  /// The conditions that can match nothing known, in words, with the closest names.
  package func complaints(_ known: KnownNames) -> [String] {
    known.complaints(models: models, taskTypes: taskTypes)
      + known.complaints(apiKeys: apiKeyIDs)
      + sources.filter { source in !known.sources.contains { source.fits($0) } }
      // Nearly every file name resembles another, so suggestions would not help.
      .map { "no imported file is named like \($0.text)" }
      + webhookHosts.filter { host in !known.webhookHosts.contains { host.fits($0) } }
      .map { known.complaint("no task uses the webhook host", $0.text, known.webhookHosts) }
  }
}

/// The known names closest to an unknown one, for messages.
package enum NearestNames {
  /// A longer list would not help.
  private static let limit = 3
  /// How many names are listed if none is close.
  private static let listLimit = 12

  /// What to append to a message about an unknown name: `; nearest is Kling`, or all names if none
  /// is close.
  package static func hint(for name: String, among known: some Sequence<String>) -> String {
    let known = Set(known)
    let nearest = nearest(to: name, among: known)
    if let only = nearest.first, nearest.count == 1 { return "; nearest is \(only)" }
    if !nearest.isEmpty { return "; nearest are \(nearest.joined(separator: ", "))" }
    guard !known.isEmpty else { return "" }
    let listed = known.sorted().prefix(listLimit).joined(separator: ", ")
    return "; known: \(listed)\(known.count > listLimit ? ", …" : "")"
  }

  /// The names within a few edits, and those that contain the name or are contained in it: closest
  /// first, ties by name.
  ///
  /// For a model and task type, `seedream/seedream-5-lite`, the task type alone may match. Of two
  /// spellings of one name, such as a family's and a model's, the one in lowercase is enough.
  package static func nearest(to name: String, among known: some Sequence<String>) -> [String] {
    let wanted = Array(ProviderName.key(name))
    let spellings = Dictionary(
      known.map { (ProviderName.key($0), $0) }, uniquingKeysWith: { max($0, $1) })
    let ranked = spellings.values.compactMap { candidate -> (distance: Int, name: String)? in
      let letters = Array(ProviderName.key(candidate))
      let last = letters.lastIndex(of: "/").map { Array(letters[($0 + 1)...]) } ?? letters
      let distance = min(distance(wanted, letters), distance(wanted, last))
      let isNear = distance <= max(1, wanted.count / 4)
      let contains = isPart(wanted, of: letters) || isPart(letters, of: wanted)
      return isNear || contains ? (distance, candidate) : nil
    }
    return ranked.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit)
      .map(\.name)
  }

  /// Whether one name, of at least three letters, is part of another.
  private static func isPart(_ part: [Character], of whole: [Character]) -> Bool {
    part.count >= 3 && String(whole).contains(String(part))
  }

  /// The number of letters to insert, delete, replace or swap with the next one (restricted
  /// Damerau–Levenshtein distance).
  package static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var before: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var next = [row + 1]
      for column in right.indices {
        var least = min(last[column + 1] + 1, next[column] + 1)
        least = min(least, last[column] + (left[row] == right[column] ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          least = min(least, before[column - 1] + 1)
        }
        next.append(least)
      }
      (before, last) = (last, next)
    }
    return last[right.count]
  }
}
