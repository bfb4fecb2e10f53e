import Domain

/// How many tasks of one model family run at the provider now.
package struct RunningTasks: Hashable, Sendable {
  package let provider: String
  package let staged: Int
  package let pending: Int
  package let processing: Int

  package var count: Int { staged + pending + processing }

  /// Reads the counts of every provider, by name.
  static func all(_ body: AnswerBody) throws(AnswerFault) -> [RunningTasks] {
    guard case .object(let providers) = body.value else {
      throw .otherShape("expected running tasks by provider")
    }
    return providers.sorted { $0.key < $1.key }.compactMap { provider in
      guard provider.value.isObject else { return nil }
      let count = { (name: String) in
        max(0, Int(provider.value["\(name)_count"]?.integer ?? 0))
      }
      return RunningTasks(
        provider: String(provider.key.prefix(100)), staged: count("staged"),
        pending: count("pending"),
        processing: count("processing"))
    }
  }
}
