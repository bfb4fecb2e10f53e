import Budgets
import Domain
import Intake
import Ledger
import RateCards
import Reconciliation
import Rendering
import Reports

/// A nightly run: fetch, import, reconcile, report, and tell what changed.
///
/// A night covers the last complete day and computes everything as of that day's end, whatever time
/// it runs, so it can be rerun; balances count up to when the night has read its input. The ledger is
/// locked from the first step to the last. If a step fails, that is reported and the remaining steps
/// still run.
package struct NightlyRun {
  /// The input of a night.
  package struct Feed {
    let inboxPaths: [String]
    /// Whether to fetch from the provider if there is a key.
    let fetches: Bool

    package init(inboxPaths: [String], fetches: Bool) {
      (self.inboxPaths, self.fetches) = (inboxPaths, fetches)
    }
  }

  private let run: Run
  private let feed: Feed
  private let reportFolders: ReportFolders?

  package init(_ run: Run, feed: Feed, reportsPath: String?) {
    self.run = run
    self.feed = feed
    reportFolders = reportsPath.map { ReportFolders(path: $0, writer: run.writer) }
  }

  /// Runs all steps, announces the news, and then saves it for the next night.
  package func running(_ announce: (NightOutcome) throws -> Void) throws -> NightOutcome {
    let pricer = try run.pricer()
    try refuseToMakeNothing()
    let ledger = try run.ledger(.readWrite)
    let night = try run.night(in: ledger)
    try night.reprice(ledger, by: pricer)
    var steps = NightSteps()
    NightInput(run: night, feed: feed).read(into: ledger, pricer: pricer, &steps)
    // The balance that the night has just read counts.
    return try NightlyRun(run: night.afterReading(), feed: feed, reportFolders: reportFolders)
      .judging(ledger, pricer: pricer, after: steps, announce)
  }

  /// Refuses to create a ledger that nothing could be imported into.
  private func refuseToMakeNothing() throws {
    guard !LedgerStore.exists(at: try run.configuration.ledgerPath), feed.inboxPaths.isEmpty else {
      return
    }
    if feed.fetches, !run.isOfPast, try run.hasKey() { return }
    throw Failure(
      .configuration,
      "nothing to fetch or import: set \(Run.keyVariable) or key_file to fetch, or inbox to import")
  }

  private init(run: Run, feed: Feed, reportFolders: ReportFolders?) {
    (self.run, self.feed, self.reportFolders) = (run, feed, reportFolders)
  }

  /// Reconciles, reports, and tells what changed.
  private func judging(
    _ ledger: LedgerStore, pricer: Pricer, after feed: NightSteps,
    _ announce: (NightOutcome) throws -> Void
  ) throws -> NightOutcome {
    var steps = feed
    let knowledge = steps.attempt("reconcile") { try reconcile(ledger, pricer: pricer, &$0) }
    for complaint in try run.unmetConditions(ledger, card: pricer.card) {
      steps.complain("settings", complaint)
    }
    if let log = try ledger.heldLog() { steps.complain("ledger", log.description) }
    if let knowledge, let reportFolders {
      let notRead = (steps.unread + steps.skipped).map(\.description)
      // Reports in USD alone are better than none.
      let rates =
        steps.attempt("exchange rates") { _ in try run.exchangeRates(keptIn: ledger) } ?? nil
      steps.attempt("reports") { _ in
        try report(
          knowledge, notRead: notRead, rates: rates, of: ledger, into: reportFolders)
      }
    }
    guard let knowledge else {
      let outcome = NightOutcome(steps: steps, asOf: run.now)
        .kept(in: reportFolders, of: run.today(in: ledger))
      try announce(outcome)
      try ledger.noteTold()
      return outcome
    }
    let budgets = steps.attempt("budgets") { try budgetStatuses(of: ledger, &$0) } ?? []
    let before = try ledger.night(before: run.today(in: ledger))
    let night = knowledge.figures(
      budgets: budgets, skipped: steps.skipped, toldBefore: before?.findings ?? [])
    let anomalies = steps.attempt("anomalies") { _ in
      // If the feed is stale, its own sentence already says that a day has no tasks. A day of which
      // only a part was read is unusual for that alone.
      !knowledge.staleFeeds.contains { $0.account == nil } && !feed.lacksInput
        ? try run.anomalies(of: night.day, in: ledger, pricer: pricer) : []
    }
    let known = try run.knownDays(of: ledger)
    let news = NightReport(
      night: night, before: before, coverage: knowledge.result.coverage,
      spend: DaySpend(of: night.day, in: knowledge.rows, known: known),
      wallets: knowledge.account.wallets, budgets: budgets.map(BudgetReport.sentence),
      complaints: steps.complaints, anomalies: anomalies ?? [], staleFeeds: knowledge.staleFeeds,
      acknowledged: Set(knowledge.result.acknowledged.map(\.finding.key)))
    let measures = NightMeasures(
      of: night.day, in: knowledge.rows, known: known,
      lastTaskAt: try ledger.lastTaskAt(asOf: run.clock),
      ledgerSizeBytes: try ledger.sizeBytes())
    let outcome = NightOutcome(steps: steps, report: news, measures: measures, asOf: run.now)
      .kept(in: reportFolders, of: night.day)
    // If the run is interrupted in between, the news is reported twice rather than never.
    try announce(outcome)
    try ledger.keep(night, ranAt: run.clock)
    return outcome
  }

  private func reconcile(
    _ ledger: LedgerStore, pricer: Pricer, _ steps: inout NightSteps
  ) throws -> NightKnowledge {
    try ledger.advance(asOf: run.now, by: pricer)
    try ledger.noteCreditedClaims(asOf: run.now)
    let knowledge = try NightKnowledge(of: ledger, run: run, listing: .all)
    steps.add(knowledge.staleFeeds.isEmpty ? [] : [.dataGap])
    steps.add(run.statuses(of: knowledge.result))
    return knowledge
  }

  private func report(
    _ knowledge: NightKnowledge, notRead: [String], rates: ExchangeRates?, of ledger: LedgerStore,
    into folders: ReportFolders
  ) throws {
    let notes = ReportNotes.notes(
      knowledge.rows, period: knowledge.period, basis: try run.basis(of: ledger))
    let today = run.today(in: ledger)
    let month = try MonthRun(run: run, ledger: ledger).report(endOf: knowledge.period, rates: rates)
    let set = NightlySet(
      rows: knowledge.rows, period: knowledge.period, undatedTasks: knowledge.undatedTasks,
      unreadable: knowledge.result.coverage.unreadable,
      notes: notes + knowledge.account.notes, accountFindings: knowledge.account.findings,
      drifts: knowledge.account.drifts, tasks: knowledge.account.tasks,
      acknowledgements: knowledge.acknowledgements,
      payments: run.payments(in: knowledge.period, ledger), month: month.document,
      notRead: notRead, rates: rates)
    try folders.write(set.files(csv: run.csvForm), of: today)
    try folders.linkLatest()
    try folders.removeNights(before: today + -run.configuration.keepReportsDays)
  }

  /// The status of each budget.
  private func budgetStatuses(
    of ledger: LedgerStore, _ steps: inout NightSteps
  ) throws -> [BudgetStatus] {
    let statuses = try run.budgetStatuses(of: ledger)
    steps.add(statuses.contains { $0.state.isAlarming } ? [.budgetExceeded] : [])
    return statuses
  }
}

extension Run {
  /// The run of a night, as of the end of the last complete day.
  ///
  /// A night requested by its day uses the time when that night ran, so that the same balances
  /// count; if none ran, it uses the end of the day.
  func night(in ledger: LedgerStore) throws -> Run {
    let day = lastCompleteDay(in: ledger)
    let end = ledger.calendar.end(of: day)
    guard case .day = asOf else { return reckoning(at: end, takingPlaceAt: clock) }
    return reckoning(at: end, takingPlaceAt: try ledger.nightRanAt(day) ?? end)
  }
}

extension Run {
  /// The statuses of the budgets of the current periods.
  func budgetStatuses(of ledger: LedgerStore) throws -> [BudgetStatus] {
    let month = CalendarMonth(of: today(in: ledger))
    return try budgetBooks(
      ledger, money: .credits, forecasters: LedgerForecasters(self, ledger, month: month)
    ).books.compactMap { $0.status() }
  }
}
