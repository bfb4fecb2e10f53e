package import Domain

/// Fetches account info and the running tasks, and stores the answers in the archive.
package struct AccountFetch {
  private let client: APIClient
  private let archive: PageArchive

  package init(client: APIClient, archive: PageArchive) {
    (self.client, self.archive) = (client, archive)
  }

  /// Account info, which is stored only by ``keep(_:)``: whose it is decides whether it is wanted.
  package func account() -> Result<Received<AccountAnswer>, CallFailure> {
    client.value(of: .accountInfo, reading: AccountAnswer.init)
  }

  package func keep(_ account: Received<AccountAnswer>) throws(ArchiveError) {
    try archive.store(account.body, kind: .account, receivedAt: account.at)
  }

  package func runningTasks() throws(ArchiveError) -> Result<[RunningTasks], CallFailure> {
    let result = client.value(of: .runningTasks, reading: RunningTasks.all)
    if case .success(let received) = result {
      try archive.store(received.body, kind: .running, receivedAt: received.at)
    }
    return result.map(\.value)
  }
}

/// The owner according to account info; the figures are read when it is imported.
package struct AccountAnswer: Hashable, Sendable {
  package let identity: AccountIdentity

  /// Accounts of some types have their balance in `quota`, or only credits.
  init(_ body: AnswerBody) throws(AnswerFault) {
    let account = body.value
    let packs = account["credit_pack_info"]
    guard
      account["equivalent_in_usd"] != nil || account["quota"]?["equivalent_in_usd"] != nil
        || packs?["available_credits"] != nil || packs?["total_credits"] != nil
    else {
      throw .otherShape("expected account info with equivalent_in_usd or credit_pack_info")
    }
    identity = AccountIdentity(of: account)
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
