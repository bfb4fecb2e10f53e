import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

/// A task that runs while a snapshot is taken.
@Suite struct BookingBasisTests {
  private static func state(during: String, after: String?, ended: Bool) throws -> WalletState {
    let scenario = try LedgerScenario()
    let running = TaskText.task { task in
      (task.createdAt, task.endedAt) = ("2026-05-05T01:00:00Z", "")
      (task.status, task.output) = ("processing", "null")
      (task.usageType, task.frozen, task.consume) = ("point", 280_000, 0)
    }
    let completed = TaskText.task { task in
      (task.createdAt, task.endedAt) = ("2026-05-05T01:00:00Z", "2026-05-05T03:00:00Z")
      task.usageType = "point"
    }
    let balances = [("04", "10"), ("05", during), ("06", after)]
    let snapshots = balances.compactMap { day, balance in
      balance.map { balance in
        SourceText("202605\(day)T020000Z.json", [AccountText.answer { $0.balance = balance }])
      }
    }
    try scenario.importing(
      [SourceText("a.ndjson", [ended ? completed.envelope : running.envelope])] + snapshots)
    let now = try moment(LedgerScenario.now)
    return try #require(try scenario.opened().wallets(asOf: now, rows: []).first)
  }

  @Test func `a balance that leaves out frozen points is explained by the task that runs`() throws {
    let state = try Self.state(during: "9.972", after: nil, ended: false)
    #expect(state.basis == .created)
    #expect(state.unexplained == [])
    #expect(state.windows.map(\.billed) == [Points(280_000)])
  }

  @Test func `and by the same task when it has ended`() throws {
    let state = try Self.state(during: "9.972", after: "9.972", ended: true)
    #expect(state.basis == .created)
    #expect(state.windows.map(\.billed) == [Points(280_000), .zero])
    #expect(state.unexplained == [])
  }

  @Test func `a balance that contains frozen points falls at the task's end`() throws {
    let state = try Self.state(during: "10", after: "9.972", ended: true)
    #expect(state.basis == .ended)
    #expect(state.windows.map(\.billed) == [.zero, Points(280_000)])
    #expect(state.unexplained == [])
  }
}
