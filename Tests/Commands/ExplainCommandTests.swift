import TestSupport
import Testing

@Suite struct ExplainCommandTests {
  @Test func `the proof names source, rate, period, factors, rounding and verdict`() throws {
    let tool = try Tool()
    let task = TaskText.task {
      $0.taskType = "seedream-5-lite-less-restriction"
      $0.input = #"{"prompt":"a lighthouse in the fog","size":"3K"}"#
      $0.output = #"{"image_urls":["https://img.example/1.png","https://img.example/2.png"]}"#
      $0.consume = 1_050_000
    }
    try tool.folder.write("\n\n" + task.envelope, to: "log.json")
    try tool.run("import", "log.json")
    let result = try tool.run("explain", task.taskID)
    #expect(result.status == 0)
    let found = result.output.split(separator: "\n").filter { !$0.hasPrefix("card ") }
      .joined(separator: "\n")
    #expect(try found == TestFiles.golden("explain_less_restriction.txt", found: found))
  }

  @Test func `an unpriced task names the closest rate and the failed condition`() throws {
    let tool = try Tool()
    let task = TaskText.task { $0.input = #"{"prompt":"fog","size":"9K"}"# }
    try tool.run("import", "-", input: task.envelope)
    let result = try tool.run("explain", task.taskID)
    #expect(
      result.output.contains(
        "rate     none: nearest is seedream/seedream-5-lite size=2K: size is 9K, a rate exists for "
          + "2K, 3K\n"))
    #expect(result.output.contains("verdict  unpriced\n"))
  }

  @Test func `a length that the response lacks is implied by what was booked`() throws {
    let tool = try Tool()
    let task = TaskText.task {
      ($0.model, $0.taskType) = ("kling", "motion_control")
      $0.input = #"{"mode":"std"}"#
      $0.output = #"{"works":[{"video":{"resource":"https://media.example/1.mp4"}}]}"#
      $0.usageType = "point"
      $0.consume = 5_850_000
    }
    try tool.run("import", "-", input: task.envelope)
    let result = try tool.run("explain", task.taskID)
    #expect(result.output.contains("verdict    consistent\n"))
    #expect(result.output.contains("note: the booked points imply 9 seconds\n"))
  }

  @Test func `two files that disagree about the booked points are a conflict with both sources`()
    throws
  {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "a.json")
    try tool.folder.write(TaskText.task { $0.consume = 300_000 }.envelope, to: "b.json")
    try tool.run("import", "a.json", "b.json")
    let result = try tool.run("explain", TaskText().taskID)
    #expect(result.output.contains("verdict    conflict\n"))
    #expect(result.output.contains("booked 280000 points = 0.028 USD by a.json:1"))
    #expect(result.output.contains("booked 300000 points = 0.03 USD by b.json:1"))
  }

  @Test func `an unknown task ends with 66`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    let result = try tool.run("explain", "no-such-task")
    #expect(result.status == 66)
    #expect(
      result.errors
        == "piledger: no-such-task: no such task in the ledger; import its file, or piledger fetch --ids\n"
    )
  }
}
