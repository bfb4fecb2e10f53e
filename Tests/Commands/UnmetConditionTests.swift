import TestSupport
import Testing

/// Settings that nothing can match are reported, with the closest names.
@Suite struct UnmetConditionTests {
  private static let settings = """
    budgets:
      - { name: video, usd: 10, period: month, models: [Kling, klingg] }
      - { name: ads, usd: 10, period: month, tags: project=adds }
      - { name: shop, usd: 10, period: month, api_keys: 3 }
      - { name: all, usd: 10, period: month }
    tags:
      - { tag: project=ads, model: SEEDREAM, task_type: "seedream-*" }
      - { tag: project=film, task_type: video_generatoin }

    """
  private static let warnings = [
    "budget video: no task or price has the model klingg; nearest is kling",
    "budget ads: no rule or task has the tag project=adds; nearest is project=ads",
    "budget shop: no entry in the history has the API key 3",
    "tag rule project=film: no task or price has the task type video_generatoin; nearest is "
      + "video_generation",
  ]

  @Test(arguments: [["budget"], ["reconcile"], ["nightly"], ["config", "show"]])
  func `a condition that nothing can meet is reported on stderr`(arguments: [String]) throws {
    let tool = try Tool()
    try tool.folder.write(Self.settings, to: "piledger.yaml")
    try tool.run("import", "-", input: TaskText().envelope)
    try tool.run("reconcile")
    let lines = try tool.run(arguments).errors.split(separator: "\n")
      .filter { $0.contains(": no ") }.map(String.init)
    #expect(lines.count == Self.warnings.count, "\(lines)")
    for (line, warning) in zip(lines, Self.warnings) {
      #expect(line.contains(warning), "\(line)")
    }
    // A night prints only what there is to report.
    guard arguments != ["nightly"] else { return }
    #expect(try !tool.run(arguments + ["-q"]).errors.contains(": no "))
  }

  @Test func `an agreement for an unknown family is an error that names the closest one`() throws {
    let tool = try Tool()
    try tool.folder.write("agreements: [{ family: Klingg, percent: -10% }]\n", to: "own.yaml")
    for arguments in [["rates", "lint", "own.yaml"], ["rates", "list", "--card", "own.yaml"]] {
      let result = try tool.run(arguments)
      #expect(result.status == 78)
      #expect(
        result.errors.contains(
          "own.yaml:1: agreements.family: no price in a card below has the family Klingg; "
            + "nearest is Kling"))
    }
    try tool.folder.write("agreements: [{ family: KLING, percent: -10% }]\n", to: "own.yaml")
    #expect(try tool.run("rates", "lint", "own.yaml").status == 0)
    let prices = try tool.run("rates", "list", "--family", "kling", "--card", "own.yaml")
    let usual = try tool.run("rates", "list", "--family", "kling")
    #expect(prices.output != usual.output)
  }

  @Test func `prices are found by any spelling of their names, otherwise the closest is named`()
    throws
  {
    let tool = try Tool()
    let history = try tool.run("rates", "history", "kling", "-f", "csv").output
    #expect(try tool.run("rates", "history", "KLING", "-f", "csv").output == history)
    #expect(try tool.run("rates", "show", "Seedream/Seedream-5-Lite SIZE=2k").status == 0)
    let unknown = try tool.run("rates", "history", "klingg")
    #expect(unknown.errors == "piledger: no price for model klingg; nearest is kling\n")
  }
}
