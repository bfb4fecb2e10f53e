import Ledger
import TestSupport
import Testing

@Suite struct RequestKindTests {
  private static func requests(of inputs: [String]) throws -> LedgerScenario {
    let scenario = try LedgerScenario()
    let records = inputs.enumerated().map { number, input in
      TaskText.task { ($0.taskID, $0.input) = (taskID(number), input) }.envelope
    }
    try scenario.importing([SourceText("a.ndjson", records)])
    return scenario
  }

  @Test(arguments: [
    (#"{"size":"2K"}"#, #"{"size":"2K"}"#),
    (
      #"{"steps":20,"guidance":3.50,"hd":true,"raw":false}"#,
      #"{"guidance":3.5,"hd":true,"raw":false,"steps":20}"#
    ),
    (#"{"prompt":"fog","seed":-1}"#, #"{"prompt.length":3,"seed":-1}"#),
    (#"{"seed":9007199254740993}"#, #"{"seed":9007199254740993}"#),
    (#"{"budget":123456,"size":"2K"}"#, #"{"size":"2K","budget":123456}"#),
    (#"{"image_urls":["a","b"],"prompt":""}"#, #"{"image_urls.count":2}"#),
    (#"{"camera":{"zoom":1.5,"mode":"pan"}}"#, #"{"camera.mode":"pan","camera.zoom":1.5}"#),
    (#"{"quoted":"a/b:c%","size":null}"#, #"{"quoted":"a/b:c%"}"#),
    (#"{}"#, #"{}"#),
  ])
  func `the request is in the view as one object of short values`(
    input: String, request: String
  ) throws {
    let scenario = try Self.requests(of: [input])
    #expect(try scenario.table("SELECT request FROM v_task") == [[request]])
  }

  @Test func `a varying number keeps every digit`() throws {
    let scenario = try Self.requests(of: [#"{"noise_seed":0.12345678901234567}"#])
    #expect(
      try scenario.table("SELECT request FROM v_task")
        == [[#"{"noise_seed":0.12345678901234567}"#]])
  }

  @Test func `requests that differ only in varying numbers are one kind`() throws {
    let inputs = (1...5).map { #"{"prompt":"fog \#($0)","seed":\#($0 * 1_000_003),"size":"2K"}"# }
    let scenario = try Self.requests(of: inputs)
    #expect(
      try scenario.table("SELECT fields, varying_fields FROM request")
        == [[#"{"size":"2K"}"#, #"["prompt.length","seed"]"#]])
    #expect(
      try scenario.table("SELECT varying_values FROM task ORDER BY id_low")
        == [["5,1000003"], ["5,2000006"], ["5,3000009"], ["5,4000012"], ["5,5000015"]])
  }

  @Test func `many kinds of request live side by side, and each task keeps its own`() throws {
    let inputs = (1...120).map { #"{"size":"2K","steps":\#($0),"seed":\#($0)}"# }
    let scenario = try Self.requests(of: inputs)
    #expect(try scenario.table("SELECT count(*) FROM request") == [["120"]])
    #expect(
      try scenario.table(
        """
        SELECT count(*) FROM v_task
        WHERE request -> '$.steps' = request -> '$.seed'
          AND CAST(request -> '$.steps' AS INTEGER) = CAST(substr(task_id, -12) AS INTEGER) + 1
        """) == [["120"]])
    #expect(try scenario.table("SELECT count(*) FROM charge") == [["1"]])
    let again = try scenario.importing([
      SourceText(
        "b.ndjson",
        inputs.enumerated().map { number, input in
          TaskText.task { ($0.taskID, $0.input) = (taskID(number), input) }.bare
        })
    ])
    #expect(again.tasks.text == "0 new, 0 changed, 120 unchanged")
  }

  @Test func `many amounts of one kind make a charge each`() throws {
    let urls = (1...60).map { count in
      (1...count).map { #""https://i.example/\#($0)""# }.joined(separator: ",")
    }
    let records = urls.enumerated().map { number, list in
      TaskText.task { task in
        task.taskID = taskID(number)
        task.output = #"{"image_urls":[\#(list)]}"#
        task.consume = 280_000 * (number + 1)
      }.envelope
    }
    let scenario = try LedgerScenario()
    try scenario.importing([SourceText("a.ndjson", records)])
    #expect(
      try scenario.table("SELECT verdict, count(*), count(DISTINCT measures) FROM v_task")
        == [["matched", "60", "60"]])
    #expect(try scenario.opened().check().isClean)
  }
}
