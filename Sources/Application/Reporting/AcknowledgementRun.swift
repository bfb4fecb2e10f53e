package import Domain
package import Ledger
package import Reconciliation

/// Acknowledges findings, and lists what is acknowledged.
package struct AcknowledgementRun {
  private let run: Run
  private let isDryRun: Bool

  package init(_ run: Run, isDryRun: Bool) {
    (self.run, self.isDryRun) = (run, isDryRun)
  }

  /// Acknowledges a finding as it is now, in place of an earlier acknowledgement of it.
  ///
  /// - Parameters:
  ///   - id: the beginning of its name, at least enough to tell it from the others.
  ///   - reason: why it needs no attention.
  ///   - until: the last day on which that holds; nil for good.
  /// - Returns: the acknowledgement, and the finding's name.
  /// - Throws: ``Failure`` if there isn't exactly one such finding.
  package func acknowledge(
    _ id: String, reason: String, until: CalendarDay?
  ) throws -> (id: String, Acknowledgement) {
    let pricer = try run.pricer()
    let ledger = try run.existingLedger(isDryRun ? .dryRun : .readWrite)
    return try ledger.withWrites {
      try run.reprice(ledger, by: pricer)
      try ledger.advance(asOf: run.now, by: pricer)
      let findings = NightFinding.all(try run.findingsOfAllDays(in: ledger))
      let ids = FindingIDs(findings.map(\.key))
      let key = try ids.key(
        id, missing: "no such finding; piledger reconcile shows the id of each")
      let today = run.today(in: ledger)
      if let until, until < today {
        throw Failure(
          .usage, "--until \(until): expected \(today) or a later day, since it is over")
      }
      guard let finding = findings.first(where: { $0.key == key }) else {
        throw Failure(.internalFailure, "\(id): the finding has no figures")
      }
      let acknowledgement = Acknowledgement(
        of: finding, reason: reason, until: until, givenAt: run.now)
      try ledger.keep(acknowledgement)
      return (ids[key], acknowledgement)
    }
  }

  /// Removes an acknowledgement, and returns its name.
  package func remove(_ id: String) throws -> (id: String, FindingKey) {
    let ledger = try run.existingLedger(isDryRun ? .dryRun : .readWrite)
    return try ledger.withWrites {
      let ids = FindingIDs(try ledger.acknowledgements(asOf: run.now).map(\.key))
      let key = try ids.key(
        id, missing: "no such acknowledgement; piledger acknowledge lists them")
      try ledger.removeAcknowledgement(of: key)
      return (ids[key], key)
    }
  }

  /// What is acknowledged, and what has become of it.
  package func list() throws -> Acknowledgements {
    try run.acknowledgements(in: run.ledger(.readOnly))
  }
}

extension Run {
  /// What is acknowledged, and what has become of it.
  package func acknowledgements(in ledger: LedgerStore) throws -> Acknowledgements {
    let given = try ledger.acknowledgements(asOf: clock)
    guard !given.isEmpty else { return .none }
    // A finding is acknowledged as a whole, whatever a report is narrowed to.
    let whole = reckoning(narrowedTo: .none)
    return Acknowledgements(
      given, of: try whole.findingsOfAllDays(in: ledger), on: today(in: ledger))
  }

  /// The findings over all days through now, acknowledged ones included.
  package func findingsOfAllDays(
    in ledger: LedgerStore, listing extent: FindingTasks.Extent = .none
  ) throws -> [Finding] {
    let period = ReportPeriod(since: nil, until: today(in: ledger))
    let rows = try ledger.reader(in: period, asOf: now).lines()
    let account = try AccountSide(
      ledger, run: self, period: period, rowsOfAllDays: rows, listing: extent)
    return ReconciliationResult(
      rows: rows, period: period, undatedTasks: 0, accountFindings: account.findings,
      drifts: account.drifts, tasks: account.tasks
    ).findings
  }
}
