package import Domain
import GRDB
import Queries
package import Reconciliation

extension LedgerStore {
  /// The accounts with balance snapshots.
  package func walletAccounts() throws -> [String] {
    try database.read { try String.fetchAll($0, sql: Query.accountsOfSnapshots.sql) }
  }

  /// The booked tasks of which nothing tells the account, in a ledger of several.
  package func tasksOfNoAccount() throws -> Int {
    try database.read { try WalletAccount.tasksOfNone(in: $0) }
  }

  /// What each account with balance snapshots holds at a moment; none if nothing tells whose some
  /// tasks are.
  ///
  /// - Parameters:
  ///   - asOf: later snapshots do not count.
  ///   - rows: the reconciled rows of all days.
  /// - Returns: the states of the wallets, by account.
  /// - Throws: GRDB's error for what SQLite reports.
  package func wallets(asOf: Instant, rows: [LedgerLine]) throws -> [WalletState] {
    try database.read { try WalletAccount.withBooks(in: $0) }.compactMap { account in
      let own = account.isOnly ? rows : rows.filter { $0.account == account.key }
      let books = try rollForward(of: account, asOf: asOf)
      guard let latest = books.steps.last?.snapshot else { return nil }
      let totals = Totals(own)
      return WalletState(
        account: account.name, asOf: asOf, latest: latest,
        since: try since(latest.observedAt, until: asOf, of: account, books: books),
        basis: books.basis, windows: books.windows.filter { $0.openingAt != nil },
        rate: try spendRate(own, of: account, asOf: asOf),
        unit: WalletUnit(books.steps.map(\.snapshot)), commitment: totals.commitment,
        openTasks: totals.openTasks)
    }
  }

  /// The windows between the snapshots of each account up to a moment, the first of each without an
  /// opening.
  package func walletWindows(asOf: Instant) throws -> [WalletWindow] {
    try database.read { try WalletAccount.withBooks(in: $0) }
      .flatMap { try rollForward(of: $0, asOf: asOf).windows }
  }

  private func rollForward(of account: WalletAccount, asOf: Instant) throws -> RollForward {
    try database.read {
      try WalletBooks(calendar: calendar).rollForward(of: account, asOf: asOf, in: $0)
    }
  }

  private func since(
    _ moment: Instant, until asOf: Instant, of account: WalletAccount, books: RollForward
  ) throws -> WalletState.Since {
    try database.read { database in
      let span: StatementArguments =
        ["from": moment.nanoseconds, "until": asOf.nanoseconds] + account.arguments
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
  private func spendRate(
    _ rows: [LedgerLine], of account: WalletAccount, asOf: Instant
  ) throws -> SpendRate {
    let filter = LineFilter(conditions: [LineFilter.Condition(.account, values: [account.key])])
    let days = try knownDays(asOf: asOf, where: account.isOnly ? .none : filter).days
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
