import TestSupport
import Testing

@Suite struct TagCommandTests {
  private static func id(_ number: Int) -> String { "00000000-0000-4000-8000-00000000000\(number)" }

  private static func task(
    _ number: Int, model: String = "seedream", status: String = "completed"
  ) -> String {
    TaskText.task {
      ($0.taskID, $0.model, $0.status) = (id(number), model, status)
    }.envelope
  }

  private static func lines(_ tool: Tool, by dimension: String = "tag:project") throws -> [String] {
    let report = try tool.run("report", "--by", dimension, "-f", "csv", "-q")
    return report.output.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).prefix(2)
        .joined(separator: ",")
    }
  }

  @Test func `tags come from the import, a file and the rules, and the rest is untagged`() throws {
    let tool = try Tool()
    try tool.folder.write("tags:\n  - { tag: project=film, model: kling }\n", to: "piledger.yaml")
    try tool.run("import", "-", "--tag", "project=ads", input: Self.task(1))
    try tool.run("import", "-", input: [2, 3].map { Self.task($0) }.joined(separator: "\n"))
    try tool.run("import", "-", input: Self.task(4, model: "kling"))
    let tagged = try tool.run("tag", "-", input: "task_id,tag\n\(Self.id(3)),project=web\n")
    #expect(tagged.output == "tagged 1 task (1 changed, 0 unchanged)\n")
    #expect(try Self.lines(tool) == ["ads,1", "film,1", "untagged,1", "web,1"])
    let whole = try tool.run("report", "model", "--by", "model", "-f", "csv", "-q").output
    #expect(whole.split(separator: "\n").count == 3)
    #expect(try tool.run("doctor").output.contains("\ntags       match the tasks\n"))
    let explained = try (1...4).map { number in
      try tool.run("explain", Self.id(number)).output.split(separator: "\n")
        .first { $0.hasPrefix("tags ") }?.split(separator: " ").last.map(String.init)
    }
    #expect(explained == ["project=ads", nil, "project=web", "project=film"])
  }

  @Test func `changed rules are reported, and reconcile tags by them`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: Self.task(1))
    try tool.folder.write("tags:\n  - { tag: project=all, model: \"*\" }\n", to: "piledger.yaml")
    let old = try tool.run("report", "--by", "tag:project")
    #expect(old.errors.contains("tagged by other rules; run piledger reconcile to retag it"))
    try tool.run("reconcile", "-q")
    let new = try tool.run("report", "--by", "tag:project")
    #expect(new.errors.isEmpty)
    #expect(try Self.lines(tool) == ["all,1"])
  }

  @Test func `a line that is not a tag is named, and ends in 65`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: Self.task(1))
    let result = try tool.run("tag", "-", input: "\(Self.id(1)),project=ads\noops\n")
    #expect(result.status == 65)
    #expect(
      result.errors == "piledger: -:2: expected a tag such as project=ads, found nothing\n")
    #expect(try Self.lines(tool) == ["ads,1"])
  }

  @Test func `a dry run tags nothing`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: Self.task(1))
    let result = try tool.run("tag", "--dry-run", "-", input: "\(Self.id(1)),project=ads\n")
    #expect(result.output == "would tag 1 task (1 changed, 0 unchanged)\n")
    #expect(try Self.lines(tool) == ["untagged,1"])
  }

  @Test func `an import refuses a key that is given twice`() throws {
    let result = try Tool().run("import", "-", "--tag", "a=1", "--tag", "a=2", input: Self.task(1))
    #expect(result.status == 64)
    #expect(result.errors.contains("--tag: the key a is given twice; leave out one"))
  }

  @Test(arguments: [["--tag", "project"], ["--tag", "a="]])
  func `an import refuses what is not a tag`(arguments: [String]) throws {
    let result = try Tool().run(["import", "-"] + arguments, input: Self.task(1))
    #expect(result.status == 64)
    #expect(result.errors.contains("--tag: expected a tag such as project=ads"))
  }

  @Test(arguments: [
    ("tags: [{ tag: project=ads }]", "1: tags: tag: expected a condition with it"),
    ("tags: [{ model: kling }]", "1: tags: tag: expected a tag, found nothing"),
    ("tags:\n  - { tag: a=b, model: x }\n  - { tag: a, model: x }", "3: tags: tag: expected a tag"),
    ("tags:\n  - tag: a=b\n    colour: red", "3: tags: colour: unknown field; the fields are tag"),
    ("tags: 3", "1: tags: expected a list of mappings"),
    (
      "fixed_charges: [{ name: a, usd: 0, from: 2026-01-01 }]", "1: fixed_charges: usd: expected an"
    ),
    ("fixed_charges: [{ usd: 5, from: 2026-01-01 }]", "1: fixed_charges: name: expected a name"),
    ("fixed_charges: [{ name: a, usd: 5 }]", "1: fixed_charges: from: expected a day"),
    (
      "fixed_charges: [{ name: a, usd: 5, from: 2026-02-01, until: 2026-01-01 }]",
      "1: fixed_charges: until: expected a day after from"
    ),
    ("budgets: [{ name: a, usd: 5 }]", "1: budgets: period: expected day, week, month, quarter"),
    (
      "budgets: [{ name: a, usd: 5, period: month, rollover: true }]",
      "1: budgets: rollover: expected a period and the day"
    ),
    (
      "budgets:\n  - { name: a, usd: 5, period: month }\n  - { name: a, usd: 6, period: day }",
      "3: budgets: name: expected a name that no other budget has"
    ),
    (
      "budgets: [{ name: a, usd: 5, period: month, overrun_limit: 101% }]",
      "1: budgets: overrun_limit: expected a percentage up to 100%"
    ),
  ])
  func `a part of a setting that is wrong names its file and line, and ends with 78`(
    text: String, message: String
  ) throws {
    let tool = try Tool()
    try tool.folder.write(text + "\n", to: "piledger.yaml")
    let result = try tool.run("config", "show")
    #expect(result.status == 78)
    #expect(result.errors.hasPrefix("piledger: piledger.yaml:\(message)"), "\(result.errors)")
  }

  @Test func `files have the tags that the rules give, and no cash without a known price`() throws {
    let tool = try Tool()
    try tool.folder.write(Self.task(1), to: "a.json")
    try tool.folder.write("tags: [{ tag: project=ads, source: a.json }]\n", to: "piledger.yaml")
    let tagged = try tool.run("report", "a.json", "--by", "tag:project", "-f", "csv", "-q")
    #expect(tagged.output.contains("\nads,1,"))
    let cash = try tool.run("report", "a.json", "--money", "cash")
    #expect(cash.status == 66)
    #expect(cash.errors.contains("the cost of credits is unknown"))
  }
}
