/// Asks for account info and the running tasks, and keeps the answers in the archive.
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
