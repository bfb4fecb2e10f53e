package import Budgets
package import Domain
package import Ledger
package import Reconciliation

/// The kind of money that amounts are shown in.
package enum Money: String, CaseIterable, Sendable {
  /// What the provider charges.
  case credits
  /// What was paid for these credits, based on top-ups and their bonuses.
  case cash
}

extension Run {
  /// Fixed charges that are due in a period; an open-ended period ends today.
  package func payments(in period: ReportPeriod, _ ledger: LedgerStore) -> [DatedCharge] {
    fixedCharges.payments(in: period, today: today(in: ledger))
  }

  /// The cash price of credits, based on the ledger's top-ups.
  package func cashPrice(_ ledger: LedgerStore) throws -> CashPrice {
    let price = CashPrice(
      topUps: try ledger.topUps(),
      // They bring credits, whose price is the same for all tasks.
      fixedCharges: configuration.fixedCharges.payments(in: .all, today: today(in: ledger)))
    guard let price else {
      throw Failure(
        .noInput,
        "the cost of credits is unknown: no top-up has been entered; see piledger wallet "
          + "add-top-up")
    }
    return price
  }

  /// The rows of a period, in the given kind of money.
  package func rows(
    in period: ReportPeriod, of ledger: LedgerStore, money: Money,
    dividedBy division: LedgerLine.Division = .whole
  ) throws -> [LedgerLine] {
    let rows = try reader(of: ledger, in: period, dividedBy: division).lines()
    guard money == .cash else { return rows }
    return try cashPrice(ledger).rows(inCash: rows)
  }
}

extension Run {
  /// The budgets that a run shows: all, or those of the accounts that it is narrowed to.
  ///
  /// Any other filter leaves none, since a budget is for the spend of its own scope, not for a part of
  /// it.
  package var shownBudgets: [Budget] {
    guard !filter.isNone else { return configuration.budgets }
    guard filter.isOfAccounts else { return [] }
    return configuration.budgets.filter { budget in
      let accounts = budget.scope.accounts
      return !accounts.isEmpty
        && accounts.allSatisfy { $0.isExact && filter.keeps(account: $0.text) }
    }
  }

  /// The budgets with the spend of their scopes, in configuration order, and the coverage of all
  /// spend.
  package func budgetBooks(
    _ ledger: LedgerStore, money: Money, forecasters: LedgerForecasters
  ) throws -> (books: [BudgetBook], coverage: Coverage) {
    let budgets = shownBudgets
    guard !budgets.isEmpty else { return ([], Coverage(Totals(), undatedTasks: 0)) }
    let today = today(in: ledger)
    let hasTags = budgets.contains { !$0.scope.tags.isEmpty }
    let rows = try rows(
      in: ReportPeriod(since: nil, until: today), of: ledger, money: money,
      dividedBy: hasTags ? .tags : .whole)
    let earliest = rows.lazy.compactMap(\.day).min() ?? today
    let books = try budgets.map { budget in
      let scope = budget.scope
      let ofKeys =
        scope.apiKeyIDs.isEmpty
        ? nil
        : try ledger.reader(asOf: now, dividedBy: .keys).spendHistory()
      return BudgetBook(
        budget,
        spend: try ofKeys.map { try spend(of: scope, in: $0, of: ledger, money: money) }
          ?? DailySpend(rows.lazy.filter(scope.contains)),
        charges: configuration.fixedCharges,
        earliest: earliest, today: today, known: try known(to: scope, ofKeys, in: ledger),
        outlook: try budget.recurrence.period(of: today)
          .flatMap { try forecasters.outlook(of: budget, in: $0) })
    }
    return (books, try coverage(of: rows, in: ledger))
  }

  /// The days for which the spend of a scope is known; for API keys, those that the histories of
  /// their accounts cover.
  private func known(
    to scope: BudgetScope, _ ofKeys: SpendHistory?, in ledger: LedgerStore
  ) throws -> KnownDays {
    guard let ofKeys else { return try ledger.knownDays(asOf: now, where: scope.ofAccounts) }
    let accounts = Set(ofKeys.charges.filter(scope.contains).compactMap(\.account)).sorted()
    return try ledger.knownDaysOfKeys(
      asOf: now,
      where: LineFilter(
        conditions: accounts.isEmpty
          ? [] : [LineFilter.Condition(.account, values: accounts)]))
  }

  /// Daily spend by API key, for the tasks that the history assigns to each key.
  private func spend(
    of scope: BudgetScope, in history: SpendHistory, of ledger: LedgerStore, money: Money
  ) throws -> DailySpend {
    let spend = DailySpend(
      history.lines.lazy.filter { scope.contains(history.charges[$0.charge]) }.map(\.line))
    return money == .cash ? spend.inCash(try cashPrice(ledger)) : spend
  }
}
