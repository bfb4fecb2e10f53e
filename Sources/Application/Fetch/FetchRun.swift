package import Domain
package import Ledger
package import PiAPI
package import RateCards

/// Asks the provider for what is new, keeps its answers, and brings them into the ledger.
///
/// First comes what an earlier run kept and could not import any more. A window of the history counts
/// as fetched once it is complete and imported, so that a run that is cut off anywhere is made good
/// by the next.
package struct FetchRun {
  private let run: Run
  private let client: APIClient
  private let progress: FetchProgress

  /// Prepares a fetch with a key.
  package init(_ run: Run, key: APIKey) throws(Failure) {
    self.run = run
    progress = FetchProgress(run.notices)
    client = try run.apiClient(key: key, progress: progress)
  }

  /// Fetches everything, in the order account info, running tasks, history, and tells what came.
  ///
  /// - Parameters:
  ///   - ledger: the ledger, open for writing, whose tasks are priced by the pricer's card.
  ///   - pricer: what prices the tasks of an import.
  ///   - since: read the history from this moment, even where that was fetched before; nil for what
  ///     is due.
  /// - Returns: what came, what did not, and how far the history is complete.
  /// - Throws: what keeps the ledger or the archive from being written; what the provider does wrong
  ///   is part of the outcome.
  package func fetching(
    into ledger: LedgerStore, pricer: Pricer, since: Instant? = nil
  ) throws -> FetchOutcome {
    defer { progress.clear() }
    let archive = try PageArchive(
      folder: run.configuration.archivePath, mode: run.configuration.fileMode)
    let intake = ArchiveImport(run, archive: archive, ledger: ledger, pricer: pricer)
    var outcome = FetchOutcome()
    try outcome.addImport(by: intake)
    let account = try fetchAccount(into: archive, &outcome) ?? ledger.lastFetchedAccount() ?? ""
    try outcome.addImport(by: intake)
    let windows = HistoryWindow.parts(
      completeUntil: try ledger.historyCompleteUntil(account: account), atLeastSince: since,
      now: run.clock)
    for window in windows where !outcome.hasStopped {
      let result = try HistoryFetch(client: client, archive: archive).result(of: window) {
        progress.show($0)
      }
      outcome.add(result)
      try outcome.addImport(by: intake)
      // Behind a gap a window may be complete, but not all that lies before its end.
      guard outcome.isComplete else { continue }
      try ledger.setHistoryComplete(until: window.until, account: account)
      outcome.completeUntil = window.until
    }
    if let completeUntil = outcome.completeUntil, outcome.statuses.isEmpty {
      try ledger.cover(
        LedgerStore.Side.allCases, through: ledger.calendar.lastCompleteDay(at: completeUntil),
        by: .fetch, at: run.clock)
    }
    return outcome
  }

  /// Asks for account info and the running tasks.
  ///
  /// - Returns: whose account it is; nil where the answer does not tell.
  private func fetchAccount(
    into archive: PageArchive, _ outcome: inout FetchOutcome
  ) throws(ArchiveError) -> String? {
    let fetch = AccountFetch(client: client, archive: archive)
    let account = try fetch.account()
    if case .failure(let failure) = account { outcome.add(failure) }
    guard !outcome.hasStopped else { return nil }
    switch try fetch.runningTasks() {
    case .success(let tasks): outcome.runningTasks = tasks
    case .failure(let failure): outcome.add(failure)
    }
    return try? account.get().identity
  }
}
