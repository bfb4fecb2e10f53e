import Domain
import Ledger
import Reconciliation
import Reporting

/// The reports on what results really cost.
enum UnitReportKind: String, Hashable, CaseIterable {
  case units
  case failures
  case retries
  case premiums

  func table(of ledger: LedgerStore, in period: ReportPeriod, run: Run) throws -> ReportTable {
    let reader = ledger.reader(in: period, asOf: run.now)
    return switch self {
    case .units: try UnitReport.table(try reader.lines(withRates: true))
    case .failures: FailureReport.table(Failures(try reader.lines()))
    case .retries: FailureReport.retries(try reader.retryChains())
    case .premiums:
      try PremiumReport.table(try reader.lines(withRates: true), pricer: try run.pricer())
    }
  }

  /// What a reader should know of it.
  var notes: [String] {
    switch self {
    case .units:
      [
        "ended tasks but those on the user's own account; what failures cost is shared by what was "
          + "delivered, rounded half up to a ten-millionth of a USD"
      ]
    case .failures: []
    case .retries:
      [
        "a retry is the same request of the same account, created within an hour after a failure "
          + "ended; a request is compared by its fields, of texts by their lengths, as the ledger "
          + "keeps no prompts"
      ]
    case .premiums:
      [
        "by the rate card: the price less what it would be without the one factor; of a task with "
          + "several, each stands by itself"
      ]
    }
  }
}
