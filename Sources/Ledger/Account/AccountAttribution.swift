import Domain
import GRDB
import Queries
import RateCards

/// Gives tasks that tell no account that of the history rows that name them.
///
/// Only in a ledger of several accounts: in one of a single account all tasks are of it. A task is
/// given its account with its outcome: its state is what answers say of it.
enum AccountAttribution {
  private static let setting = "accounts_are_told_by_history"

  static func isDone(in database: Database) throws -> Bool {
    try LedgerStore.setting(setting, in: database) != nil
  }

  /// Has all tasks that the history names compared again, if that is new.
  static func prepare(in database: Database) throws {
    guard try AccountNames(in: database).areSeveral, try !isDone(in: database) else { return }
    try database.execute(
      sql: Query.staleTasksOfEntries.sql, arguments: ["has_other_unit": true])
    try LedgerStore.put(setting, "1", in: database)
  }

  /// Gives the tasks that are compared their accounts.
  static func run(
    calendar: AccountingCalendar, pricer: Pricer, asOf: Instant, in database: Database
  ) throws {
    guard try isDone(in: database) else { return }
    // Read before anything is written: what is written would be read again.
    let rows = try Row.fetchAll(database, sql: Query.accountsOfStaleTasks.sql)
    guard !rows.isEmpty else { return }
    var tasks = try TaskWriter(calendar: calendar, pricer: pricer, asOf: asOf, in: database)
    for row in rows {
      let day: Int64 = row["day"]
      let previous = try tasks.table.task(
        idHigh: row["id_high"], idLow: row["id_low"], day: day, within: day...day, in: database)
      guard let previous else { continue }
      // Violations are counted by account.
      if let day = tasks.violationDay(of: previous.record) { tasks.violationDays.insert(day) }
      try tasks.rejudge(
        previous, penalty: previous.outcome.key.penalty, account: row["account"], in: database)
    }
    try tasks.finishBatch(in: database)
  }
}
