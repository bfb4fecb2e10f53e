import Foundation
import TestSupport
import Testing

/// A price that the card does not prove: not claimed, reported by reconcile, and resolved by
/// confirming it.
@Suite struct RatesConfirmCommandTests {
  private static let asOf = "2026-09-05"
  private static let sku = "seedream/seedream-5-lite size=2K"
  private static let large = "seedream/seedream-5-lite size=3K"

  /// Twenty-six tasks of August at 0.052 USD an image, every fourth of them at 3K, and one that failed
  /// and was not refunded.
  private static func august() -> [TaskText] {
    (1...26).map { number in
      task(number, day: number, isLarge: number % 4 == 0, consume: 520_000)
    } + [
      TaskText.task {
        $0.taskID = id(27)
        ($0.createdAt, $0.endedAt) = ("2026-08-27T10:00:00Z", "2026-08-27T10:00:05Z")
        ($0.status, $0.output, $0.errorCode) = ("failed", "null", 10_000)
      }
    ]
  }

  private static func task(
    _ number: Int, day: Int, isLarge: Bool = false, consume: Int
  ) -> TaskText {
    TaskText.task {
      $0.taskID = id(number)
      $0.consume = consume
      if isLarge { $0.input = #"{"prompt":"a lighthouse","size":"3K"}"# }
      let time = "2026-08-\(two(day))T10:00"
      ($0.createdAt, $0.endedAt) = ("\(time):00Z", "\(time):05Z")
    }
  }

  private static func id(_ number: Int) -> String {
    "00000000-0000-4000-8000-0000000000" + two(number)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func tool(_ tasks: [TaskText] = august()) throws -> Tool {
    let tool = try Tool()
    let input = tasks.map { $0.envelope + "\n" }.joined()
    #expect(try tool.run("import", "-", input: input, asOf: asOf).status == 0)
    return tool
  }

  private static func confirm(_ tool: Tool, _ arguments: String...) throws -> Tool.Result {
    try tool.run(["rates", "confirm"] + arguments, asOf: asOf)
  }

  @Test func `only what is proved is in the claim of August`() throws {
    let tool = try Self.tool()
    let made = try tool.run(
      "claims", "new", "--period", "2026-08", "--account", "Studio Ltd", "-o", "claim",
      asOf: Self.asOf)
    #expect(made.status == 0)
    // As much as reconcile says.
    #expect(made.errors.hasPrefix("0.54 USD of 26 tasks is not proved; "))
    let letter = try tool.folder.text(of: "claim/claim-1.md")
    #expect(try letter == TestFiles.golden("claim-august.md", found: letter))
  }

  @Test func `reconcile says how much is not proved, and prints the commands that resolve it`()
    throws
  {
    let tool = try Self.tool()
    let result = try tool.run("reconcile", asOf: Self.asOf)
    #expect(result.status == 13, "no task has come for long")
    let text = try #require(result.output.range(of: "\nNot proved\n")).upperBound
    let found = String(result.output[text...])
    #expect(try found == TestFiles.golden("unproved-august.txt", found: found))
    let markdown = try tool.run("reconcile", "-f", "markdown", asOf: Self.asOf).output
    #expect(markdown.contains("\n## Not proved\n"))
    #expect(
      markdown.contains("piledger rates confirm '\(Self.sku.replacing("_", with: "\\_"))' 0.052"))
    let json = try tool.run("reconcile", "--json", asOf: Self.asOf).output
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let data = try #require(object["data"] as? [String: Any])
    #expect((data["unproved"] as? [String: Any])?["rows"] is [Any] || data["unproved"] is [Any])
  }

  @Test func `after the printed commands all tasks match, and nothing but the refund is claimed`()
    throws
  {
    let tool = try Self.tool()
    try tool.folder.write("cards: [mine.yaml]\n", to: "piledger.yaml")
    try tool.folder.write("# what we agreed\nrates: []\n", to: "mine.yaml")
    let output = try tool.run("reconcile", asOf: Self.asOf).output
    let commands = output.split(separator: "\n").filter {
      $0.hasPrefix("  piledger rates confirm ")
    }
    #expect(commands.count == 2)
    for command in commands {
      let parts = command.split(separator: "'")
      let rest = parts[2].split(separator: " ").map(String.init)
      let result = try tool.run(
        ["rates", "confirm", String(parts[1])] + rest, asOf: Self.asOf)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.errors == "run piledger reconcile to reprice the ledger with it\n")
    }
    #expect(try tool.folder.text(of: "mine.yaml").hasPrefix("# what we agreed\nrates:\n  - model:"))
    let after = try tool.run("reconcile", asOf: Self.asOf)
    #expect(after.output.contains(try Regex("\nmatched +26 ")))
    #expect(!after.output.contains("overcharged, seedream") && !after.output.contains("Not proved"))
    let claim = try tool.run("claims", "new", "--period", "2026-08", asOf: Self.asOf)
    #expect(claim.output.contains("credit **0.028 USD**"))
    #expect(!claim.output.contains("Not proved"))
    #expect(try tool.run("rates", "lint", "mine.yaml", "--strict", asOf: Self.asOf).status == 0)
  }

  @Test func `price and day are found if the bills show one`() throws {
    let tool = try Self.tool()
    let dry = try Self.confirm(tool, Self.sku, "--card", "mine.yaml", "--dry-run")
    #expect(dry.status == 0)
    #expect(
      dry.output == "mine.yaml would price \(Self.sku) at 0.052 USD per image from 2026-08-01\n")
    #expect(!FileManager.default.fileExists(atPath: tool.folder.path("mine.yaml")))
    let made = try Self.confirm(tool, Self.sku.uppercased(), "-o", "mine.yaml")
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.errors.contains("run piledger reconcile --card mine.yaml to reprice the ledger"))
    #expect(
      try tool.folder.text(of: "mine.yaml").contains("usd: 0.052\n        from: 2026-08-01\n"))
  }

  @Test func `a price that changed twice is confirmed price by price, in one entry`() throws {
    let prices = [280_000, 500_000, 600_000]
    let tasks = (1...15).map { Self.task($0, day: $0, consume: prices[($0 - 1) / 5]) }
    let tool = try Self.tool(tasks)
    let output = try tool.run("reconcile", asOf: Self.asOf).output
    let commands = output.split(separator: "\n").filter {
      $0.hasPrefix("  piledger rates confirm ")
    }
    #expect(
      commands == [
        "  piledger rates confirm '\(Self.sku)' 0.06 --from 2026-08-11T10:00:00Z",
        "  piledger rates confirm '\(Self.sku)' 0.05 --from 2026-08-06T10:00:00Z",
      ])
    for (usd, from) in [("0.06", "2026-08-11T10:00:00Z"), ("0.05", "2026-08-06T10:00:00Z")] {
      #expect(
        try Self.confirm(tool, Self.sku, usd, "--from", from, "--card", "m.yaml").status == 0)
    }
    #expect(try tool.folder.text(of: "m.yaml").ranges(of: "task_type").count == 1)
    let after = try tool.run("reconcile", "--card", "m.yaml", asOf: Self.asOf)
    #expect(after.status == 13, "no task has come for long")
    #expect(!after.output.contains("Not proved"))
  }

  @Test func `a single bill among others that match is not confirmed without asking`() throws {
    let tasks = (1...9).map { Self.task($0, day: $0, consume: $0 == 5 ? 520_000 : 280_000) }
    let output = try Self.tool(tasks).run("reconcile", asOf: Self.asOf).output
    #expect(!output.contains("rates confirm"))
    #expect(output.contains("ask the provider which price applied"))
  }

  @Test func `a day is the ledger's accounting day`() throws {
    let tool = try Tool()
    let task = TaskText.task {
      $0.consume = 520_000
      ($0.createdAt, $0.endedAt) = ("2026-07-31T22:30:00Z", "2026-07-31T22:30:05Z")
    }
    try tool.run(
      "import", "-", "--timezone", "Europe/Berlin", input: task.envelope, asOf: Self.asOf)
    #expect(
      try tool.run("reconcile", asOf: Self.asOf).output
        .contains("  piledger rates confirm '\(Self.sku)' 0.052 --from 2026-08-01\n"))
    #expect(
      try Self.confirm(tool, Self.sku, "0.052", "--from", "2026-08-01", "-o", "m.yaml").status == 0)
    #expect(try tool.folder.text(of: "m.yaml").contains("from: 2026-07-31T22:00:00Z"))
    #expect(try tool.run("reconcile", "--card", "m.yaml", asOf: Self.asOf).status == 0)
  }

  @Test func `without a ledger an unconfirmed price of the card can be confirmed from a day on`()
    throws
  {
    let tool = try Tool()
    let made = try Self.confirm(tool, Self.large, "--from", "2026-07-01", "-o", "m.yaml", "--json")
    #expect(made.status == 0)
    #expect(made.output.contains(#""usd": "0.052""#))
    #expect(try tool.folder.text(of: "m.yaml").contains("from: 2026-07-01"))
    #expect(!FileManager.default.fileExists(atPath: tool.folder.path("ledger.db")))
  }

  @Test(arguments: [
    (
      ["seedream/seedream-5-light size=2K", "0.052"],
      "seedream/seedream-5-light size=2K: no rate prices this SKU"
    ),
    (["seedream/seedream-5-light size=2K", "0.052"], "seedream/seedream-5-lite size=2K"),
    ([sku, "0.053"], "no task was billed 0.053 USD, and the card does not list it as unconfirmed"),
    ([sku, "0.053"], "nearest is 0.052 USD per image (as billed for 20 tasks)"),
    ([sku, "cheap"], "USD: expected a price such as 0.052, found cheap"),
    ([sku, "0.052", "--from", "August"], "expected a day such as 2026-10-05 or an RFC 3339 time"),
    (["Qubico/flux1-dev/txt2img"], "no price to confirm"),
    (
      ["seedream/seedream-5-lite-less-restriction size=2K", "0.065"],
      "expected --from: no ended task in the ledger shows when the price started"
    ),
  ])
  func `what cannot be confirmed is a usage error, with the closest name`(
    arguments: [String], message: String
  ) throws {
    let tool = try Self.tool()
    let result = try tool.run(
      ["rates", "confirm", "--card", "mine.yaml"] + arguments, asOf: Self.asOf)
    #expect(result.status == 64)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: tool.folder.path("mine.yaml")))
  }

  @Test func `a price that the card already has, and an unnamed card, are usage errors`()
    throws
  {
    let tool = try Self.tool()
    let unnamed = try Self.confirm(tool, Self.sku)
    #expect(unnamed.status == 64)
    #expect(unnamed.errors.contains("give --card FILE or -o FILE"))
    #expect(try Self.confirm(tool, Self.sku, "--card", "mine.yaml").status == 0)
    let before = try tool.folder.text(of: "mine.yaml")
    let again = try Self.confirm(tool, Self.sku, "--card", "mine.yaml")
    #expect(again.status == 64)
    #expect(again.errors.contains("mine.yaml:8: \(Self.sku) is already priced there"))
    #expect(try tool.folder.text(of: "mine.yaml") == before)
  }

  @Test func `a folder of cards gets a separate file for confirmed prices`() throws {
    let tool = try Self.tool()
    try tool.folder.write(
      "- { model: a, task_type: b, unit: image, usd: 1, source: c }\n", to: "cards/a.yaml")
    #expect(try Self.confirm(tool, Self.sku, "--card", "cards").status == 0)
    #expect(try Self.confirm(tool, Self.large, "--card", "cards").status == 0)
    #expect(
      try tool.folder.text(of: "cards/confirmed.yaml").ranges(of: "confirmed 2026-09-05").count == 2
    )
    #expect(
      try tool.run("reconcile", "--card", "cards", asOf: Self.asOf).output.contains("matched"))
  }

  @Test func `the prices that were never the card's are written as a card too`() throws {
    let tool = try Self.tool()
    let infer = try tool.run("rates", "infer", asOf: Self.asOf)
    #expect(infer.status == 0)
    #expect(
      infer.output.contains(
        "\ndiffers: \(Self.sku): 0.052 USD per image since 2026-08-01; the card says 0.028; 20 tasks\n"
      ))
    #expect(
      try tool.run("rates", "infer", "--as-card", "-o", "i.yaml", asOf: Self.asOf).status == 0)
    let after = try tool.run("reconcile", "--card", "i.yaml", asOf: Self.asOf)
    #expect(after.output.contains(try Regex("\nmatched +26 ")))
  }

  @Test func `without a price to write the card says why`() throws {
    let tool = try Self.tool([Self.task(1, day: 1, consume: 280_000)])
    let infer = try tool.run("rates", "infer", "--as-card", asOf: Self.asOf)
    #expect(infer.status == 0)
    let reason = "nothing to write: the bills of 1 SKU show no lasting price other than the card's"
    #expect(infer.output == "# \(reason)\nrates: []\n")
    #expect(infer.errors == "\(reason)\n")
  }
}
