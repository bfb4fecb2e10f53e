package import Domain
import Intake
package import Ledger
import PiAPI
package import RateCards

/// Fetches what is new from the provider, archives the answers, and imports them into the ledger.
///
/// Answers that an earlier run archived but didn't get to import come first. A window of the
/// history counts as fetched only once it is complete and imported, so the next run recovers from
/// an interruption at any point.
package struct FetchRun {
  private let run: Run
  private let client: APIClient
  private let taskFetch: TaskFetch
  private let progress: FetchProgress
  /// The account that the key is said to be of; nil if nothing but the provider tells it.
  package let account: String?

  /// Prepares a fetch that uses a key.
  package init(_ run: Run, key: AccountKey) throws(Failure) {
    if let complaint = run.complaintAboutPast { throw Failure(.usage, complaint) }
    self.run = run
    account = key.account
    progress = FetchProgress(run.notices)
    client = try run.apiClient(key: key.key, progress: progress)
    taskFetch = try run.taskFetch(key: key.key)
  }

  /// Notes that the days are known that complete fetches of all accounts have in common; none if an
  /// account of the configuration was not fetched.
  ///
  /// - Parameters:
  ///   - outcomes: what the fetches brought, before tasks were asked for one by one.
  ///   - ledger: the ledger.
  ///   - run: the run.
  /// - Throws: an error if the ledger can't be written.
  package static func noteCovered(
    by outcomes: [FetchOutcome], in ledger: LedgerStore, _ run: Run
  ) throws {
    let ends = outcomes.compactMap(\.completeUntil)
    guard outcomes.count >= run.configuration.accounts.accounts.count, let end = ends.min(),
      ends.count == outcomes.count,
      outcomes.allSatisfy(\.statuses.isEmpty)
    else { return }
    try ledger.cover(
      LedgerStore.Side.allCases, through: ledger.calendar.lastCompleteDay(at: end), by: .fetch,
      at: run.clock)
  }

  /// Fetches account info, running tasks and history, in that order, and returns what arrived.
  ///
  /// - Parameters:
  ///   - ledger: the ledger, open for writing, whose tasks are priced with the pricer's card.
  ///   - pricer: prices the tasks of an import.
  ///   - since: read the history from this moment, even if it was fetched before; nil for whatever
  ///     is due.
  /// - Returns: what arrived, what didn't, and how far the history is complete.
  /// - Throws: an error if the ledger or the archive can't be written; the provider's errors are
  ///   part of the outcome.
  package func fetching(
    into ledger: LedgerStore, pricer: Pricer, since: Instant? = nil
  ) throws -> FetchOutcome {
    defer { progress.clear() }
    let archive = try PageArchive(
      folder: run.configuration.archivePath, mode: run.configuration.fileMode)
    let intake = ArchiveImport(run, archive: archive, ledger: ledger, pricer: pricer)
    var outcome = FetchOutcome()
    try outcome.addImport(by: intake)
    let owner =
      try fetchAccount(into: archive, of: ledger, &outcome) ?? account
      ?? ledger.lastFetchedAccount() ?? ""
    outcome.account = owner
    try outcome.addImport(by: intake)
    var windows = ArraySlice(
      HistoryWindow.parts(
        completeUntil: try ledger.historyCompleteUntil(account: owner), atLeastSince: since,
        now: run.fetchTime))
    // A part is not divided again: that would never end if the provider ignored its times.
    var divided: Set<HistoryWindow> = []
    while let window = windows.popFirst(), !outcome.hasStopped {
      let result = try HistoryFetch(client: client, archive: archive)
        .result(of: window, mayDivide: !divided.contains(window)) { progress.show($0) }
      outcome.add(result)
      try outcome.addImport(by: intake)
      if let parts = result.parts {
        divided.formUnion(parts)
        windows = ArraySlice(parts + windows)
      }
      if let excess = result.constantExcess { note(excess: excess) }
      // After a gap, a window may be complete, but not everything before its end is.
      guard outcome.isComplete, result.parts == nil else { continue }
      try ledger.setHistoryComplete(until: window.until, account: owner)
      outcome.completeUntil = window.until
    }
    try tidy(archive)
    return outcome
  }

  /// Packs what was received on earlier days, and removes what is kept no longer.
  private func tidy(_ archive: PageArchive) throws(ArchiveError) {
    let today = run.fetchTime.day
    try archive.pack(before: today)
    if let days = run.configuration.archiveKeepDays { try archive.remove(before: today + -days) }
  }

  private func note(excess: Int) {
    run.notices.detail(
      "the provider's count of history rows is always 1 too \(excess > 0 ? "high" : "low"): what came "
        + "is complete")
  }

  /// Asks for tasks, unless the provider has stopped answering in this fetch.
  ///
  /// - Parameters:
  ///   - request: which tasks.
  ///   - ledger: the ledger, open for writing.
  ///   - pricer: prices the tasks.
  ///   - outcome: what the fetch has brought so far; takes what the tasks bring.
  /// - Throws: an error if the ledger or the archive can't be written.
  package func fetchTasks(
    _ request: TaskRequest, into ledger: LedgerStore, pricer: Pricer, _ outcome: inout FetchOutcome
  ) throws {
    guard !outcome.hasStopped else { return }
    let plan = try request.plan(ledger, of: outcome.account, asOf: run.clock)
    defer { progress.clear() }
    let archive = try PageArchive(
      folder: run.configuration.archivePath, mode: run.configuration.fileMode)
    let intake = ArchiveImport(run, archive: archive, ledger: ledger, pricer: pricer)
    let tasks = TaskFetchRun(
      fetch: taskFetch, speed: run.taskSpeed, archive: archive, ledger: ledger, progress: progress)
    var imports = FetchOutcome()
    let asked = try tasks.asking(for: plan) { try imports.addImport(by: intake) }
    outcome.add(asked, importing: imports)
  }

  /// Fetches account info and the running tasks.
  ///
  /// - Returns: the key of the account's owner; nil if the answer doesn't say.
  /// - Throws: ``Failure`` if the key is of another account than the ledger's, before anything of that
  ///   account is stored.
  private func fetchAccount(
    into archive: PageArchive, of ledger: LedgerStore, _ outcome: inout FetchOutcome
  ) throws -> String? {
    let fetch = AccountFetch(client: client, archive: archive)
    var owner: String?
    switch fetch.account() {
    case .success(let answer):
      let account = answer.value.identity
      if let own = try ledger.conflict(with: account, run.configuration.accounts) {
        throw Failure(own, isNotOf: account)
      }
      let name = run.configuration.accounts.name(of: account)
      if let said = self.account, let name, name != said { throw Failure(keyOf: said, isOf: name) }
      try fetch.keep(answer)
      owner = name ?? account.key
    case .failure(let failure): outcome.add(failure)
    }
    guard !outcome.hasStopped else { return nil }
    switch try fetch.runningTasks() {
    case .success(let tasks): outcome.runningTasks = tasks
    case .failure(let failure): outcome.add(failure)
    }
    return owner
  }
}

extension Failure {
  fileprivate init(keyOf said: String, isOf name: String) {
    self.init(
      .configuration,
      "the key that is said to be of \(VisibleText.line(said, limit: 40)) is of "
        + "\(VisibleText.line(name, limit: 40)), so nothing was fetched: see accounts in the "
        + "configuration")
  }

  fileprivate init(_ own: String, isNotOf account: AccountIdentity) {
    self.init(
      .configuration,
      "the key is of \(account), another account than \(own), so nothing was fetched: name it under "
        + "accounts in the configuration, or give it a ledger of its own with --db")
  }
}

/// Imports archived answers that the ledger doesn't have yet.
struct ArchiveImport {
  private let run: Run
  private let archive: PageArchive
  private let ledger: LedgerStore
  private let pricer: Pricer

  init(_ run: Run, archive: PageArchive, ledger: LedgerStore, pricer: Pricer) {
    (self.run, self.archive, self.ledger, self.pricer) = (run, archive, ledger, pricer)
  }

  /// Imports pending answers, oldest first.
  ///
  /// An answer leaves `pending/` only after the ledger has committed it. If the run is interrupted
  /// in between, it is imported again, which changes nothing.
  ///
  /// - Returns: what was imported, and what couldn't be read.
  package func importing() throws -> (summary: ImportSummary, setApart: [SetApart]) {
    let pending = try archive.pending()
    guard !pending.isEmpty else { return try ledger.tellingUntold() }
    let session = try ImportSession(
      store: ledger, pricer: pricer, asOf: run.now, accounts: run.configuration.accounts)
    // The ledger refers to an answer by its final path.
    let entries = pending.filter(\.kind.isRecord).map {
      InputFiles.Entry(
        path: archive.pendingPath(of: $0), name: archive.path(of: $0), canGrow: false)
    }
    let unread = try write(entries, into: session)
    let summary = try session.finish()
    let names = Set(unread.map(\.path))
    for answer in pending where !names.contains(archive.path(of: answer)) {
      try archive.file(answer)
    }
    if let file = unread.first { throw Failure(.noInput, file.description) }
    return (summary, session.takeSetApart())
  }

  /// Writes the answers, and returns the unreadable ones, which stay pending.
  private func write(
    _ entries: [InputFiles.Entry], into session: ImportSession
  ) throws -> [UnreadFile] {
    var reader = BatchReader(entries, accounts: run.configuration.accounts)
    var unread: [UnreadFile] = []
    while let batch = reader.next() {
      try session.write(batch)
      unread += batch.unreadFiles
    }
    return unread
  }
}

/// What a fetch would ask for, as far as that is known without asking.
package struct FetchPlan {
  private let baseURLText: String
  private let windows: [HistoryWindow]
  private let tasks: TaskRequest.Plan?
  private let choice: TaskChoice

  /// Assumes that the account is the one of the last fetch, and that the history brings no tasks.
  package init(
    _ run: Run, of account: String? = nil, since: Instant?, tasks request: TaskRequest
  ) throws {
    if let complaint = run.complaintAboutPast { throw Failure(.usage, complaint) }
    baseURLText = run.configuration.baseURLText
    choice = request.choice
    var completeUntil: Instant?
    var tasks: TaskRequest.Plan?
    if LedgerStore.exists(at: try run.configuration.ledgerPath) {
      let ledger = try run.ledger(.readOnly)
      tasks = try request.plan(ledger, of: account, asOf: run.clock)
      completeUntil = try (account ?? ledger.lastFetchedAccount()).flatMap {
        try ledger.historyCompleteUntil(account: $0)
      }
    }
    self.tasks = tasks
    windows = HistoryWindow.parts(
      completeUntil: completeUntil, atLeastSince: since, now: run.fetchTime)
  }

  /// `would request account info, running tasks and the history from https://api.piapi.ai: …`, and
  /// for how many tasks it would ask.
  package var sentence: String {
    let parts = windows.map(\.description).joined(separator: ", ")
    let calls = "would request account info, running tasks and the history from \(baseURLText): "
    guard choice != .none else { return calls + parts }
    return calls + parts + "\nwould then ask for \(taskText)"
  }

  private var taskText: String {
    guard let tasks else { return "the tasks that the history shows" }
    let count = "\(tasks.ids.count) \(tasks.ids.count == 1 ? "task" : "tasks")"
    let more = tasks.due - tasks.ids.count
    return count + (more > 0 ? ", with \(more) more due," : "")
      + " and those that the history brings"
  }
}
