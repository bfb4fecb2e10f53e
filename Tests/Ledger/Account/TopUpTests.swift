import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

@Suite struct TopUpTests {
  private static func topUp(_ amount: Int64, day: String = "2026-05-04") throws -> TopUp {
    TopUp(
      id: 0, day: try #require(CalendarDay(day)), at: nil, amount: Points(amount), kind: .credit,
      note: "bonus")
  }

  private static func add(
    _ amount: Int64, to scenario: LedgerScenario, allowsDuplicate: Bool = false
  ) throws -> Int64 {
    try scenario.opened(.readWrite).add(
      try topUp(amount), allowsDuplicate: allowsDuplicate, at: try moment(LedgerScenario.now))
  }

  @Test func `a top-up explains the rise of the balance, and its removal undoes that`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing([
      SourceText("20260504T020000Z.json", [AccountText.answer { $0.balance = "1" }]),
      SourceText("20260505T020000Z.json", [AccountText.answer { $0.balance = "3" }]),
    ])
    let unexplained = "SELECT unexplained_points FROM v_wallet"
    #expect(try scenario.table(unexplained) == [["20000000"]])
    let id = try Self.add(20_000_000, to: scenario)
    #expect(try scenario.table(unexplained) == [["0"]])
    #expect(try scenario.opened(.readWrite).removeTopUp(id))
    #expect(try scenario.table(unexplained) == [["20000000"]])
    #expect(try !scenario.opened(.readWrite).removeTopUp(id))
  }

  @Test func `the same day and amount twice is refused unless allowed`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let first = try Self.add(5, to: scenario)
    let refused = #expect(throws: DuplicateWalletEntry.self) { try Self.add(5, to: scenario) }
    #expect(refused?.id == first)
    _ = try Self.add(6, to: scenario)
    _ = try Self.add(5, to: scenario, allowsDuplicate: true)
    let topUps = try scenario.opened().topUps()
    #expect(topUps.map(\.amount) == [Points(5), Points(6), Points(5)])
    #expect(topUps.allSatisfy { $0.kind == .credit && $0.note == "bonus" })
  }
}
