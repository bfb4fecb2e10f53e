package import Domain
import GRDB
package import Intake
import Queries
package import RateCards
import Reconciliation

extension LedgerStore {
  /// Runs a batch in its own transaction or, in a dry run, inside the one that is rolled back.
  func writeBatch(_ body: (Database) throws -> Void) throws {
    guard access != .readOnly else {
      throw LedgerError.notWritable(path: database.path, reason: "it is open for reading")
    }
    try database.writeWithoutTransaction { database in
      if database.isInsideTransaction {
        try body(database)
      } else {
        try database.inTransaction {
          try UnreadValues.checked { try body(database) }
          return .commit
        }
      }
    }
  }

  /// Runs a closure that writes.
  ///
  /// In a dry run all writes are undone at the end.
  package func withWrites<Result>(_ body: () throws -> Result) throws -> Result {
    guard access == .dryRun else { return try body() }
    try database.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
    defer {
      try? database.writeWithoutTransaction { try $0.rollback() }
    }
    return try body()
  }

  /// Runs a closure whose writes are kept together once it ends, or not at all: what the ledger says
  /// is there, such as a letter in a file, then is.
  package func withOneWrite<Result>(_ body: () throws -> Result) throws -> Result {
    guard access == .readWrite else { return try body() }
    try database.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
    do {
      let result = try body()
      try database.writeWithoutTransaction { try $0.commit() }
      return result
    } catch {
      try? database.writeWithoutTransaction { try $0.rollback() }
      throw error
    }
  }

  /// Ensures that every task is priced by a card: if the ledger was priced by another one,
  /// everything is repriced and judged again, in one transaction.
  ///
  /// - Returns: whether that was needed.
  @discardableResult
  package func usePricer(_ pricer: Pricer, asOf: Instant) throws -> Bool {
    let fingerprint = pricer.card.fingerprint
    let calendar = calendar
    var isRepriced = false
    try writeBatch { database in
      let current = try LedgerStore.setting("card_fingerprint", in: database)
      guard current != fingerprint else { return }
      if current != nil {
        var repricing = Repricing(
          try TaskWriter(calendar: calendar, pricer: pricer, asOf: asOf, in: database))
        try repricing.run(in: database)
        try SumBound.proved(in: database)
        // The history's names may be others by this card.
        try LedgerStore.forget(HistoryUnit.appliedSetting, in: database)
        // The rules of time may have changed too.
        try LedgerStore.forget(VerdictShift.judgedAtSetting, in: database)
        isRepriced = true
      }
      try LedgerStore.put("card_fingerprint", fingerprint, in: database)
      try LedgerStore.put(
        "settlement_rules", try StoredJSON.text(of: pricer.card.rules), in: database)
      try LedgerStore.put("card_name", pricer.card.name, in: database)
    }
    return isRepriced
  }

  /// Turns SQLite's foreign key checks on or off: an import takes references from tables that it
  /// has just written, and ``check(scope:)`` verifies them afterwards.
  func setReferencesAreChecked(_ areChecked: Bool) throws {
    try database.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA foreign_keys = \(areChecked ? "ON" : "OFF")")
    }
  }

  /// Sets whether SQLite flushes each commit to disk.
  ///
  /// Without flushing, a power loss may undo the latest commits, though never part of one. A
  /// flushed commit flushes all before it.
  func setCommitsAreForced(_ areForced: Bool) throws {
    // A draft is flushed as a whole before it is renamed into place.
    guard draft == nil else { return }
    try database.writeWithoutTransaction { database in
      // A dry run is one transaction, in which it cannot be changed and need not be.
      guard !database.isInsideTransaction else { return }
      try database.execute(sql: "PRAGMA synchronous = \(areForced ? "FULL" : "NORMAL")")
    }
  }

  /// The sources that an import need not read again.
  ///
  /// Even if files are to be read again, it is still known which of them ended in mid-record.
  package func knownSources(isReread: Bool = false) throws -> KnownSources {
    try database.read { try SourceTable.known(isReread: isReread, in: $0) }
  }

  /// Compares what has changed with the account's side, whose history may end tasks, judges again the
  /// tasks whose verdict time alone can change, and counts the tags of days that have changed.
  ///
  /// The pricer's card is the one that all tasks of the ledger are priced by.
  package func advance(asOf: Instant, by pricer: Pricer) throws {
    let day = calendar.day(of: asOf)
    let comparison = AccountComparison(calendar: calendar, pricer: pricer, asOf: asOf)
    try writeBatch { database in
      try comparison.run(in: database)
      try VerdictShift.applyAll(asOf: asOf, foundOn: day, in: database)
      try TagRollup.refresh(foundOn: day, in: database)
    }
  }
}

/// How far an account's history was fetched.
extension LedgerStore {
  private static let lastAccountName = "history_account"

  private static func name(ofAccount account: String) -> String {
    "history_complete_until:\(account)"
  }

  /// The end of the last complete fetch of an account's history.
  package func historyCompleteUntil(account: String) throws -> Instant? {
    try database.read {
      try LedgerStore.setting(LedgerStore.name(ofAccount: account), in: $0)
    }.flatMap { Timestamp($0)?.instant }
  }

  /// The account whose history was fetched last.
  package func lastFetchedAccount() throws -> String? {
    try database.read { try LedgerStore.lastFetchedAccount(in: $0) }
  }

  static func lastFetchedAccount(in database: Database) throws -> String? {
    try LedgerStore.setting(lastAccountName, in: database).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Keeps how far an account's history was fetched under another name.
  static func renameHistoryProgress(
    of account: String, to name: String, in database: Database
  ) throws {
    guard let until = try setting(self.name(ofAccount: account), in: database) else { return }
    try put(self.name(ofAccount: name), until, in: database)
    try forget(self.name(ofAccount: account), in: database)
    guard try lastFetchedAccount(in: database) == account else { return }
    try put(lastAccountName, name, in: database)
  }

  /// Forgets how far an account's history was fetched.
  static func forgetHistoryProgress(of account: String, in database: Database) throws {
    try forget(name(ofAccount: account), in: database)
    if try lastFetchedAccount(in: database) == account {
      try forget(lastAccountName, in: database)
    }
  }

  /// Records that an account's history is in the ledger up to a moment; this never moves back.
  package func setHistoryComplete(until: Instant, account: String) throws {
    if let known = try historyCompleteUntil(account: account), known >= until { return }
    try writeBatch { database in
      try LedgerStore.put(
        LedgerStore.name(ofAccount: account), until.description, in: database)
      try LedgerStore.put(LedgerStore.lastAccountName, account, in: database)
    }
  }
}
