import Foundation
import TestSupport
import Testing

/// The account that a key opens: its balance in every shape, and one account for one ledger.
@Suite struct AccountFetchTests {
  private static func scenario(
    account: String, rows: [StandInScenario.Row] = FetchingTool.rows(2)
  ) -> StandInScenario {
    let text = #"{"code":200,"data":\#(account),"message":"success"}"#
    return StandInScenario(
      rows: rows, faults: [StandInScenario.Fault(.body(text), on: .account, times: 1000)])
  }

  private static let other = #"{"id":13,"name":"other","equivalent_in_usd":7}"#

  @Test(arguments: [
    (#"{"id":12,"name":"studio","equivalent_in_usd":"2.50"}"#, "2.5"),
    (#"{"id":12,"quota":{"equivalent_in_usd":2.5}}"#, "2.5"),
    (#"{"account_id":12,"account_name":"a","remaining_credits":9,"equivalent_in_usd":2.5}"#, "2.5"),
    (#"{"id":12,"credit_pack_info":{"total_credits":9,"used_credits":4}}"#, ""),
    (#"{"id":12,"equivalent_in_usd":null,"credit_pack_info":{"available_credits":5}}"#, ""),
  ])
  func `every shape of account info is a snapshot, and what it does not tell is unknown`(
    account: String, balance: String
  ) throws {
    let fetching = try FetchingTool(Self.scenario(account: account))
    let result = try fetching.fetch()
    #expect(result.status == 0, "\(result.errors)")
    let isUnknown = balance.isEmpty
    #expect(
      result.output.contains(
        "1 balance snapshot (1 new\(isUnknown ? "; 1 without a balance in USD" : ""))"))
    #expect(
      try fetching.rows("SELECT account || ' ' || balance_usd FROM balance_snapshot")
        == ["12 \(balance)"])
    let wallet = try fetching.tool.run("wallet")
    #expect(wallet.errors.contains("the balance is unknown: ") == isUnknown, "\(wallet.errors)")
    #expect(wallet.output.isEmpty == isUnknown)
  }

  @Test func `a key of another account is refused before anything of it is kept`() throws {
    let first = try FetchingTool(StandInScenario(rows: FetchingTool.rows(2)))
    try first.fetch()
    let archive = first.archiveNames
    let second = try FetchingTool(
      Self.scenario(account: Self.other, rows: FetchingTool.rows(3, firstID: 50)),
      tool: first.tool)
    let result = try second.fetch()
    #expect(result.status == 78)
    #expect(
      result.errors
        == "piledger: the key is of account 13 (other), another account than this ledger's, which is "
        + "account 12 (studio), so nothing was fetched: name it under accounts in the configuration, "
        + "or give it a ledger of its own with --db\n")
    #expect(try second.standIn.requests.map(\.path) == ["/account/info"])
    #expect(second.archiveNames == archive)
    #expect(try second.historyIDs() == [1, 2])
    let apart = try second.tool.run(
      "fetch", "--tasks", "none", "--db", "other.db", environment: second.environment)
    #expect(apart.status == 0)
  }

  @Test func `a night with the key of another account says so, and reads its inbox`() throws {
    let night = try NightlyScenario(NightlyScenario.rows(2), logged: 2)
    try night.night()
    let other = try FetchingTool(Self.scenario(account: Self.other), tool: night.fetching.tool)
    try night.folder.write(TaskText.task { $0.taskID = "b-1" }.bare, to: "inbox/b.jsonl")
    let result = try night.night(
      asOf: "2026-06-02T00:00:00Z", environment: ["PILEDGER_BASE_URL": other.standIn.baseURL])
    #expect(result.status == 78)
    #expect(
      result.errors.contains("\nfetch: the key is of account 13 (other), another account than "))
    #expect(try other.standIn.requests.count == 1)
    #expect(try other.rows("SELECT count(*) FROM task") == ["3"])
  }

  private static let several = """
    accounts:
      - { name: studio, ids: [12], key_file: studio.key }
      - { name: agency, ids: [13], key_file: agency.key }
    """

  @Test func `each of several accounts is fetched with its own key, into one ledger`() throws {
    let studio = try FetchingTool(
      Self.scenario(account: #"{"id":12,"name":"studio","equivalent_in_usd":5}"#))
    try studio.tool.folder.write(Self.several, to: "piledger.yaml")
    for name in ["studio.key", "agency.key"] {
      chmod(try studio.tool.folder.write(StandInScenario.key, to: name), 0o600)
    }
    let agency = try FetchingTool(
      Self.scenario(account: Self.other, rows: FetchingTool.rows(3, firstID: 50)),
      tool: studio.tool)
    let fetch = { (of: FetchingTool, names: [String], format: [String]) in
      try of.tool.run(
        ["fetch", "--tasks", "none"] + names.flatMap { ["--account", $0] } + format,
        environment: of.environment.merging(["PIAPI_API_KEY": ""]) { $1 })
    }
    #expect(try fetch(studio, ["studio"], []).status == 0)
    #expect(try fetch(agency, ["agency"], []).status == 0)
    #expect(
      try studio.rows("SELECT account || ' ' || balance_usd FROM balance_snapshot ORDER BY 1")
        == ["agency 7", "studio 5"])
    #expect(try studio.historyIDs() == [1, 2, 50, 51, 52])
    // No day counts as known before both are complete.
    #expect(try studio.rows("SELECT side FROM covered_day").isEmpty)
    let fromEnvironment = try agency.tool.run(
      ["fetch", "--tasks", "none"], environment: agency.environment)
    #expect(fromEnvironment.status == 0, "\(fromEnvironment.errors)")
    #expect(try studio.rows("SELECT side FROM covered_day").isEmpty)
    let swapped = try fetch(agency, ["studio"], [])
    #expect(swapped.status == 78)
    #expect(
      swapped.errors
        == "piledger: the key that is said to be of studio is of agency, so nothing was fetched: see "
        + "accounts in the configuration\n")
    let one = try fetch(studio, [], [])
    #expect(one.status == 78)
    #expect(
      one.errors.contains(
        "piledger: agency: the key that is said to be of agency is of studio, so nothing was"))
    #expect(one.output.hasPrefix("studio: "), "\(one.output)")
    let csv = try fetch(studio, [], ["-f", "csv"])
    let rows = csv.output.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(rows.map(\.first) == ["account", "studio", "agency"], "\(csv.output)")
    #expect(rows.last?.last == "78", "\(csv.output)")
    let json = try fetch(studio, [], ["--json"])
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let accounts = try #require(object?["data"] as? [[String: Any]])
    #expect(accounts.map { $0["statuses"] as? [Int] } == [[], [78]])
    #expect((accounts.last?["failures"] as? [String])?.first?.contains("is of studio") == true)
    let nobody = try fetch(agency, ["nobody"], [])
    #expect(nobody.status == 78, "\(nobody.errors)")
  }

  @Test func `an account that is renamed at the provider is the same`() throws {
    let first = try FetchingTool(StandInScenario(rows: FetchingTool.rows(2)))
    try first.fetch()
    let renamed = #"{"account_id":12,"account_name":"atelier","equivalent_in_usd":12}"#
    let second = try FetchingTool(Self.scenario(account: renamed), tool: first.tool)
    #expect(try second.fetch().status == 0)
    #expect(try second.rows("SELECT DISTINCT account FROM balance_snapshot") == ["12"])
  }

  @Test func `an answer of another account in a file is set apart with its reason`() throws {
    let fetching = try FetchingTool(StandInScenario(rows: FetchingTool.rows(2)))
    try fetching.fetch()
    let result = try fetching.tool.run(
      "import", "-", input: "\(Self.other)\n\(TaskText().envelope)")
    #expect(result.status == 65)
    #expect(
      result.errors.contains(
        "an account info answer of another account than this ledger's, which is account 12 "
          + "(studio)"))
    #expect(result.output.contains("imported 1 new task from 1 record"))
  }
}
