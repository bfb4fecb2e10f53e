package import Domain
import Ledger
package import Reconciliation
package import Reports

/// Tells what has changed since a day, from the ledger as it is: nothing is fetched, imported or
/// written.
package struct ChangesRun {
  package struct Outcome {
    package let report: ChangesReport
    package let statuses: [ExitStatus]
  }

  private let run: Run
  private let extent: FindingTasks.Extent

  /// - Parameters:
  ///   - run: the run.
  ///   - extent: how many tasks of each finding to list.
  package init(_ run: Run, listing extent: FindingTasks.Extent) {
    (self.run, self.extent) = (run, extent)
  }

  /// Compares the present with the end of the day before a first day.
  ///
  /// - Parameters:
  ///   - since: returns the first day whose changes count, given today.
  ///   - filter: the accounts whose figures are compared; none for all.
  /// - Returns: the changes.
  /// - Throws: an error if the ledger can't be read, and ``Failure`` if the day is yet to come.
  package func changes(
    since: (CalendarDay) throws -> CalendarDay, of filter: LineFilter = .none
  ) throws -> Outcome {
    let ledger = try run.ledger(.readOnly)
    try run.warnIfCardChanged(ledger)
    guard filter.isNone else {
      let narrowed = run.narrowed(to: filter)
      try narrowed.warnOfUnmetFilter(ledger)
      return try ChangesRun(narrowed, listing: extent).changes(since: since, in: ledger)
    }
    return try changes(since: since, in: ledger)
  }

  private func changes(
    since: (CalendarDay) throws -> CalendarDay, in ledger: LedgerStore
  ) throws -> Outcome {
    let today = run.today(in: ledger)
    let first = try since(today)
    guard first <= today else {
      throw Failure(.usage, "--since \(first): expected \(today) or an earlier day")
    }
    let (before, basis) = try figures(before: first, of: ledger)
    let knowledge = try NightKnowledge(of: ledger, run: run, listing: extent)
    let now = knowledge.figures(
      budgets: try run.budgetStatuses(of: ledger), toldBefore: before.findings)
    let report = ChangesReport(
      since: first, before: before, basis: basis, now: now, rows: knowledge.rows,
      known: try run.knownDays(of: ledger), result: knowledge.result,
      notes: [run.filter.note].compactMap(\.self) + (try run.basis(of: ledger).warnings))
    return Outcome(report: report, statuses: statuses(of: report, knowledge))
  }

  /// What was known at the end of the day before a day: what a night kept, which is of all accounts,
  /// or else the ledger as of then.
  private func figures(
    before first: CalendarDay, of ledger: LedgerStore
  ) throws -> (NightFigures, ChangesReport.Basis) {
    let day = first + -1
    if run.filter.isNone, let night = try ledger.night(before: first), night.day == day {
      return (night, .night)
    }
    let end = ledger.calendar.end(of: day)
    let past = run.reckoning(at: end, takingPlaceAt: end)
    let knowledge = try NightKnowledge(of: ledger, run: past, listing: .none)
    return (knowledge.figures(budgets: try past.budgetStatuses(of: ledger)), .reckoned)
  }

  /// An alarm that is new or has changed; a night's own findings are always alarms.
  private func statuses(
    of report: ChangesReport, _ knowledge: NightKnowledge
  ) -> [ExitStatus] {
    let alarms = Set(knowledge.told.filter(\.isAlarming).map(\.key))
    let isAlarming = report.entries.contains { entry in
      entry.change.isOpen
        && (!entry.change.finding.isReconciled || alarms.contains(entry.change.finding.key))
    }
    return isAlarming ? [.findings] : []
  }
}
