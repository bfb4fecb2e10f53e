import Domain
import Ledger
import TestSupport
import Testing

/// The balance is compared with what lines booked too.
@Suite struct UsageLineWalletTests {
  @Test func `what lines booked explains the change of the balance, and the check agrees`() throws {
    let scenario = try LedgerScenario()
    let account = { (usd: String) in #"{"equivalent_in_usd":\#(usd),"name":"studio"}"# }
    try scenario.importing(account("10"), from: "20260506T000000Z-account.json")
    try scenario.importing([SourceText("lines.ndjson", [UsageLineText.images])])
    try scenario.importing(account("9.86"), from: "20260507T000000Z-account.json")
    #expect(
      try scenario.table("SELECT billed_points, unexplained_points, tasks FROM v_wallet") == [
        ["1400000", "0", "5"]
      ])
    #expect(try scenario.opened().check(by: SmallCard().pricer).all == [])
  }

  @Test func `a history row of a day that lines count is no finding, and counts nowhere`() throws {
    let scenario = try LedgerScenario()
    let page = HistoryText.page()
    try scenario.importing(page, from: "history.json")
    let before = try scenario.table("SELECT day, count(*) FROM history_entry GROUP BY day")
    let day = try #require(before.first?.first.flatMap { Int($0) })
    let text = CalendarDay(number: day).description
    let line = UsageLineText.images.replacing("2026-05-06", with: text)
    try scenario.importing([SourceText("lines.ndjson", [line])])
    #expect(try scenario.table("SELECT DISTINCT comparison FROM history_entry") == [["4"]])
    #expect(try scenario.table("SELECT kind FROM v_finding WHERE kind LIKE '%history%'") == [])
    #expect(try scenario.opened().check(by: SmallCard().pricer).all == [])
  }
}
