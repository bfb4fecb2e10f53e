import Budgets
import Domain
import Ledger
import Reconciliation

extension Run {
  /// What is paid on fixed days of a period; without an end it ends today.
  func payments(in period: ReportPeriod, _ ledger: LedgerStore) -> [DatedCharge] {
    configuration.fixedCharges.payments(in: period, today: today(in: ledger))
  }

  /// What credits cost in cash, by the top-ups of the ledger.
  func cashPrice(_ ledger: LedgerStore) throws -> CashPrice {
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
  func rows(
    in period: ReportPeriod, of ledger: LedgerStore, money: Money,
    dividedBy division: LedgerLine.Division = .whole
  ) throws -> [LedgerLine] {
    let rows = try ledger.reader(in: period, asOf: now, dividedBy: division).lines()
    guard money == .cash else { return rows }
    return try cashPrice(ledger).rows(inCash: rows)
  }

  /// Says where tags are not those of the present rules, or not all counted; a report never writes.
  func warnIfTagsAreOld(_ ledger: LedgerStore) throws {
    guard !options.quiet else { return }
    if try ledger.tagRules() != configuration.tagRules {
      Console.error(
        "the ledger was tagged by other rules; piledger reconcile tags it by the present ones")
    } else if try ledger.uncountedTagDays() > 0 {
      Console.error("a run was cut off before tags were counted; piledger reconcile counts them")
    }
  }
}
