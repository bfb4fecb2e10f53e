import TestSupport
import Testing

/// What new users typed, from a log of their first hour: each works, or names what does.
@Suite struct WrongGuessTests {
  private static let prepared = Result { () throws -> FolderContents in
    let tool = try Tool()
    try tool.folder.write(
      "agreements: [{ model: seedream, percent: +10%, source: mail of May 4th }]\n", to: "mine.yaml"
    )
    try tool.folder.write(
      "agreements: [{ family: Klingg, percent: 10%, source: mail }]\n", to: "typo.yaml")
    try tool.folder.write("agreements: [{ percent: 10%, source: mail }]\n", to: "unscoped.yaml")
    try tool.run("import", "-", input: TaskText().envelope)
    return try FolderContents(of: tool.folder)
  }

  enum Answer: Sendable {
    /// It works, with a part of the output.
    case works(String)
    /// It ends with a status, and a part of the message.
    case tells(Int32, String)
  }

  private static let reports: [(String, Answer)] = [
    (
      "report last-month", .tells(64, "last-month is a period: piledger report --period last-month")
    ),
    ("report 2026-05", .tells(64, "piledger report --period 2026-05")),
    ("report --period february", .works("2026-02-01 to 2026-02-28")),
    ("report --period 2026-5", .works("Checked 1 of 1 tasks")),
    ("report -p last-month", .works("Checked 1 of 1 tasks")),
    ("report --period lastmonth", .tells(64, "found lastmonth; nearest is last-month")),
    ("report --since 7d", .works("since 2026-05-26")),
    ("report --since yesterday", .works("since 2026-05-31")),
    ("report --since 2026-02 --until 2026-04", .works("2026-02-01 to 2026-04-30")),
    ("report --until 7d", .tells(64, "--until: expected a day such as 2026-10-05")),
    ("report --since yesterdy", .tells(64, "found yesterdy; nearest is yesterday")),
    ("report --since yesterday --until 2026-01", .tells(64, "--until is before --since")),
    ("report weekly", .works("2026-W19")), ("report --by week", .works("2026-W19")),
    ("report --by quarter", .works("2026-Q2")),
    ("report --period last-week", .works("2026-05-25 to 2026-05-31")),
    ("report --period this-quarter", .works("2026-04-01 to 2026-06-30")),
    ("report --period 2026-W19", .works("Checked 1 of 1 tasks")),
    ("report -f md", .works("## Cost per day")), ("report -f txt", .works("Cost per day")),
    ("report -f text", .works("Cost per day")),
    ("report seedream", .tells(64, "piledger report sku --where model=seedream")),
    ("report dayly", .tells(64, "found dayly; nearest is daily")),
    ("report month last-month", .works("May 2026")), ("report month may", .works("May 2026")),
    ("report month mai", .tells(64, "expected a month such as 2026-10")),
    ("report --where model=seedream", .works("tasks where model=seedream")),
    ("report --by modle", .tells(64, "found modle; nearest is model")),
    ("report --period 2020", .works("Checked 0 of 0 tasks")),
    (
      "query spend-by-modle",
      .tells(64, "no saved question spend-by-modle; nearest are spend-by-model")
    ),
  ]

  private static let others: [(String, Answer)] = [
    ("rates list kling", .works("kling/")), ("rates list KLING turbo", .works("kling-turbo/")),
    ("rates list klingg", .tells(66, "no price for klingg; nearest")),
    ("rates list --family seedream --card mine.yaml", .works("0.0308")),
    ("rates show seedream-5-lite-less-restriction", .works("seedream-5-lite-less-restriction")),
    ("rates history seedream-5-lite-less-restriction", .works("seedream-5-lite-less-restriction")),
    ("rates history kling", .works("kling/")),
    ("rates lint typo.yaml", .tells(78, "has the family Klingg; nearest is Kling")),
    ("reconcile --card typo.yaml --dry-run", .tells(78, "has the family Klingg; nearest is Kling")),
    ("reconcile --card unscoped.yaml --dry-run", .tells(78, #"(model: "*" for everything)"#)),
    ("rates infer --as-card", .tells(0, "nothing to write: ")),
    ("budget add 420", .tells(64, "budgets are set in the configuration")),
    ("budget --budget 420", .tells(64, "piledger forecast --budget 420")),
    ("close this-month", .tells(64, "2026-06 is not over yet")),
    ("claims new --period last-month", .tells(0, "nothing to claim in 2026-05-01 to 2026-05-31")),
    ("export focus --period 2020", .works("BilledCost")),
    ("export tasks --period 2020", .works("task_id,")),
  ]

  @Test(arguments: reports + others)
  func `a guess works or is told what does`(guess: String, answer: Answer) throws {
    let tool = try Tool(Self.prepared.get())
    let result = try tool.run(guess.split(separator: " ").map(String.init))
    switch answer {
    case .works(let text):
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains(text), "\(result.output)\(result.errors)")
    case .tells(let status, let text):
      #expect(result.status == status)
      #expect(result.errors.contains(text), "\(result.errors)")
    }
  }
}
