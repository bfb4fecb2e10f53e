import Domain

/// Fetches account info and the running tasks, and stores the answers in the archive.
package struct AccountFetch {
  private let client: APIClient
  private let archive: PageArchive

  package init(client: APIClient, archive: PageArchive) {
    (self.client, self.archive) = (client, archive)
  }

  package func account() throws(ArchiveError) -> Result<AccountAnswer, CallFailure> {
    try kept(.account, client.value(of: .accountInfo, reading: AccountAnswer.init))
  }

  package func runningTasks() throws(ArchiveError) -> Result<[RunningTasks], CallFailure> {
    try kept(.running, client.value(of: .runningTasks, reading: RunningTasks.all))
  }

  private func kept<Value>(
    _ kind: ArchivedAnswer.Kind, _ result: Result<Received<Value>, CallFailure>
  ) throws(ArchiveError) -> Result<Value, CallFailure> {
    if case .success(let received) = result {
      try archive.store(received.body, kind: kind, receivedAt: received.at)
    }
    return result.map(\.value)
  }
}

/// The owner according to account info; the figures are read when it is imported.
package struct AccountAnswer: Hashable, Sendable {
  /// The id, or else the name; empty if it has neither.
  package let identity: String

  init(_ body: AnswerBody) throws(AnswerFault) {
    guard body.value["equivalent_in_usd"] != nil else {
      throw .otherShape("expected account info with equivalent_in_usd")
    }
    let names = ["account_id", "id", "account_name", "name"]
    let identity = names.lazy.compactMap { body.value[$0]?.identifier }.first ?? ""
    self.identity = String(identity.prefix(200))
  }
}

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
