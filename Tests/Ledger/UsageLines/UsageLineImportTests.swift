import Domain
import Ledger
import TestSupport
import Testing

/// What becomes of usage lines that come again, come later, or are of days that the ledger has already.
@Suite struct UsageLineImportTests {
  private static func task(_ number: Int, day: Int = 4, consume: Int = 280_000) -> String {
    TaskText.task {
      $0.taskID = taskID(number)
      $0.createdAt = "2026-05-0\(day)T10:00:00Z"
      $0.endedAt = "2026-05-0\(day)T10:00:09Z"
      $0.consume = consume
    }.envelope
  }

  private static func tasksAndPoints(_ scenario: LedgerScenario) throws -> [[String]] {
    try scenario.table(
      "SELECT day, sum(tasks), sum(billed_points) FROM v_daily_cost GROUP BY day ORDER BY day")
  }

  @Test func `the same lines again change nothing`() throws {
    let scenario = try LedgerScenario()
    let lines = try ReducedTasks([Self.task(1), Self.task(2), Self.task(3, day: 5)]).lines()
    let first = try scenario.importing([SourceText("a.ndjson", lines)])
    #expect(first.usageLines == 2)
    #expect(first.lineTasks.text == "3 new, 0 changed, 0 unchanged")
    let second = try scenario.importing([SourceText("b.ndjson", lines)])
    #expect(second.lineTasks.text == "0 new, 0 changed, 3 unchanged")
    #expect(
      try Self.tasksAndPoints(scenario) == [
        ["2026-05-04", "2", "560000"], ["2026-05-05", "1", "280000"],
      ])
  }

  @Test(arguments: [",", ";", "\t"])
  func `lines in a column of a table are the same lines`(separator: String) throws {
    let scenario = try LedgerScenario()
    let lines = try ReducedTasks([Self.task(1), Self.task(2), Self.task(3, day: 5)]).lines()
    let rows = lines.enumerated().map { number, line in
      "\(number)\(separator)\"\(line.replacing("\"", with: "\"\""))\""
    }
    let first = try scenario.importing([
      SourceText("a.csv", ["number\(separator)line"] + rows)
    ])
    #expect(first.usageLines == 2)
    let second = try scenario.importing([SourceText("b.ndjson", lines)])
    #expect(second.lineTasks.text == "0 new, 0 changed, 3 unchanged")
  }

  @Test func `a later run replaces the lines of its days, in whatever order runs come`() throws {
    var early = try ReducedTasks([Self.task(1), Self.task(2), Self.task(3, day: 5)])
    early.run = "2026-05-06T00:00:00Z"
    var late = try ReducedTasks([Self.task(1, consume: 300_000), Self.task(4)])
    late.run = "2026-05-07T00:00:00Z"
    for runs in [[early, late], [late, early]] {
      let scenario = try LedgerScenario()
      for (number, run) in runs.enumerated() {
        try scenario.importing([SourceText("\(number).ndjson", run.lines())])
      }
      #expect(
        try Self.tasksAndPoints(scenario) == [
          ["2026-05-04", "2", "580000"], ["2026-05-05", "1", "280000"],
        ])
    }
  }

  @Test func `the shards of a batch add up, and a run with other shards replaces them`() throws {
    let scenario = try LedgerScenario()
    for (number, shard) in ["1/2", "2/2"].enumerated() {
      var reduced = try ReducedTasks([Self.task(number)])
      reduced.shard = shard
      try scenario.importing([SourceText("\(number).ndjson", reduced.lines())])
    }
    #expect(try Self.tasksAndPoints(scenario) == [["2026-05-04", "2", "560000"]])
    var whole = try ReducedTasks([Self.task(1), Self.task(2), Self.task(3)])
    whole.run = "2026-05-21T00:00:00Z"
    try scenario.importing([SourceText("whole.ndjson", whole.lines())])
    #expect(try Self.tasksAndPoints(scenario) == [["2026-05-04", "3", "840000"]])
    let ledger = try scenario.opened()
    #expect(try ledger.usageBatches().map(\.gaps) == [[]])
  }

  @Test func `a later run that knows the account of tasks replaces lines that did not`() throws {
    var early = try ReducedTasks([Self.task(1), Self.task(2)])
    early.run = "2026-05-06T00:00:00Z"
    let told = Self.task(1).replacing(#""meta":{"#, with: #""meta":{"account_name":"Ann","#)
    #expect(told.contains("Ann"))
    // Of one task still nothing tells the account.
    var late = try ReducedTasks([told, Self.task(2)])
    late.run = "2026-05-07T00:00:00Z"
    for runs in [[early, late], [late, early], [early, late, early]] {
      let scenario = try LedgerScenario()
      for (number, run) in runs.enumerated() {
        try scenario.importing([SourceText("\(number).ndjson", run.lines())])
      }
      #expect(try Self.tasksAndPoints(scenario) == [["2026-05-04", "2", "560000"]])
    }
  }

  @Test func `a shard without tasks on a quiet day, or of an account, is not missing`() throws {
    let scenario = try LedgerScenario()
    let days = ["1/2": [3, 4, 7], "2/2": [3, 7]]
    for (shard, days) in days {
      var reduced = try ReducedTasks(days.map { Self.task($0 * 2 + days.count, day: $0) })
      reduced.shard = shard
      try scenario.importing([SourceText("\(shard.prefix(1)).ndjson", reduced.lines())])
    }
    #expect(try scenario.opened().usageBatches().map(\.gaps) == [[]])
  }

  @Test func `a shard without tasks on a day on which all have many is missing`() throws {
    let scenario = try LedgerScenario()
    for (number, days) in [(1, [3, 4, 5]), (2, [3, 5])] {
      let tasks = days.flatMap { day in
        (0..<14).map { Self.task(number * 1000 + day * 100 + $0, day: day) }
      }
      var reduced = try ReducedTasks(tasks)
      reduced.shard = "\(number)/2"
      try scenario.importing([SourceText("\(number).ndjson", reduced.lines())])
    }
    #expect(
      try scenario.opened().usageBatches().map { $0.gaps.map(\.description) }
        == [["2026-05-04: 1 of 2 shards"]])
  }

  @Test func `a missing shard and days without tasks between others are told`() throws {
    let scenario = try LedgerScenario()
    var reduced = try ReducedTasks([Self.task(1, day: 3), Self.task(2, day: 7)])
    reduced.shard = "2/3"
    try scenario.importing([SourceText("a.ndjson", reduced.lines())])
    let batch = try #require(try scenario.opened().usageBatches().first)
    #expect(
      batch.gaps.map(\.description) == [
        "2026-05-03: 1 of 3 shards", "2026-05-07: 1 of 3 shards",
      ])
    #expect(
      batch.emptyDays.map { "\($0.lowerBound) \($0.upperBound)" } == ["2026-05-04 2026-05-06"])
    #expect((batch.lines, batch.tasks) == (2, 2))
  }

  @Test func `lines of a day that the ledger has task by task are set apart`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.task(1), from: "tasks.ndjson")
    let lines = try ReducedTasks([Self.task(2), Self.task(3, day: 5)]).lines()
    let summary = try scenario.importing([SourceText("lines.ndjson", lines)])
    #expect(summary.quarantined == 1)
    #expect(
      try scenario.table("SELECT reason FROM quarantine") == [
        [
          "the ledger has the tasks of 2026-05-04 one by one, from tasks.ndjson:1: a day is counted "
            + "in one way, by tasks or by usage lines"
        ]
      ])
    #expect(
      try Self.tasksAndPoints(scenario) == [
        ["2026-05-04", "1", "280000"], ["2026-05-05", "1", "280000"],
      ])
  }

  @Test func `tasks of a day that the ledger has as lines are set apart`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing([
      SourceText("lines.ndjson", try ReducedTasks([Self.task(1)]).lines())
    ])
    let summary = try scenario.importing(
      Self.task(2), Self.task(3), Self.task(4, day: 5), from: "tasks.ndjson")
    #expect(summary.quarantined == 2)
    #expect(
      try scenario.table("SELECT DISTINCT reason FROM quarantine") == [
        [
          "the ledger has the tasks of 2026-05-04 as usage lines of batch studio, from "
            + "lines.ndjson:1: a day is counted in one way, by tasks or by usage lines"
        ]
      ])
    #expect(
      try Self.tasksAndPoints(scenario) == [
        ["2026-05-04", "1", "280000"], ["2026-05-05", "1", "280000"],
      ])
  }

  @Test func `another account may have the same day task by task`() throws {
    let scenario = try LedgerScenario()
    let task = { (number: Int, account: String) in
      TaskText.task {
        $0.taskID = taskID(number)
        $0.meta = #"""
          {"account_name":"\#(account)","created_at":"2026-05-04T10:00:00Z",\#
          "ended_at":"2026-05-04T10:00:09Z","usage":{"type":"point","frozen":0,"consume":280000}}
          """#
      }.envelope
    }
    let lines = try ReducedTasks([task(1, "north")]).lines()
    try scenario.importing([SourceText("lines.ndjson", lines)])
    let summary = try scenario.importing(task(2, "south"), task(3, "north"), from: "tasks.ndjson")
    #expect(summary.tasks.new == 1)
    #expect(summary.quarantined == 1)
    #expect(try Self.tasksAndPoints(scenario) == [["2026-05-04", "2", "560000"]])
  }

  @Test func `a second batch of a day is set apart, and one by days of another zone`() throws {
    let scenario = try LedgerScenario()
    var reduced = try ReducedTasks([Self.task(1)])
    try scenario.importing([SourceText("a.ndjson", reduced.lines())])
    reduced.batch = "other"
    try scenario.importing([SourceText("b.ndjson", reduced.lines())])
    reduced.batch = "studio"
    reduced.timeZone = "Europe/Berlin"
    reduced.run = "2026-05-21T00:00:00Z"
    try scenario.importing([SourceText("c.ndjson", reduced.lines())])
    #expect(
      try scenario.table("SELECT reason FROM quarantine ORDER BY id").map { $0[0] } == [
        "the ledger has the usage lines of 2026-05-04 from batch studio, from a.ndjson:1: parts of a "
          + "day are shards of one batch",
        "time_zone: expected that of the ledger, UTC, found another one: run the query of piledger "
          + "scale sql --timezone UTC",
      ])
    #expect(try Self.tasksAndPoints(scenario) == [["2026-05-04", "1", "280000"]])
  }

  @Test(arguments: [
    (#""tasks":1"#, #""tasks":0"#, "tasks: expected a whole number of 1 or more, found 0"),
    (
      #""tasks":1"#, #""tasks":10000000001"#,
      "tasks: expected a whole number from 0 to 10000000000, found 10000000001"
    ),
    (
      #""tasks":1"#, #""tasks":1.5"#,
      "tasks: expected a whole number from 0 to 10000000000, found a"
    ),
    (
      #""tasks":1"#, #""tasks":9000000000,"frozen":90000000"#,
      "tasks: expected at most 111111111 of 90000000 points each, found 9000000000"
    ),
    (#""consume":280000"#, #""consume":-5"#, "consume: expected a whole number from 0 to"),
    (#""piledger_lines":1"#, #""piledger_lines":2"#, "piledger_lines: expected 1"),
    (#""day":"2026-05-04""#, #""day":"2026-05-05""#, "day: expected the day of created_from"),
    (#""fields":{"#, #""fields":{"a":[1],"#, "fields: expected numbers, flags and short words"),
    (
      #""fields":{"#, #""fields":{"style_prompt":"secret","#,
      "fields: expected numbers, flags and short words, found a text"
    ),
    (
      #""fields":{"#, #""fields":{"prompts.only":"secret","#,
      "fields: expected numbers, flags and short words, found a text"
    ),
    (#""disagrees":false"#, #""disagrees":"maybe""#, "disagrees: expected true or false"),
    (#""shard":"1/1""#, #""shard":"2/1""#, "shard: expected a part such as 3/16"),
    (#""read_fields":["#, #""fields_read":["#, "read_fields: expected a list of names"),
  ])
  func `a line that says nothing sensible is set apart`(
    member: String, replacement: String, reason: String
  ) throws {
    let line = try #require(try ReducedTasks([Self.task(1)]).lines().first)
    #expect(line.contains(member))
    let scenario = try LedgerScenario()
    let broken = line.replacing(member, with: replacement)
    let summary = try scenario.importing([SourceText("a.ndjson", [broken])])
    #expect(summary.quarantined == 1)
    let found = try scenario.table("SELECT reason FROM quarantine").first?.first ?? ""
    #expect(found.hasPrefix(reason), "\(found)")
  }

  @Test func `a line of impossible amounts keeps no other from being read`() throws {
    let line = try #require(try ReducedTasks([Self.task(1)]).lines().first)
    let broken = line.replacing(#""tasks":1"#, with: #""tasks":10000000000"#)
      .replacing(#""consume":280000"#, with: #""consume":90000000000"#)
    #expect(broken != line)
    let scenario = try LedgerScenario()
    let summary = try scenario.importing([SourceText("a.ndjson", [broken, line])])
    #expect(summary.quarantined == 1)
    #expect(try Self.tasksAndPoints(scenario) == [["2026-05-04", "1", "280000"]])
  }

  @Test func `lines that lack what a rate reads are unpriced and say what is missing`() throws {
    let scenario = try LedgerScenario()
    let lines = try ReducedTasks([Self.task(1)]).lines().map {
      $0.replacing(#""size","#, with: "")
    }
    try scenario.importing([SourceText("a.ndjson", lines)])
    #expect(
      try scenario.table("SELECT kind, detail FROM v_finding") == [
        ["unpriced", "the usage lines do not tell size: run the query of piledger scale sql again"]
      ])
  }
}
