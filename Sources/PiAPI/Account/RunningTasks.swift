/// How many tasks of one model family run at the provider now.
package struct RunningTasks: Hashable, Sendable {
  package let provider: String
  package let staged: Int
  package let pending: Int
  package let processing: Int

  package var count: Int { staged + pending + processing }

  /// Reads the counts of every provider, by name.
  static func all(_ body: AnswerBody) throws(AnswerFault) -> [RunningTasks] {
    guard let providers = body.value as? [String: Any] else {
      throw .otherShape("expected running tasks by provider")
    }
    return providers.sorted { $0.key < $1.key }.compactMap { name, value in
      guard let counts = value as? [String: Any] else { return nil }
      let count = { (name: String) in max(0, AnswerBody.integer(counts["\(name)_count"]) ?? 0) }
      return RunningTasks(
        provider: String(name.prefix(100)), staged: count("staged"), pending: count("pending"),
        processing: count("processing"))
    }
  }
}
