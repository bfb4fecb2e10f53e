import Foundation
import TestSupport
import Testing

/// A prepaid account whose balance runs out.
@Suite struct WalletAlarmNightTests {
  /// Runs the night of a day in May, on which a task of 0.028 USD was billed.
  private static func night(
    _ day: Int, balance: String, in tool: Tool, wallet: String = "{}", packs: String = "[]"
  ) throws -> Tool.Result {
    let task = TaskText.task { task in
      task.taskID = "00000000-0000-4000-8000-00000000000\(day)"
      task.createdAt = "2026-05-0\(day)T10:00:00Z"
      task.endedAt = "2026-05-0\(day)T10:00:09Z"
    }
    let next = String("0\(day + 1)".suffix(2))
    try tool.folder.write(task.envelope, to: "inbox/\(day).ndjson")
    try tool.folder.write(
      AccountText.answer { ($0.balance, $0.wallet, $0.packs) = (balance, wallet, packs) },
      to: "inbox/202605\(next)T020000Z-account.json")
    return try tool.run(
      "nightly", "--no-fetch", "--inbox", "inbox", asOf: "2026-05-\(next)T02:10:00Z")
  }

  @Test("a runway below the limit is told once, and again when half of it is gone")
  func runway() throws {
    let tool = try Tool()
    let balances = ["0.224", "0.196", "0.168", "0.14", "0.112", "0.084", "0.056", "0.028"]
    let nights = try balances.enumerated().map { index, balance in
      try Self.night(index + 1, balance: balance, in: tool)
    }
    #expect(nights.map(\.status) == [0, 0, 10, 10, 10, 10, 10, 10])
    let told = nights.enumerated().filter { $1.errors.contains("low_runway") }.map { $0.offset + 1 }
    #expect(told == [3, 6, 8])
    #expect(
      nights[2].errors.contains(
        "\nnew: low_runway, 0.168 USD, the balance of 0.168 USD lasts 6.0 days at 0.028 USD a day, "
          + "less than 7 days (runway_days_limit)"))
    #expect(nights[5].errors.contains("\nchanged: low_runway, 0.084 USD, "))
    #expect(nights[3].errors == "")
    // The same night again says the same.
    let again = try tool.run(
      "nightly", "--no-fetch", "--inbox", "inbox", asOf: "2026-05-07T02:10:00Z")
    #expect(again.errors.contains("\nchanged: low_runway, 0.084 USD, "))
    let topped = try Self.night(9, balance: "9.999", in: tool)
    #expect(topped.errors.contains("\nresolved: low_runway, "))
  }

  @Test("the limit is a setting, and reconcile has the alarm if its period includes today")
  func reconcile() throws {
    let tool = try Tool()
    _ = try Self.night(1, balance: "0.14", in: tool)
    let asOf = "2026-05-02T03:00:00Z"
    let result = try tool.run("reconcile", "--json", asOf: asOf)
    #expect(result.status == 10)
    #expect(result.output.contains(#""kind": "low_runway""#))
    #expect(try tool.run("reconcile", "-q", "--until", "2026-05-01", asOf: asOf).status == 0)
    #expect(try tool.run("reconcile", "-q", "--since", "2026-05-02", asOf: asOf).status == 10)
    for (limit, status) in [("5", 0), ("6", 10), ("0", 0)] {
      let environment = ["PILEDGER_RUNWAY_DAYS_LIMIT": limit]
      #expect(
        try tool.run("reconcile", "-q", environment: environment, asOf: asOf).status == status)
    }
  }

  @Test("a balance below the level of the automatic top-up, and a pack that expires, are told")
  func levelAndPack() throws {
    let tool = try Tool()
    let wallet = { (points: Int) in
      #"{"point_remain":\#(points),"auto_recharge_enabled":true,"auto_recharge_threshold_credit":50000000}"#
    }
    let pack =
      #"[{"id":"p\u001b1","active":true,"capacity":5,"used":2,"expired_at":"2026-05-05T00:00:00Z"}]"#
    let first = try Self.night(
      1, balance: "6", in: tool, wallet: wallet(60_000_000), packs: pack)
    #expect(first.status == 10)
    #expect(first.errors.contains("\nnew: expiring_pack, "))
    #expect(!first.errors.contains("\u{1b}"))
    #expect(!first.errors.contains("below_recharge_level"))
    let second = try Self.night(
      2, balance: "4.5", in: tool, wallet: wallet(45_000_000), packs: pack)
    #expect(second.errors.contains("\nnew: below_recharge_level, 4.50 USD, "))
    #expect(!second.errors.contains("expiring_pack"))
    #expect(second.status == 14)
  }

  @Test("without a complete day the runway is unknown, not unlimited")
  func unknown() throws {
    let tool = try Tool()
    try tool.folder.write(AccountText.answer(), to: "20260504T020000Z-account.json")
    try tool.run("import", "20260504T020000Z-account.json")
    let wallet = try tool.run("wallet")
    #expect(wallet.status == 0)
    #expect(wallet.output.contains("unknown"))
    #expect(!wallet.output.contains("unlimited"))
    let json = try tool.run("wallet", "--json").output
    #expect(json.contains(#""runway": "unknown""#))
    #expect(json.contains(#""runway_days": null"#))
  }
}
