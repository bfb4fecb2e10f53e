package import Domain
import GRDB
import Queries
package import Reconciliation

extension LedgerStore {
  /// The accounts with balance snapshots.
  package func walletAccounts() throws -> [String] {
    try database.read { try String.fetchAll($0, sql: Query.accountsOfSnapshots.sql) }
  }

  /// What the account holds at a moment; nil without snapshots, or with those of several accounts.
  ///
  /// - Parameters:
  ///   - asOf: later snapshots do not count.
  ///   - rows: the reconciled rows of all days.
  /// - Returns: the state of the wallet.
  /// - Throws: GRDB's error for what SQLite reports.
  package func wallet(asOf: Instant, rows: [LedgerLine]) throws -> WalletState? {
    guard try walletAccounts().count == 1 else { return nil }
    let books = try rollForward(asOf: asOf)
    guard let latest = books.steps.last?.snapshot else { return nil }
    let totals = Totals(rows)
    return WalletState(
      asOf: asOf, latest: latest, since: try since(latest.observedAt, until: asOf, books: books),
      basis: books.basis, windows: books.windows.filter { $0.openingAt != nil },
      rate: try spendRate(rows, asOf: asOf),
      unit: WalletUnit(books.steps.map(\.snapshot)), commitment: totals.commitment,
      openTasks: totals.openTasks)
  }

  /// The windows between the snapshots up to a moment, the first without an opening; none with
  /// snapshots of several accounts.
  package func walletWindows(asOf: Instant) throws -> [WalletWindow] {
    guard try walletAccounts().count == 1 else { return [] }
    return try rollForward(asOf: asOf).windows
  }

  private func rollForward(asOf: Instant) throws -> RollForward {
    try database.read { try WalletBooks(calendar: calendar).rollForward(asOf: asOf, in: $0) }
  }

  private func since(
    _ moment: Instant, until asOf: Instant, books: RollForward
  ) throws -> WalletState.Since {
    try database.read { database in
      let span: StatementArguments = ["from": moment.nanoseconds, "until": asOf.nanoseconds]
      let row = try Row.fetchOne(
        database, sql: Query.spendSince.sql, arguments: span + ["basis": books.basis.rawValue])
      let unlogged =
        try HistoryUnit.isProved(in: database)
        ? try Int64.fetchOne(database, sql: Query.unloggedSince.sql, arguments: span) ?? 0 : 0
      return WalletState.Since(
        topUps: books.pending.topUps.reduce(.zero) { $0 + $1.amount },
        charged: books.pending.charges.reduce(.zero) { $0 + $1.amount },
        billed: Points(row?["points"] ?? 0), unlogged: Points(unlogged),
        tasks: row?["tasks"] ?? 0)
    }
  }

  /// Of the days whose spend is known: tasks that only the history shows are among the rows.
  private func spendRate(_ rows: [LedgerLine], asOf: Instant) throws -> SpendRate {
    let days = try knownDays(asOf: asOf).days
    guard let last = days?.upperBound,
      let period = SpendRate.period(through: last, firstDay: days?.lowerBound),
      let first = period.since
    else { return SpendRate(spent: .zero, days: 0) }
    let rows = rows.filter { $0.day.map(period.contains) ?? false }
    return SpendRate(
      spent: rows.reduce(.zero) { $0 + ($1.billed ?? .zero) * $1.tasks },
      days: last.number - first.number + 1,
      tasksWithoutAmount: rows.reduce(0) { $0 + ($1.verdict == .unmetered ? $1.tasks : 0) })
  }
}

extension LedgerStore {
  /// The finding for a window whose change is unexplained.
  package func finding(of window: WalletWindow) -> Finding {
    window.finding(days: days(of: window))
  }

  /// Whether a window has a day of a period.
  package func overlaps(_ window: WalletWindow, _ period: ReportPeriod) -> Bool {
    let (first, last) = days(of: window)
    return (period.until.map { first <= $0 } ?? true) && (period.since.map { $0 <= last } ?? true)
  }

  private func days(of window: WalletWindow) -> (CalendarDay, CalendarDay) {
    let last = calendar.day(of: window.closingAt)
    return (window.openingAt.map(calendar.day) ?? last, last)
  }
}
