import Foundation
import TestSupport
import Testing

/// Which of several prices is right, as far as the ledger's own bills tell.
@Suite struct RatesEvidenceCommandTests {
  private static let asOf = "2026-11-15"
  private static let sku = "seedream/seedream-5-lite size=2K"

  /// Tasks of the first days of November, each an image at 2K.
  private static func tasks(_ count: Int, consume: Int) -> String {
    (1...count).map { number in
      TaskText.task {
        $0.taskID = "00000000-0000-4000-8000-00000000000\(number)"
        $0.consume = consume
        let time = "2026-11-0\(number)T10:00"
        ($0.createdAt, $0.endedAt) = ("\(time):00Z", "\(time):05Z")
      }.envelope + "\n"
    }.joined()
  }

  private static func evidence(_ tool: Tool, _ arguments: String...) throws -> Tool.Result {
    try tool.run(
      ["rates", "list", "--evidence", "--family", "seedream"] + arguments, asOf: asOf)
  }

  /// The text about a SKU.
  private static func paragraph(_ output: String) throws -> String {
    try #require(output.components(separatedBy: "\n\n").first { $0.hasPrefix(sku + "\n") })
  }

  @Test func `without a ledger the published and the reported prices are shown`() throws {
    let result = try Self.evidence(try Tool())
    #expect(result.status == 0, "\(result.errors)")
    let text = try Self.paragraph(result.output)
    #expect(text.contains("\n  published  0.028 USD per image, piapi.ai/docs/"))
    #expect(text.contains("\n  reported   0.052 USD per image, two public clients, seen "))
    #expect(!text.contains("billed") && !text.contains("piledger rates confirm"))
    #expect(
      result.output.hasSuffix(
        "\n\nthere is no ledger, so there are no bills to compare with\n"))
    let csv = try Self.evidence(try Tool(), "-f", "csv")
    #expect(csv.output.hasPrefix("sku,origin,usd,price,tasks,last_day,basis,commands\n"))
    #expect(csv.errors == "there is no ledger, so there are no bills to compare with\n")
  }

  @Test func `bills decide, and the printed command settles it`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: Self.tasks(5, consume: 520_000), asOf: Self.asOf)
    let result = try Self.evidence(tool)
    let text = try Self.paragraph(result.output)
    #expect(
      text.contains(
        "\n  billed     0.052 USD per image, 5 tasks, the last on 2026-11-05, as reported\n"))
    #expect(!result.output.contains("no ledger"))
    let command = try #require(text.split(separator: "\n").last?.dropFirst(2))
    #expect(
      command == "piledger rates confirm '\(Self.sku)' 0.052 --from 2026-11-01 -o mine.yaml")
    let parts = command.split(separator: "'")
    let words = parts[2].split(separator: " ").map(String.init)
    let confirmed = try tool.run(["rates", "confirm", Self.sku] + words, asOf: Self.asOf)
    #expect(confirmed.status == 0, "\(confirmed.errors)")
    try tool.run("reconcile", "--card", "mine.yaml", asOf: Self.asOf)
    let after = try Self.evidence(tool, "--card", "mine.yaml").output
    #expect(!after.contains(Self.sku + "\n"), "\(after)")
  }

  @Test func `a command finds the ledger and the card that were given`() throws {
    let tool = try Tool()
    try tool.folder.write("rates: []\n", to: "my card.yaml")
    try tool.run(
      "import", "-", "--db", "own.db", input: Self.tasks(5, consume: 520_000), asOf: Self.asOf)
    let output = try Self.evidence(tool, "--db", "own.db", "--card", "my card.yaml").output
    #expect(
      try Self.paragraph(output).hasSuffix(
        " 0.052 --from 2026-11-01 --db own.db --card 'my card.yaml'"))
  }

  @Test(arguments: [
    (5, 280_000, "0.028 USD per image, 5 tasks, the last on 2026-11-05, as published"),
    (2, 520_000, "0.052 USD per image, 2 tasks, the last on 2026-11-02, as reported"),
    (5, 990_000, "0.099 USD per image, 5 tasks, the last on 2026-11-05, neither published nor"),
  ])
  func `a command is printed only where enough bills differ from the card`(
    count: Int, consume: Int, words: String
  ) throws {
    let tool = try Tool()
    try tool.run("import", "-", input: Self.tasks(count, consume: consume), asOf: Self.asOf)
    let text = try Self.paragraph(try Self.evidence(tool).output)
    #expect(text.contains("\n  billed     \(words)"), "\(text)")
    #expect(text.contains("piledger rates confirm") == (consume == 990_000))
  }

  @Test func `a SKU without bills says so, in every format`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: Self.tasks(3, consume: 280_000), asOf: Self.asOf)
    let output = try Self.evidence(tool).output
    #expect(output.contains("\n  billed     no ended task shows the price\n"))
    let json = try Self.evidence(tool, "--json").output
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let questions = try #require(object["data"] as? [[String: Any]])
    let prices = try #require(questions.first?["prices"] as? [[String: Any]])
    #expect(prices.map { $0["origin"] as? String } == ["published", "reported", "billed"])
    #expect(prices.map { $0["tasks"] as? Int } == [nil, nil, 3])
  }

  @Test func `an unknown family ends with 66, and --all with --evidence with 64`() throws {
    #expect(
      try Tool().run("rates", "list", "--evidence", "--family", "nothing").status == 66)
    #expect(try Tool().run("rates", "list", "--evidence", "--all").status == 64)
  }
}
