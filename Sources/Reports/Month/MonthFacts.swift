package import Budgets
package import Domain
package import Reconciliation

/// What a month's report is made of, as the ledger has it.
package struct MonthFacts: Sendable {
  /// What API keys spent by the account history.
  package struct Keys: Sendable {
    package let spends: [KeySpend]
    package let unit: HistoryUnit?
    /// The user's names of keys by their ids.
    package let names: [String: String]

    package init(spends: [KeySpend], unit: HistoryUnit?, names: [String: String]) {
      (self.spends, self.unit, self.names) = (spends, unit, names)
    }
  }

  /// What the account held in the month.
  package struct Wallet: Sendable {
    package let windows: [WalletWindow]
    package let topUps: [TopUp]

    package init(windows: [WalletWindow], topUps: [TopUp]) {
      (self.windows, self.topUps) = (windows, topUps)
    }
  }

  package let month: CalendarMonth
  /// The days of which it is known what they cost at the moment that counts as now.
  package var known: KnownDays
  package let rows: [LedgerLine]
  /// The rows of the month before.
  package let rowsBefore: [LedgerLine]
  package let undatedTasks: Int
  /// Records that could not be read, of all times.
  package let unreadable: UnreadableRecords
  /// The lines of the month before and of the month, with their rates.
  package let ratedRows: [LedgerLine]
  /// What stands under the coverage.
  package let notes: [String]
  package let accountFindings: [Finding]
  /// Changes of prices that the card does not have.
  package let drifts: [PriceDrift]
  /// Nil without account history.
  package let keys: Keys?
  /// Nil without balance snapshots.
  package let wallet: Wallet?
  /// How budgets stand at the end of the month, or now.
  package let budgets: [BudgetStatus]
  /// What is paid on fixed days of the month before and of the month.
  package let payments: [DatedCharge]
  /// Nil where too few days are known for a forecast.
  package let outlook: MonthOutlook?

  package init(
    month: CalendarMonth, known: KnownDays, rows: [LedgerLine], rowsBefore: [LedgerLine],
    undatedTasks: Int = 0, unreadable: UnreadableRecords = .none, ratedRows: [LedgerLine] = [],
    notes: [String] = [], accountFindings: [Finding] = [], drifts: [PriceDrift] = [],
    keys: Keys? = nil,
    wallet: Wallet? = nil, budgets: [BudgetStatus] = [], payments: [DatedCharge] = [],
    outlook: MonthOutlook? = nil
  ) {
    (self.month, self.known) = (month, known)
    (self.rows, self.rowsBefore) = (rows, rowsBefore)
    (self.undatedTasks, self.unreadable) = (undatedTasks, unreadable)
    self.ratedRows = ratedRows
    (self.notes, self.accountFindings) = (notes, accountFindings)
    self.drifts = drifts
    (self.keys, self.wallet) = (keys, wallet)
    (self.budgets, self.payments, self.outlook) = (budgets, payments, outlook)
  }
}
