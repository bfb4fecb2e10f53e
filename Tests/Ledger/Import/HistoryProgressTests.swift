import Domain
import Ledger
import TestSupport
import Testing

/// How far the account history was fetched.
@Suite struct HistoryProgressTests {
  private static let june = Instant(seconds: 1_780_272_000)

  @Test func `a new ledger has no history, and none that was fetched last`() throws {
    let folder = try TemporaryFolder()
    let ledger = try LedgerStore(path: folder.path("ledger.db"), access: .readWrite)
    #expect(try ledger.historyCompleteUntil(account: "12") == nil)
    #expect(try ledger.lastFetchedAccount() == nil)
  }

  @Test func `what is complete stays complete, separately for each account`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("ledger.db")
    let later = Instant(nanoseconds: Self.june.nanoseconds + 1)
    do {
      let ledger = try LedgerStore(path: path, access: .readWrite)
      try ledger.setHistoryComplete(until: later, account: "12")
      try ledger.setHistoryComplete(until: Self.june, account: "12")
      try ledger.setHistoryComplete(until: Self.june, account: "a 'hostile' name")
    }
    let ledger = try LedgerStore(path: path, access: .readOnly)
    #expect(try ledger.historyCompleteUntil(account: "12") == later)
    #expect(try ledger.historyCompleteUntil(account: "a 'hostile' name") == Self.june)
    #expect(try ledger.historyCompleteUntil(account: "13") == nil)
    #expect(try ledger.lastFetchedAccount() == "a 'hostile' name")
  }
}
