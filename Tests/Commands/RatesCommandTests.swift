import Foundation
import TestSupport
import Testing

@Suite struct RatesCommandTests {
  private static let negotiated = """
    agreements:
      - { family: Seedream, percent: -10%, from: 2026-05-01, source: contract 7 }

    """

  @Test func `the documentation lists every price of the built-in card`() throws {
    let result = try Tool().run("rates", "list", "--all", "--format", "markdown")
    #expect(result.status == 0)
    let found = "# Prices of the built-in rate card\n\n" + result.output
    let path = "Sources/RateCards/RateCards.docc/Prices.md"
    #expect(try found == TestFiles.written(path, found: found))
  }

  @Test func `a list shows what is in force on a day`() throws {
    let tool = try Tool()
    let before = try tool.run(
      "rates", "list", "--family", "kling 3.0", "-f", "csv", asOf: "2026-02-13T23:59:59Z")
    let after = try tool.run(
      "rates", "list", "--family", "kling 3.0", "-f", "csv", asOf: "2026-02-14T00:00:00Z")
    let sku = "kling/video_generation version=3.0 mode=std enable_audio=false"
    #expect(before.output.contains("\nKling 3.0,\(sku),,0.15,second,,2026-02-14,"))
    #expect(after.output.contains("\nKling 3.0,\(sku),,0.1,second,2026-02-14,,"))
  }

  @Test func `a SKU is shown with its unconfirmed prices and its markup`() throws {
    let sku = "seedream/seedream-5-lite-less-restriction size=3K"
    let result = try Tool().run("rates", "show", sku, "--format", "csv")
    #expect(result.output.contains(",\(sku),,0.0525,image,"))
    #expect(result.output.contains(",\(sku),,0.065,image,"))
    #expect(result.output.contains(",\"medium, unconfirmed\","))
  }

  @Test func `the history of a model lists its prices from oldest to newest`() throws {
    let result = try Tool().run("rates", "history", "seedance", "--format", "csv")
    let prices = result.output.split(separator: "\n")
      .filter { $0.hasPrefix("Seedance,seedance/seedance-2-fast resolution=480p,") }
      .filter { !$0.contains("unconfirmed") }
      .map { String($0.split(separator: ",", omittingEmptySubsequences: false)[3]) }
    #expect(prices == ["0.08", "0.064", "0.08", "0.048"])
  }

  @Test(arguments: [
    ["rates", "show", "nothing/at-all"], ["rates", "history", "nothing"],
    ["rates", "list", "--family", "nothing"],
  ])
  func `what no card prices ends with 66`(arguments: [String]) throws {
    let tool = try Tool()
    let last = arguments.count == 4 ? arguments[3] : arguments[2]
    let result =
      arguments.count == 4
      ? try tool.run("rates", "list", "--family", last)
      : try tool.run(arguments[0], arguments[1], last)
    #expect(result.status == 66)
    #expect(result.errors.hasPrefix("piledger: no price for "))
  }

  @Test func `a difference says by how much and from when`() throws {
    let tool = try Tool()
    let card = try tool.folder.write(Self.negotiated, to: "negotiated.yaml")
    let result = try tool.run("rates", "diff", "built-in", card, "--format", "csv")
    #expect(result.status == 10)
    #expect(
      result.output.contains(
        "\nseedream/seedream-5-lite size=2K,,image,2026-05-01,,0.028,0.0252,-10.0\n"))
    let none = try tool.run("rates", "diff", "built-in", "built-in")
    #expect(none.status == 0)
    #expect(none.output == "none\n")
  }

  @Test func `the other card is applied to SKUs, and the ledger stays as it is`() throws {
    let tool = try Tool()
    let other = "8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71"
    let before = TaskText.task {
      ($0.taskID, $0.createdAt) = (other, "2026-04-30T23:59:59Z")
    }
    try tool.run("import", "-", input: TaskText().envelope + before.envelope)
    let card = try tool.folder.write(Self.negotiated, to: "negotiated.yaml")
    let result = try tool.run("rates", "whatif", "--card", card, "--format", "csv")
    #expect(result.status == 0)
    #expect(
      result.output.contains(
        "\nseedream,seedream/seedream-5-lite size=2K,2,560000,0.0560000,532000,0.0532000,"
          + "-28000,-0.0028000,0,\n"))
    #expect(try tool.run("reconcile").errors.isEmpty)
  }

  @Test func `under the same card nothing costs more or less, and nothing is made up`() throws {
    let tool = try Tool()
    let failed = TaskText.task {
      ($0.taskID, $0.status) = ("8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71", "failed")
      $0.meta = #"{"created_at":"2026-05-04T10:00:00Z","ended_at":"2026-05-04T10:00:09Z"}"#
    }
    let unpriced = TaskText.task {
      ($0.taskID, $0.model) = ("9a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f72", "aurora")
    }
    let running = TaskText.task {
      ($0.taskID, $0.status) = ("aa1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f73", "processing")
    }
    let tasks = [TaskText(), failed, unpriced, running]
    try tool.run("import", "-", input: tasks.map { $0.envelope + "\n" }.joined())
    let card = try tool.folder.write("examples: []\n", to: "same.yaml")
    let result = try tool.run("rates", "whatif", "--card", card, "--format", "csv")
    #expect(result.status == 0)
    #expect(
      result.output.split(separator: "\n").dropFirst() == [
        "aurora,aurora/seedream-5-lite,1,,,,,,,1,the ledger's card: no rate for model aurora",
        "seedream,seedream/seedream-5-lite size=2K,2,280000,0.0280000,280000,0.0280000,0,"
          + "0.0000000,0,",
      ])
  }

  @Test func `the examples of the built-in card pass`() throws {
    let result = try Tool().run("rates", "test")
    #expect(result.status == 0)
    #expect(result.output.contains(" examples pass\n"))
  }

  @Test func `an example that fails is named with its place, and the run ends with 78`() throws {
    let tool = try Tool()
    let card = try tool.folder.write(
      """
      examples:
        - { name: a wish, model: sora2, task_type: sora2-video, fields: { duration: 4 },
            usd: 0.01 }

      """, to: "wish.yaml")
    let result = try tool.run("rates", "test", "--card", card)
    #expect(result.status == 78)
    #expect(result.errors == "piledger: \(card):2: a wish: expected 0.01 USD, found 0.32 USD\n")
  }

  @Test func `the lint names file and line, and errors end with 78`() throws {
    let tool = try Tool()
    let card = try tool.folder.write(
      """
      - model: studio
        task_type: poster
        unit: image
        defaults: { colour: red }
        prices:
          - { when: { size: A3 }, usd: 1 }
          - { when: { paper: thick }, usd: 2 }
        source: a price list
        checked: 2026-05-31

      """, to: "card.yaml")
    let result = try tool.run("rates", "lint", card)
    #expect(result.status == 78)
    #expect(
      result.output
        == "\(card):7: error: studio/poster paper=thick: may fit the same request as line 6, "
        + "with the same number of conditions\n"
        + "\(card):1: warning: studio/poster: no rate reads the default of colour\n"
        + "1 error, 1 warning in \(card)\n")
  }

  @Test func `old checks are one line, and listed with -v and in JSON`() throws {
    let tool = try Tool()
    let old = "2031-01-01"
    let lint = try tool.run("rates", "lint", "--strict", asOf: old)
    #expect(lint.status == 0, "nobody can act on the built-in card's")
    #expect(lint.output.split(separator: "\n").count == 2, "\(lint.output)")
    #expect(lint.output.hasSuffix("\n0 errors, 0 warnings in built-in\n"))
    let listed = try tool.run("rates", "lint", "-v", asOf: old).output
    #expect(listed.contains("built-in/skyreels.yaml:10: note: Qubico/skyreels"))
    let json = try tool.run("rates", "lint", "--json", asOf: old).output
    #expect(
      json.components(separatedBy: "\"severity\": \"note\"").count
        == listed.split(separator: "\n").count)
    try tool.run("import", "-", input: TaskText().envelope)
    #expect(try !tool.run("doctor", "-v", asOf: old).errors.contains("last checked"))
  }

  @Test func `old checks of an own card count under --strict`() throws {
    let tool = try Tool()
    let card = try tool.folder.write(
      """
      - { model: studio, task_type: poster, unit: image, usd: 1, source: a list, checked: 2026-01-01 }
      - { model: studio, task_type: flyer, unit: image, usd: 1, source: a list, checked: 2026-01-01 }

      """, to: "card.yaml")
    let result = try tool.run("rates", "lint", card, "--strict", asOf: "2026-12-31T00:00:00Z")
    #expect(result.status == 10)
    #expect(
      result.output
        == "\(card): warning: 2 prices were last compared with their sources before 2026-07-04; "
        + "piledger rates lint -v lists them\n0 errors, 2 warnings in \(card)\n")
  }

  @Test func `an agreement is named in the proof with its file and line`() throws {
    let tool = try Tool()
    let card = try tool.folder.write(Self.negotiated, to: "negotiated.yaml")
    try tool.run("import", "-", "--card", card, input: TaskText().envelope)
    let result = try tool.run("explain", TaskText().taskID, "--card", card)
    #expect(result.output.contains("agreement  -10 % (contract 7, \(card):2)"))
    #expect(
      result.output.contains("note: billed equals the price without the agreed percentages\n"))
  }
}
