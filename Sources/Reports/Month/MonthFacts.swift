package import Budgets
package import Domain
package import Reconciliation

/// The ledger data that a monthly report is built from.
package struct MonthFacts: Sendable {
  /// The spend of API keys, according to the account history.
  package struct Keys: Sendable {
    package let spends: [KeySpend]
    package let unit: HistoryUnit?
    /// The user's names for keys, by ID.
    package let names: [String: String]

    package init(spends: [KeySpend], unit: HistoryUnit?, names: [String: String]) {
      (self.spends, self.unit, self.names) = (spends, unit, names)
    }
  }

  /// The account's balances in the month.
  package struct Wallet: Sendable {
    package let windows: [WalletWindow]
    package let entries: WalletEntries

    package init(windows: [WalletWindow], entries: WalletEntries) {
      (self.windows, self.entries) = (windows, entries)
    }
  }

  package let month: CalendarMonth
  /// The days whose cost is known as of now.
  package var known: KnownDays
  package let rows: [LedgerLine]
  /// The rows of the month before.
  package let rowsBefore: [LedgerLine]
  package let undatedTasks: Int
  /// Records that couldn't be read, of any date.
  package let unreadable: UnreadableRecords
  /// What the month is narrowed to.
  package let filter: LineFilter
  /// The lines of the month and of the month before, with their rates.
  package let ratedRows: [LedgerLine]
  /// The notes below the coverage.
  package let notes: [String]
  package let accountFindings: [Finding]
  /// Price changes that the card doesn't have.
  package let drifts: [PriceDrift]
  /// The tasks of the findings in the rows.
  package let tasks: FindingTasks
  /// Which findings need no attention.
  package let acknowledgements: Acknowledgements
  /// What a claim for the month would hold; nil if that isn't known.
  package let claim: ClaimDraft?
  /// Nil without account history.
  package let keys: Keys?
  /// Nil without balance snapshots.
  package let wallet: Wallet?
  /// The status of budgets at the end of the month, or now.
  package let budgets: [BudgetStatus]
  /// The fixed charges of the month and of the month before.
  package let payments: [DatedCharge]
  /// Nil if too few days are known for a forecast.
  package let outlook: MonthOutlook?
  /// Nil if amounts are in USD alone.
  package let rates: ExchangeRates?

  package init(
    month: CalendarMonth, known: KnownDays, rows: [LedgerLine], rowsBefore: [LedgerLine],
    undatedTasks: Int = 0, unreadable: UnreadableRecords = .none, filter: LineFilter = .none,
    ratedRows: [LedgerLine] = [],
    notes: [String] = [], accountFindings: [Finding] = [], drifts: [PriceDrift] = [],
    tasks: FindingTasks = .none,
    acknowledgements: Acknowledgements = .none, claim: ClaimDraft? = nil, keys: Keys? = nil,
    wallet: Wallet? = nil, budgets: [BudgetStatus] = [], payments: [DatedCharge] = [],
    outlook: MonthOutlook? = nil, rates: ExchangeRates? = nil
  ) {
    (self.month, self.known) = (month, known)
    (self.rows, self.rowsBefore) = (rows, rowsBefore)
    (self.undatedTasks, self.unreadable) = (undatedTasks, unreadable)
    (self.filter, self.ratedRows) = (filter, ratedRows)
    (self.notes, self.accountFindings) = (notes, accountFindings)
    self.tasks = tasks
    (self.drifts, self.acknowledgements) = (drifts, acknowledgements)
    self.claim = claim
    (self.keys, self.wallet) = (keys, wallet)
    (self.budgets, self.payments, self.outlook) = (budgets, payments, outlook)
    self.rates = rates
  }
}
