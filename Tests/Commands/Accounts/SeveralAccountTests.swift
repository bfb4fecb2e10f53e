import Domain
import Foundation
import TestSupport
import Testing
import Traffic

/// Several accounts in one ledger: every figure of one is that of a ledger of its own, and all
/// together are their sum.
@Suite struct SeveralAccountTests {
  private static let asOf = MonthOfTraffic.asOf.description

  /// A month of an account's tasks, history and balances.
  private struct Account {
    let name: String
    let id: String
    let month: MonthOfTraffic

    /// What the account's answers say, under the account's own id.
    var files: [(name: String, text: String)] {
      (month.files + month.accountFiles).map { file in
        (
          "\(name)/\(file.name)",
          file.text.replacing(#""account_id":"studio""#, with: #""account_id":"\#(id)""#)
            .replacing(#""name":"studio""#, with: #""id":"\#(id)","name":"\#(name)""#)
        )
      }
    }
  }

  private static let accounts = [
    Account(name: "studio", id: "4711", month: MonthOfTraffic(seed: 1)),
    Account(name: "agency", id: "5822", month: MonthOfTraffic(seed: 2)),
  ]

  private static let settings = """
    accounts:
      - { name: studio, ids: [4711], sources: "*studio/*" }
      - { name: agency, ids: [5822], sources: "*agency/*" }
    """

  /// A folder with both accounts' files, with a ledger of both and one of each.
  private static let prepared = Result { () -> FolderContents in
    let tool = try Tool()
    for account in accounts {
      for file in account.files { try tool.folder.write(file.text, to: file.name) }
    }
    try tool.folder.write(settings, to: "accounts.yaml")
    for account in accounts {
      let own = try tool.run(
        ["import", account.name, "-q", "--db", "\(account.name).db"], asOf: asOf)
      try #require([0, 65].contains(own.status), "\(own.errors)")
      let both = try tool.run(
        ["import", account.name, "-q", "--db", "both.db", "--config", "accounts.yaml"], asOf: asOf)
      try #require([0, 65].contains(both.status), "\(both.errors)")
    }
    return try FolderContents(of: tool.folder)
  }

  private static let figures = [
    ["report", "--by", "day,sku,status,verdict"], ["report", "--by", "month"],
    ["report", "--by", "key"], ["reconcile"], ["rates", "infer"], ["forecast", "--by", "model"],
    ["report", "failures"], ["report", "units"], ["report", "unlogged"], ["report", "stuck"],
    ["wallet", "roll-forward"], ["export", "tasks"], ["export", "focus"], ["report", "keys"],
    ["report", "retries"], ["report", "premiums"], ["changes", "--since", "9d"],
  ]

  @Test(arguments: figures, accounts.map(\.name))
  func `the figures of an account are those of a ledger of its own`(
    words: [String], account: String
  ) throws {
    let tool = try Tool(try Self.prepared.get())
    let form = words.first == "export" ? [] : ["-f", "csv"]
    let own = try tool.run(words + form + ["--db", "\(account).db"], asOf: Self.asOf)
    let ofBoth = try tool.run(
      words + form + ["--db", "both.db", "--config", "accounts.yaml", "--account", account],
      asOf: Self.asOf)
    #expect(ofBoth.status == own.status, "\(ofBoth.errors)")
    #expect(own.output.split(whereSeparator: \.isNewline).count > 1, "\(own.errors)")
    #expect(
      Self.comparable(ofBoth.output, of: account) == Self.comparable(own.output, of: account))
  }

  /// Rows without what only a ledger of several accounts tells: the account, which is also in the
  /// words of findings about its balance, and so in their ids.
  private static func comparable(_ output: String, of account: String) -> [[Substring]] {
    let rows = output.replacing(" of \(account)", with: "").split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let told = ["account", "id", "action"].compactMap { rows.first?.firstIndex(of: $0[...]) }
    return rows.map { row in row.indices.filter { !told.contains($0) }.map { row[$0] } }
  }

  @Test func `all accounts together are their sum`() throws {
    let tool = try Tool(try Self.prepared.get())
    let both = try tool.run(
      ["report", "--by", "account", "-f", "csv", "--db", "both.db"], asOf: Self.asOf)
    let rows = both.output.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(rows.dropFirst().map { String($0[0]) } == ["agency", "studio"])
    for row in rows.dropFirst() {
      let own = try tool.run(
        ["report", "--by", "account", "-f", "csv", "--db", "\(row[0]).db"], asOf: Self.asOf)
      #expect(
        own.output.split(separator: "\n")[1].split(separator: ",").dropFirst() == row.dropFirst())
    }
  }

  @Test func `a ledger of several accounts is sound, and knows the balance of each`() throws {
    let tool = try Tool(try Self.prepared.get())
    let doctor = try tool.run(["doctor", "--db", "both.db"], asOf: Self.asOf)
    #expect(doctor.status == 0, "\(doctor.output)\(doctor.errors)")
    let wallets = try tool.run(
      ["wallet", "-f", "csv", "--db", "both.db"], asOf: Self.asOf)
    #expect(
      wallets.output.split(separator: "\n").map { $0.prefix { $0 != "," } }
        == ["account", "agency", "studio"], "\(wallets.errors)")
  }

  @Test func `a night tells the balance of each account, and a budget is of one`() throws {
    let tool = try Tool(try Self.prepared.get())
    let budgets = ["studio", "agency"].map {
      "  - { name: \($0) budget, usd: 5, period: month, accounts: [\($0)] }\n"
    }
    try tool.folder.write(
      "\(Self.settings)\ninbox: [studio, agency]\nbudgets:\n\(budgets.joined())", to: "night.yaml")
    let options = ["--db", "both.db", "--config", "night.yaml"]
    let night = try tool.run(["nightly", "--no-fetch"] + options, asOf: Self.asOf)
    for name in ["studio", "agency"] {
      #expect(night.errors.contains("\nwallet of \(name): "), "\(night.errors)")
    }
    let budget = try tool.run(
      ["budget", "--account", "studio"] + options, asOf: "2026-02-28T23:00:00Z")
    #expect(budget.output.contains("studio budget"), "\(budget.errors)")
    #expect(!budget.output.contains("agency budget"))
    let journal = try tool.run(["export", "hledger"] + options, asOf: Self.asOf)
    #expect(journal.status == 64)
    let own = try tool.run(["export", "hledger", "--db", "studio.db"], asOf: Self.asOf)
    let ofBoth = try tool.run(
      ["export", "hledger", "--account", "studio"] + options, asOf: Self.asOf)
    #expect(ofBoth.output == own.output)
  }

  @Test(arguments: ["both.db", "studio.db"])
  func `an account that the ledger has not has nothing`(ledger: String) throws {
    let tool = try Tool(try Self.prepared.get())
    let options = ["--account", "nobody", "--db", ledger]
    let wallet = try tool.run(["wallet"] + options, asOf: Self.asOf)
    #expect(wallet.status == 66)
    #expect(wallet.output.isEmpty)
    let reconciled = try tool.run(["reconcile", "-f", "csv"] + options, asOf: Self.asOf)
    #expect(reconciled.output.split(separator: "\n").count == 1, "\(reconciled.output)")
    let unlogged = try tool.run(["report", "unlogged", "-f", "csv"] + options, asOf: Self.asOf)
    #expect(unlogged.output.split(separator: "\n").count == 1, "\(unlogged.output)")
  }

  @Test func `figures of an account say what they lack`() throws {
    let tool = try Tool(try Self.prepared.get())
    let report = try tool.run(
      ["reconcile", "--account", "studio", "--db", "both.db"], asOf: Self.asOf)
    #expect(
      report.output.contains(
        "only tasks where account=studio; what belongs to no task is left out: unreadable records "
          + "and fixed charges\n"), "\(report.output)")
  }
}
