package import Domain
package import Ledger
package import RateCards
package import Reconciliation
package import Reports

/// Reprices tasks that need it, gives every task its verdict, and collects the results for a
/// period.
package struct ReconciliationRun {
  package struct Outcome {
    package let report: ReconciliationReport
    package let result: ReconciliationResult
    package let notes: [String]
    /// Nil if tasks arrive as usual, or if the period isn't affected.
    package let staleFeeds: [StaleFeed]
    package let card: RateCard
    package let statuses: [ExitStatus]
  }

  private let run: Run
  private let isDryRun: Bool
  private let extent: FindingTasks.Extent

  /// - Parameters:
  ///   - run: the run.
  ///   - isDryRun: whether nothing is written.
  ///   - extent: how many tasks of each finding to list.
  package init(_ run: Run, isDryRun: Bool, listing extent: FindingTasks.Extent) {
    (self.run, self.isDryRun, self.extent) = (run, isDryRun, extent)
  }

  /// Reconciles the ledger, and announces the outcome before the changes are committed.
  ///
  /// - Parameters:
  ///   - period: returns the period to report on, given today's date in the ledger's time zone.
  ///   - announce: receives the outcome; if it throws, nothing is committed.
  /// - Returns: the exit statuses that the outcome calls for.
  /// - Throws: an error if the ledger can't be read or written, and whatever the closures throw.
  package func running(
    in period: (CalendarDay) throws -> ReportPeriod, _ announce: (Outcome) throws -> Void
  ) throws -> [ExitStatus] {
    let pricer = try run.pricer()
    let ledger = try run.existingLedger(isDryRun ? .dryRun : .readWrite)
    return try ledger.withWrites {
      if try run.reprice(ledger, by: pricer) {
        run.notices.note(
          "the rate card has changed: all tasks \(isDryRun ? "would be" : "were") repriced")
      }
      try ledger.advance(asOf: run.now, by: pricer)
      try ledger.noteCreditedClaims(asOf: run.now)
      try run.warnOfUnmetConditions(ledger, card: pricer.card)
      try run.warnOfUnmetFilter(ledger)
      let outcome = try outcome(
        in: period(run.today(in: ledger)), of: ledger, card: pricer.card)
      try announce(outcome)
      return outcome.statuses
    }
  }

  private func outcome(
    in period: ReportPeriod, of ledger: LedgerStore, card: RateCard
  ) throws -> Outcome {
    let rows = try run.reader(of: ledger, in: period).lines(withRates: true)
    let account = try AccountSide(
      ledger, run: run, period: period, rowsOfAllDays: period.since == nil ? rows : nil,
      listing: extent)
    let rates = try run.exchangeRates(keptIn: ledger)
    var result = ReconciliationResult(
      rows: rows, period: period, undatedTasks: 0,
      accountFindings: account.findings, drifts: account.drifts, tasks: account.tasks,
      acknowledgements: try run.acknowledgements(in: ledger), rates: rates)
    result.coverage = try run.coverage(of: rows, in: ledger)
    let basis = try run.basis(of: ledger)
    let stale = basis.staleFeeds.filter { $0.concerns(period) }
    return Outcome(
      report: ReconciliationReport(
        result,
        unproved: UnprovedVariance.all(
          in: rows, drifts: account.drifts, inferred: account.differingPrices)),
      result: result,
      notes: [run.filter.note].compactMap(\.self)
        + ReportNotes.notes(rows, period: period, basis: basis) + account.notes
        + (rates.map { CurrencyNotes.notes(rows, rates: $0) } ?? []),
      staleFeeds: stale, card: card,
      statuses: run.statuses(of: result) + (stale.isEmpty ? [] : [.dataGap]))
  }
}

extension Run {
  /// What the findings of a reconciliation call for.
  func statuses(of result: ReconciliationResult) -> [ExitStatus] {
    let limit = configuration.unpricedLimitPercent
    return (result.isWalletUnbalanced ? [.walletUnbalanced] : [])
      + (result.hasAlarmingFindings ? [.findings] : [])
      + (result.isUnpricedShareAbove(percent: limit) ? [.unpricedAboveLimit] : [])
  }
}

/// What the account history, the wallet and price changes add to a reconciliation.
package struct AccountSide {
  package let findings: [Finding]
  /// These replace the findings that they explain.
  package let drifts: [PriceDrift]
  /// The tasks of the findings that come from task verdicts, and of price changes.
  package let tasks: FindingTasks
  /// Inferred prices of SKUs whose bills differ from the card.
  package let differingPrices: [InferredSKU]
  package let notes: [String]
  /// What the accounts hold now; none without a balance, or if the period is over.
  package let wallets: [WalletState]

  /// In a narrowed run it has only price changes and, narrowed to accounts, what concerns these: the
  /// rest belongs to no task.
  ///
  /// - Parameters:
  ///   - ledger: the ledger.
  ///   - run: the run, with the moment that counts as now.
  ///   - period: the days to report on; alarms about the balance belong to the current one.
  ///   - rowsOfAllDays: the reconciled rows through now, if they have been read already.
  ///   - extent: how many tasks of each finding to list.
  /// - Throws: an error if the ledger can't be read.
  package init(
    _ ledger: LedgerStore, run: Run, period: ReportPeriod, rowsOfAllDays: [LedgerLine]? = nil,
    listing extent: FindingTasks.Extent
  ) throws {
    differingPrices = try PriceChanges.differingPrices(in: ledger, run: run)
    drifts = try PriceChanges.drifts(of: differingPrices, run: run)
    tasks = try run.reader(of: ledger, in: period).findingTasks(extent, drifts: drifts)
    guard run.filter.isOfAccounts else {
      (findings, notes, wallets) = ([], [], [])
      return
    }
    let history = try ledger.historyFindings(
      in: period, listing: extent, of: run.accounts(of: ledger)
    ).map { $0.finding(keyNames: run.configuration.apiKeyNames) }
    let windows = try run.walletWindows(of: ledger, asOf: run.clock).filter {
      ledger.overlaps($0, period)
    }
    let changes = windows.filter(\.isUnexplained).map(ledger.finding)
    wallets = try AccountSide.wallets(ledger, run: run, period: period, rowsOfAllDays)
    let alarms = wallets.flatMap {
      WalletAlarm.alarms(of: $0, limitDays: run.configuration.runwayLimitDays)
    }
    findings = history + changes + alarms.map(\.finding)
    let unit = try ledger.historyUnit()
    notes = [
      unit?.sentence, try AccountSide.unlogged(ledger, unit: unit, run: run, period: period),
      WalletWindow.timingSentence(windows),
    ].compactMap(\.self)
  }

  private static func wallets(
    _ ledger: LedgerStore, run: Run, period: ReportPeriod, _ rows: [LedgerLine]?
  ) throws -> [WalletState] {
    guard period.until.map({ $0 >= run.today(in: ledger) }) ?? true,
      try !ledger.walletAccounts().isEmpty
    else { return [] }
    return try run.wallets(of: ledger, rows: rows ?? ledger.reader(asOf: run.now).lines())
  }

  /// What the tasks that only the history shows come to.
  private static func unlogged(
    _ ledger: LedgerStore, unit: HistoryUnit?, run: Run, period: ReportPeriod
  ) throws -> String? {
    var pricing: HistoryPricing?
    var summary = UnloggedSummary(unit: unit)
    try ledger.forEachUnloggedTask(in: period, of: run.accounts(of: ledger)) { task in
      // Taken, since a copy of what it has found so far would be made for each task.
      var found = try pricing.take() ?? HistoryPricing(run.pricer().card, unit: unit)
      summary.add(task, found.consistency(of: task))
      pricing = found
    }
    return summary.sentence
  }
}

/// Price changes that the card doesn't have.
package enum PriceChanges {
  /// Only SKUs whose bills differ from the card are examined, over all days up to now, since a
  /// change shows only against earlier prices.
  package static func differingPrices(in ledger: LedgerStore, run: Run) throws -> [InferredSKU] {
    let period = ReportPeriod(since: nil, until: run.today(in: ledger))
    return try ledger.reader(in: period, asOf: run.now, where: run.filter.ofAccounts)
      .inferredSKUs(onlyDiffering: true)
  }

  package static func drifts(of skus: [InferredSKU], run: Run) throws -> [PriceDrift] {
    let changed = skus.filter { $0.history.prices.count > 1 }
    guard !changed.isEmpty else { return [] }
    let waivers = try run.pricer().card.waivers
    return changed.flatMap { PriceDrift.drifts(of: $0, waivers: waivers, asOf: run.now) }
  }
}
