import Domain
import GRDB
import Intake
import Queries
import Reconciliation

/// The accounts and days whose tasks are in the ledger as usage lines: what comes of them task by
/// task would count twice.
struct UsageDays {
  private struct Covered {
    /// Nil if the lines do not name one, so that it may be any.
    let accountID: Int64?
    let day: Int64
    let batch: String
    let place: String
  }

  private let days: [Int64: [Covered]]

  init(in database: Database) throws {
    let rows = try Row.fetchAll(database, sql: Query.usageDays.sql).map { row in
      Covered(
        accountID: row["account_id"], day: row["day"], batch: row["batch"],
        place: "\(VisibleText.line(row["source"])):\(row["line"] as Int)")
    }
    days = Dictionary(grouping: rows, by: \.day)
  }

  var isEmpty: Bool { days.isEmpty }

  func contains(day: Int64) -> Bool { days[day] != nil }

  /// Why a task of an account and day is not taken; nil if it is.
  func refusal(day: Int64, accountID: Int64?) -> String? {
    let covered = days[day]?.first {
      $0.accountID == nil || accountID == nil || $0.accountID == accountID
    }
    return covered.map {
      "the ledger has the tasks of \(TaskKey.name(ofDay: day)) as usage lines of batch "
        + "\(VisibleText.line($0.batch)), from \($0.place): a day is counted in one way, by tasks or "
        + "by usage lines"
    }
  }
}
