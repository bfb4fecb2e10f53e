import Budgets
package import Domain
package import Ledger
package import Reconciliation

/// Figures of some tasks only. What belongs to no task is then left out.
extension Run {
  /// The same run, whose figures are of the tasks that a filter keeps; API keys may be given by
  /// their names in the configuration.
  package func narrowed(to filter: LineFilter) -> Run {
    reckoning(narrowedTo: filter.replacingKeyNames(configuration.apiKeyNames))
  }

  /// A reader of the tasks that the run's figures are of, with the verdicts at its moment.
  package func reader(
    of ledger: LedgerStore, in period: ReportPeriod = .all,
    dividedBy division: LedgerLine.Division = .whole
  ) -> LedgerReader {
    ledger.reader(in: period, asOf: now, dividedBy: division, where: filter)
  }

  /// What the run's figures rest on.
  package func basis(of ledger: LedgerStore) throws -> ReportBasis {
    try ledger.reportBasis(asOf: now, where: filter)
  }

  /// The days of which the run's figures are known.
  package func knownDays(of ledger: LedgerStore) throws -> KnownDays {
    try ledger.knownDays(asOf: now, where: filter)
  }

  /// Warns of values that no task has.
  ///
  /// - Throws: `LineFilterError` for a field that no SKU has.
  package func warnOfUnmetFilter(_ ledger: LedgerStore) throws {
    for complaint in try reader(of: ledger).unmetConditions() { notices.warning(complaint) }
  }

  /// How far the figures of lines can be trusted.
  package func coverage(of lines: [LedgerLine], in ledger: LedgerStore) throws -> Coverage {
    var coverage = Coverage(Totals(lines), undatedTasks: try undatedTasks(in: ledger))
    coverage.filter = filter
    coverage.unreadable = try unreadableRecords(in: ledger)
    return coverage
  }

  /// The tasks without a creation time, which belong to no period.
  func undatedTasks(in ledger: LedgerStore) throws -> Int {
    let all = try ledger.undatedTasks()
    guard !filter.isNone, all > 0 else { return all }
    return try reader(of: ledger).lines().reduce(0) { $1.day == nil ? $0 + $1.tasks : $0 }
  }

  /// None in a narrowed run, since nobody knows to which tasks they belong.
  func unreadableRecords(in ledger: LedgerStore) throws -> UnreadableRecords {
    filter.isNone ? try ledger.unreadableRecords() : .none
  }

  /// The accounts that the run's figures are of; nil for all.
  func accounts(of ledger: LedgerStore) throws -> [String]? {
    guard !filter.isNone else { return nil }
    let all = try ledger.accounts()
    let kept = all.filter(filter.keeps)
    return all.count > 1 || kept.isEmpty ? kept : nil
  }

  /// Tells what of an account belongs to the run's figures, given the account, which is nil for the
  /// ledger's only one.
  private func accountTest(in ledger: LedgerStore) throws -> (String?) -> Bool {
    guard !filter.isNone else { return { _ in true } }
    let (filter, only) = (filter, try ledger.accounts().first)
    return { account in (account ?? only).map(filter.keeps) ?? false }
  }

  /// What the accounts hold that the run's figures are of; of other filters, none.
  ///
  /// - Parameters:
  ///   - ledger: the ledger.
  ///   - rows: the reconciled rows of all days.
  /// - Returns: the states of their wallets.
  /// - Throws: an error if the ledger can't be read.
  package func wallets(of ledger: LedgerStore, rows: [LedgerLine]) throws -> [WalletState] {
    guard filter.isOfAccounts else { return [] }
    let isKept = try accountTest(in: ledger)
    return try ledger.wallets(asOf: clock, rows: rows).filter { isKept($0.account) }
  }

  /// The windows between the snapshots of these accounts up to a moment.
  package func walletWindows(of ledger: LedgerStore, asOf: Instant) throws -> [WalletWindow] {
    let isKept = try accountTest(in: ledger)
    return try ledger.walletWindows(asOf: asOf).filter { isKept($0.account) }
  }

  /// What the owners of these accounts have recorded.
  package func walletEntries(of ledger: LedgerStore) throws -> WalletEntries {
    try ledger.walletEntries().kept(accountTest(in: ledger))
  }

  /// None in a narrowed run, since they are due whatever tasks cost.
  var fixedCharges: [FixedCharge] { filter.isNone ? configuration.fixedCharges : [] }
}

extension LineFilter {
  /// With ids in place of the user's names for API keys, by id.
  fileprivate func replacingKeyNames(_ names: [String: String]) -> LineFilter {
    let ids = Dictionary(
      names.map { (ProviderName.key($0.value), $0.key) }, uniquingKeysWith: min)
    return LineFilter(
      conditions: conditions.map { condition in
        guard condition.dimension == .key else { return condition }
        return Condition(
          .key, isNegated: condition.isNegated,
          values: condition.values.map { ids[ProviderName.key($0)] ?? $0 })
      })
  }
}
