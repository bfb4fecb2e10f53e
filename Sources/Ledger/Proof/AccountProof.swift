import Domain
import GRDB
import Queries
import Reconciliation

/// Proves what follows from the account's history and balances: how history entries are linked to
/// tasks, where both differ, and the windows between balances.
struct AccountProof {
  private let calendar: AccountingCalendar

  /// What is still to be compared with the account's side is left out.
  static func check(
    _ differences: inout Differences, calendar: AccountingCalendar, in database: Database
  ) throws {
    guard try !(Bool.fetchOne(database, sql: Query.comparisonWaits.sql) ?? false) else { return }
    let proof = AccountProof(calendar: calendar)
    let known = try Row.fetchOne(database, sql: Query.accountSideIsKnown.sql)
    try proof.checkAccounts(&differences, in: database)
    if known?["has_history"] ?? false {
      try proof.checkEntries(&differences, in: database)
      try proof.checkDifferences(&differences, in: database)
    }
    if known?["has_snapshots"] ?? false { try proof.checkWindows(&differences, in: database) }
  }

  /// The accounts of tasks that no answer tells.
  private func checkAccounts(_ differences: inout Differences, in database: Database) throws {
    let rows = try Row.fetchCursor(
      database, sql: Query.accountsCheck.sql,
      arguments: ["are_told": try AccountAttribution.isDone(in: database)])
    while let row = try rows.next() {
      let words = { (account: String?) in account.map { "\(VisibleText.line($0))" } ?? "none" }
      differences.add(
        "\(TaskKey(row: row)): its account is \(words(row["stored"])), and "
          + "\(words(row["account"])) by the history")
    }
  }

  private func checkEntries(_ differences: inout Differences, in database: Database) throws {
    let perUnit = try HistoryUnit.storedPointsPerUnit(in: database)
    let rows = try Row.fetchCursor(database, sql: Query.entriesCompared.sql)
    while let row = try rows.next() {
      let entry = HistoryEntry(row: row)
      let link = HistoryLink(entry, calendar: calendar, pointsPerUnit: perUnit)
      var words = link.differences(to: row)
      let comparison: Int64 = row["comparison"]
      let isFound = (row["stored_day"] as Int64?) != nil
      if entry.isDeleted != (comparison == 3) {
        words.append("comparison \(comparison)")
      } else if comparison == 1 || (row["task_day"] as Int64?) != nil, !isFound {
        words.append("the day of its task")
      }
      guard !words.isEmpty else { continue }
      differences.add(
        "history entry \(VisibleText.line(entry.entryID, limit: 100)) of task \(entry.task.text): "
          + "not what follows from the entry: \(words.joined(separator: ", "))")
    }
  }

  private func checkDifferences(_ differences: inout Differences, in database: Database) throws {
    let span = HistorySpan(text: try LedgerStore.setting("history_span", in: database) ?? "")
    let rows = try Row.fetchCursor(
      database, sql: Query.differencesCheck.sql,
      arguments: [
        "first": span.first?.nanoseconds, "last": span.last?.nanoseconds,
        "are_several": try AccountNames(in: database).areSeveral,
      ])
    while let row = try rows.next() {
      let isStored: Bool = row["is_stored"]
      differences.add(
        "\(TaskKey(row: row)): "
          + (isStored
            ? "answers and history do not differ as it is stored"
            : "answers and history differ, which is not stored"))
    }
  }

  private func checkWindows(_ differences: inout Differences, in database: Database) throws {
    let stored = try Row.fetchAll(database, sql: Query.storedWindows.sql)
    guard !stored.isEmpty else { return }
    let accounts = try WalletAccount.withBooks(in: database)
    let spends = try Row.fetchAll(
      database, sql: Query.spendCheck.sql,
      arguments: ["sole_account": accounts.first(where: \.isOnly)?.key])
    for row in spends {
      let (basis, day): (String, Int64) = (row["basis"], row["day"])
      let (kept, counted): (Int64, Int64) = (row["stored"], row["counted"])
      differences.add(
        "\(TaskKey.name(ofDay: day)): the wallet has \(kept) points by the time that tasks were "
          + "\(basis), the tasks come to \(counted)")
    }
    let books = WalletBooks(calendar: calendar)
    let windows = try accounts.flatMap { try books.rollForward(of: $0, in: database).windows }
    // A snapshot that came since has no window yet.
    guard windows.count == stored.count else { return }
    for (window, row) in zip(windows, stored) where !window.isStored(as: row) {
      differences.add(
        "the wallet's window that ends at \(window.closingAt): its figures do not follow from "
          + "the balances and the tasks")
    }
  }
}

extension HistoryLink {
  /// The columns of a stored entry that do not follow from what it says.
  fileprivate func differences(to row: Row) -> [String] {
    columns.filter { name, value in (row[name] as Int64?) != value }.map(\.0)
  }
}

extension WalletWindow {
  fileprivate func isStored(as row: Row) -> Bool {
    columns.allSatisfy { name, value in (row[name] as Int64?) == value }
      && (row["detail"] as String) == detail
  }
}
