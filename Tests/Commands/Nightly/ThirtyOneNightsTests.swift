import Foundation
import TestSupport
import Testing

/// A month of nights in a zone whose clocks change in it: what is planted is told once, in its night,
/// and every other night is silent.
@Suite struct ThirtyOneNightsTests {
  /// What a night is asked for: what its provider, its account and its inbox have.
  private struct Month {
    let scenario: NightlyScenario
    private var rows: [StandInScenario.Row] = []
    private var balancePoints = 200_000_000

    init() throws {
      scenario = try NightlyScenario(StandInScenario())
      try scenario.folder.write(
        "inbox: [inbox]\ntimezone: Europe/Berlin\n", to: "piledger.yaml")
    }

    /// The moment of the night after a day of 2026-03, an hour after midnight in UTC.
    static func night(after day: Int) -> Int { seconds(day: day) + 25 * 3600 }

    /// Midnight of a day in UTC.
    private static func seconds(day: Int) -> Int { 1_772_323_200 + (day - 1) * 86_400 }

    private static func time(_ seconds: Int) -> String {
      Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(Date.ISO8601FormatStyle())
    }

    /// A pack of a dollar that nothing is taken from, until it expires on 2026-03-26.
    private static func trialPack(isActive: Bool) -> String {
      #"[{"id":"p1","active":\#(isActive),"capacity":10000000,"used":0,"#
        + #""effective_at":"2026-01-01T00:00:00Z","expired_at":"2026-03-26T12:00:00Z","#
        + #""description":"trial"}]"#
    }

    /// Six tasks of a day, in the history and, but for those lost, in the inbox.
    mutating func work(on day: Int, lost: Int = 0) throws {
      let new = StandInScenario.rows(
        6, fromSeconds: Month.seconds(day: day) + 9 * 3600, firstID: rows.count + 1)
      rows += new
      balancePoints -= 6 * 280_000
      try scenario.log(
        new.dropLast(lost), to: "inbox/2026-03-\(day < 10 ? "0" : "")\(day).jsonl")
    }

    mutating func change(balanceBy points: Int) { balancePoints += points }

    /// Runs the night after a day.
    func night(
      after day: Int, account id: String = "12", name: String = "studio", isDown: Bool = false
    ) throws -> Tool.Result {
      let digits = String(balancePoints % 10_000_000)
      let cents = String(repeating: "0", count: 7 - digits.count) + digits
      let answer = AccountText.answer {
        ($0.id, $0.name) = (id, name)
        $0.balance = "\(balancePoints / 10_000_000).\(cents)"
        $0.packs = Month.trialPack(isActive: day < 26)
      }
      let fault: StandInScenario.Misbehaviour =
        isDown ? .status(503, retryAfter: nil) : .body(answer)
      var provider = StandInScenario(rows: rows, faults: [.init(fault, on: .account, times: 9)])
      if isDown { provider.faults.append(.init(fault, on: .history, times: 9)) }
      let fetching = try FetchingTool(provider, tool: scenario.fetching.tool)
      let now = Month.time(Month.night(after: day))
      let environment = fetching.environment.merging([
        "PILEDGER_FETCH_TASKS_A_NIGHT": "0", "PILEDGER_FETCH_ATTEMPTS": "1",
        FetchingTool.clockVariable: now,
      ]) { $1 }
      return try fetching.tool.run("nightly", environment: environment, asOf: nil)
    }
  }

  /// What a night tells, by a part of its text, with its status; all others are silent.
  private static let told: [Int: (text: String, status: Int32)] = [
    5: ("new: unexplained_change, 6 tasks, -3.00 USD", 14),
    6: ("acknowledged: unexplained_change", 0),
    12: ("new: only_in_history, 2026-03-11, 1 task, 0.028 USD", 10),
    14: ("fetch: 127.0.0.1: account info: server error 503", 69),
    19: ("new: expiring_pack, credit pack p1 expires at 2026-03-26T12:00:00Z", 10),
    20: ("the key is of account 99 (atelier), another account than this ledger's", 78),
    23: ("new: unexplained_change, 6 tasks, -0.028 USD", 14),
    24: ("resolved: unexplained_change", 10),
    // When half of the time told then is gone, and when it is over.
    25: ("changed: expiring_pack, credit pack p1", 10),
    26: ("resolved: expiring_pack, credit pack p1", 10),
    29: ("new: low_runway", 10),
  ]

  @Test func `what is planted is told once, in its night, and all others are silent`() throws {
    var month = try Month()
    let tool = month.scenario.fetching.tool
    var openFinding = ""
    for day in 1...31 {
      try month.work(on: day, lost: day == 11 ? 1 : 0)
      switch day {
      case 5: month.change(balanceBy: -30_000_000)
      case 6:
        let acknowledged = try tool.run(
          "acknowledge", openFinding, "--reason", "a support case", asOf: "2026-03-06T12:00:00Z")
        #expect(acknowledged.status == 0, "\(acknowledged.errors)")
      case 8:
        month.change(balanceBy: 50_000_000)
        try tool.run("wallet", "add-top-up", "2026-03-08", "5", asOf: nil)
      // A task that settles on the other side of a snapshot.
      case 23: month.change(balanceBy: -280_000)
      case 24: month.change(balanceBy: 280_000)
      case 26: month.change(balanceBy: -10_000_000)
      case 29:
        month.change(balanceBy: -150_000_000)
        try tool.run("wallet", "add-charge", "2026-03-29", "15", asOf: nil)
      default: break
      }
      let night = try month.night(
        after: day, account: day == 20 ? "99" : "12", name: day < 17 ? "studio" : "atelier",
        isDown: day == 14)
      let text = night.output + night.errors
      guard let told = Self.told[day] else {
        #expect(text.isEmpty, "\(day): \(text)")
        continue
      }
      #expect(text.contains(told.text), "\(day): \(text)")
      #expect(night.status == told.status, "\(day)")
      openFinding =
        text.firstMatch(of: /\[piledger explain ([k-z]+)\]/).map { String($0.1) } ?? openFinding
    }
    #expect(try month.scenario.fetching.tool.run("doctor", asOf: nil).status == 0)
  }
}
