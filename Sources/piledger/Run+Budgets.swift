import Billing
import Budgets
import Ledger
import Reconciliation

extension Run {
  /// The budgets with what their scopes have spent, in the order of the configuration, and the
  /// coverage of all spend.
  func budgetBooks(
    _ ledger: LedgerStore, money: Money
  ) throws -> (books: [BudgetBook], coverage: Coverage) {
    let budgets = configuration.budgets
    guard !budgets.isEmpty else { return ([], Coverage(Totals(), undatedTasks: 0)) }
    let today = today(in: ledger)
    let withTags = budgets.contains { !$0.scope.tags.isEmpty }
    let rows = try rows(
      in: ReportPeriod(since: nil, until: today), of: ledger, money: money, withTags: withTags)
    let days = rows.compactMap(\.day)
    let known = (days.min() ?? today)...(days.max() ?? today)
    let price = money == .cash ? try cashPrice(ledger) : nil
    let books = try budgets.map { budget in
      let spend =
        budget.scope.apiKeyIDs.isEmpty
        ? DailySpend(rows.lazy.filter(budget.scope.contains))
        : try keySpend(of: budget.scope.apiKeyIDs, in: ledger, price: price)
      return BudgetBook(
        budget, spend: spend, charges: configuration.fixedCharges, known: known, today: today)
    }
    return (books, Coverage(Totals(rows), undatedTasks: try ledger.undatedTasks()))
  }

  /// What API keys spent day by day, by the tasks that the history says are theirs.
  private func keySpend(
    of apiKeyIDs: [String], in ledger: LedgerStore, price: CashPrice?
  ) throws -> DailySpend {
    var days: [CalendarDay: DailySpend.Day] = [:]
    for spend in try ledger.dailyKeySpend() where apiKeyIDs.contains(spend.apiKeyID) {
      days[spend.day, default: DailySpend.Day()].billed += spend.billed
      days[spend.day, default: DailySpend.Day()].commitment += spend.frozen
    }
    guard let price else { return DailySpend(days) }
    return DailySpend(
      Dictionary(
        uniqueKeysWithValues: days.map { day, spend in
          (
            day,
            DailySpend.Day(
              billed: price.cash(of: spend.billed, on: day),
              commitment: price.cash(of: spend.commitment, on: day))
          )
        }))
  }
}
