import Intake
import Ledger
import RateCards

/// Reads the input of a night: what the provider tells, and the inbox.
struct NightInput {
  let run: Run
  let feed: NightlyRun.Feed

  /// Fetches, and imports the inbox.
  func read(into ledger: LedgerStore, pricer: Pricer, _ steps: inout NightSteps) {
    let fetched = steps.attempt("fetch") { try fetch(into: ledger, pricer: pricer, &$0) } ?? []
    steps.attempt("import") { try importInbox(into: ledger, pricer: pricer, &$0) }
    // What the inbox brings need not be asked for.
    for fetched in fetched {
      steps.attempt("tasks") { try fetchTasks(after: fetched, into: ledger, pricer: pricer, &$0) }
    }
  }

  /// A fetch, and what the account's side of it brought.
  private struct Fetched {
    let fetch: FetchRun
    let outcome: FetchOutcome
  }

  private func fetch(
    into ledger: LedgerStore, pricer: Pricer, _ steps: inout NightSteps
  ) throws -> [Fetched] {
    guard feed.fetches else { return [] }
    if let complaint = run.complaintAboutPast {
      if try run.hasKey() { run.notices.problem(complaint) }
      return []
    }
    let keys = try run.accountKeys()
    guard !keys.isEmpty else {
      let hasInbox = !feed.inboxPaths.isEmpty
      if let failure = try run.complaintAboutMissingKey(in: ledger, hasInbox: hasInbox) {
        throw failure
      }
      // Who wants only the inbox read need hear it once.
      if try ledger.night(before: run.today(in: ledger)) == nil {
        steps.complain(
          "fetch",
          "no key is set, so only the inbox is read; --no-fetch says that it is meant so")
      }
      return []
    }
    var fetched: [Fetched] = []
    for key in keys {
      let step = key.account.map { "fetch of \($0)" } ?? "fetch"
      // What keeps one account from being fetched doesn't keep the others from it.
      let own = steps.attempt(step) { steps in
        let fetch = try FetchRun(run, key: key)
        let outcome = try fetch.fetching(into: ledger, pricer: pricer)
        report(outcome, of: step, &steps)
        return Fetched(fetch: fetch, outcome: outcome)
      }
      if let own { fetched.append(own) }
    }
    if fetched.count == keys.count {
      try FetchRun.noteCovered(by: fetched.map(\.outcome), in: ledger, run)
    }
    return fetched
  }

  /// Asks for tasks that neither the inbox nor earlier nights have brought to an end, at most as many
  /// as a night may.
  private func fetchTasks(
    after fetched: Fetched, into ledger: LedgerStore, pricer: Pricer, _ steps: inout NightSteps
  ) throws {
    guard !fetched.outcome.hasStopped, run.configuration.fetchTasksANight > 0 else { return }
    var outcome = FetchOutcome()
    outcome.account = fetched.outcome.account
    try fetched.fetch.fetchTasks(
      TaskRequest(limit: run.configuration.fetchTasksANight), into: ledger, pricer: pricer,
      &outcome)
    report(outcome, of: "tasks", &steps)
    if (outcome.tasks?.postponed ?? 0) > 0 { steps.hasPostponedTasks = true }
  }

  private func report(_ outcome: FetchOutcome, of step: String, _ steps: inout NightSteps) {
    for complaint in outcome.complaints { steps.complain(step, complaint) }
    steps.complain(step, ofNew: outcome.setApart)
    steps.add(outcome.statuses)
  }

  private func importInbox(
    into ledger: LedgerStore, pricer: Pricer, _ steps: inout NightSteps
  ) throws {
    let files = InputFiles(feed.inboxPaths, ledgerPath: try run.configuration.ledgerPath)
    steps.reportUnread(files.missing)
    steps.noteSkipped(files.skipped)
    var setApart: [SetApart] = []
    if files.entries.isEmpty {
      let untold = try ledger.tellingUntold()
      steps.complain("import", ofNew: untold.setApart)
      steps.add(untold.setApart.isEmpty ? [] : [.quarantined])
    } else {
      let imported = try ImportRun(run, isDryRun: false).importing(
        files, into: ledger, pricer: pricer
      ) { setApart.append($0) }
      steps.reportUnread(imported.unread)
      steps.noteSkipped(imported.skipped)
      steps.complain("import", ofNew: setApart)
      for remark in SourceLines.unrecognizedRemarks(imported.lines) {
        steps.complain("import", remark)
      }
      steps.add(imported.summary.newlyQuarantined > 0 ? [.quarantined] : [])
    }
    // Unreadable records may have been tasks of any day.
    guard !feed.inboxPaths.isEmpty, steps.unread.isEmpty, !setApart.contains(where: { $0.new > 0 })
    else { return }
    try ledger.cover(
      [.tasks], through: run.lastCompleteDay(in: ledger), by: .night, at: run.clock)
  }
}
