package import Budgets
package import Domain
package import Ledger
package import Reconciliation

/// The kind of money that amounts are shown in.
package enum Money: String, CaseIterable, Sendable {
  /// What the provider books.
  case credits
  /// What was paid for these credits, by top-ups and their bonuses.
  case cash
}

extension Run {
  /// What is paid on fixed days of a period; without an end it ends today.
  package func payments(in period: ReportPeriod, _ ledger: LedgerStore) -> [DatedCharge] {
    configuration.fixedCharges.payments(in: period, today: today(in: ledger))
  }

  /// What credits cost in cash, by the top-ups of the ledger.
  package func cashPrice(_ ledger: LedgerStore) throws -> CashPrice {
    let price = CashPrice(
      topUps: try ledger.topUps(), fixedCharges: payments(in: .all, ledger))
    guard let price else {
      throw Failure(
        .noInput,
        "what credits cost is not known: no top-up is written down; piledger wallet add-top-up "
          + "does that")
    }
    return price
  }

  /// The rows of a period in some money.
  package func rows(
    in period: ReportPeriod, of ledger: LedgerStore, money: Money,
    dividedBy division: ReconciledRow.Division = .whole
  ) throws -> [ReconciledRow] {
    let rows = try ledger.rows(in: period, asOf: now, dividedBy: division)
    guard money == .cash else { return rows }
    return try cashPrice(ledger).rows(inCash: rows)
  }

  /// Says where tags are not those of the present rules, or not all counted; a report never writes.
  package func warnIfTagsAreOld(_ ledger: LedgerStore) throws {
    if try ledger.tagRules() != configuration.tagRules {
      notices.warning(
        "the ledger was tagged by other rules; piledger reconcile tags it by the present ones")
    } else if try ledger.uncountedTagDays() > 0 {
      notices.warning("a run was cut off before tags were counted; piledger reconcile counts them")
    }
  }
}
