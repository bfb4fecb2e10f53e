import Foundation
import Ledger
import TestSupport
import Testing

/// Prompts, media addresses and secrets are not stored.
@Suite struct SecretTests {
  private static let secret = "hush-hush-7731"
  private static let apiKey = "sk-planted-9"
  private static let prompt = "violet submarine parade"
  private static let word = "submarine"
  private static let address = "https://planted-host.example/1.png"

  /// Everything in the scenario's folder.
  private static func files(of scenario: LedgerScenario) throws -> [Data] {
    try scenario.folder.names.map { name in
      try Data(contentsOf: URL(filePath: scenario.folder.path(name)))
    }
  }

  private static func isFound(_ text: String, in files: [Data]) -> Bool {
    files.contains { $0.range(of: Data(text.utf8)) != nil }
  }

  private static var task: TaskText {
    TaskText.task {
      $0.secret = secret
      $0.input =
        #"{"prompt":"\#(prompt)","negative_prompt":"\#(word)","image_url":"\#(address)","api_key":"\#(apiKey)","size":"2K"}"#
      $0.output = #"{"image_urls":["\#(address)"]}"#
    }
  }

  @Test func `nothing of them is in any file of the ledger`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.task.envelope, Self.task.webhook(timestamp: 1_777_890_000))
    let files = try Self.files(of: scenario)
    for planted in [Self.secret, Self.apiKey, Self.prompt, Self.word, Self.address, "planted-host"]
    {
      #expect(!Self.isFound(planted, in: files))
    }
    #expect(Self.isFound("seedream-5-lite", in: files))
    #expect(Self.isFound("prompt.length", in: files))
  }

  static let brokenAnswers = [
    #"{"task_id":"x","config":{"webhook_config":{"secret":"hush-hush-7731"#,
    #"{"task_id":"x","headers":{"X-API-Key":"hush-hush-7731"},"meta":oops}"#,
    #"{"task_id":"hush-hush-7731"} hush-hush-7731 {"task_id":oops,"x":"hush-hush-7731"}"#,
    #"hush-hush-7731 {"task_id":oops} hush-hush-7731"#,
    #"{'task_id': 'x', 'config': {'secret': 'hush-hush-7731'}, 'meta': <hush-hush-7731>}"#,
    #""{\"task_id\":oops,\"secret\":\"hush-hush-7731\"}""#,
    #"hush-hush-7731,"{""task_id"":oops,""secret"":""hush-hush-7731""}",hush-hush-7731"#,
    #"{"task_id":"x","task_info":{},"hush-hush-7731":{"hush-hush-7731":["hush-hush-7731"]}}"#,
    #"{"task_id":"x","model":"m","task_type":"t","status":"hush hush-hush-7731 \ufffd","meta":{}}"#,
    #"{"task_id":"x","model":"m","task_type":"t","status":"failed","meta":{"created_at":"hush-hush-7731"}}"#,
    #"{"task_id":"x","model":"m","task_type":"t","status":"failed","meta":{"usage":{"consume":"hush-hush-7731"}}}"#,
    #"{"equivalent_in_usd":"hush-hush-7731"}"#,
    #"{"page":1,"total":1,"data":[{"id":1,"task_id":"x","usage":"hush-hush-7731"}]}"#,
    #"{"code":200,"data":{"task_id":["hush-hush-7731"],"prompt":"hush-hush-7731"}}"#,
  ]

  @Test(arguments: brokenAnswers)
  func `no value of an answer that cannot be read is kept`(record: String) throws {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing(record)
    #expect(summary.newlyQuarantined >= 1 || summary.waiting == 1)
    #expect(!Self.isFound(Self.secret, in: try Self.files(of: scenario)))
  }

  static let others = [
    #"{"code":500,"config":{"webhook_config":{"secret":"hush-hush-7731"}}}"#,
    #"{"code":500,"headers":{"authorization": "Bearer hush-hush-7731"}}"#,
    #"{"code":500,"body":"{\"secret\":\"hush-hush-7731\"}"}"#,
    "POST /in HTTP/1.1\nx-api-key: hush-hush-7731\n", "PIAPI_API_KEY=hush-hush-7731 piapi run",
    "{'config': {'secret': 'hush-hush-7731'}}", #""{\"secret\":\"hush-hush-7731\"}""#,
    #"{"type":"hush-hush-7731","time":1}"#, #"["hush-hush-7731",{"x":"hush-hush-7731"}]"#,
    #"[2026-05-03] {"x":"hush-hush-7731"} hush-hush-7731"#,
    #"{"level":"hush-hush-7731","secret":"hush-hush-7731"#,
  ]

  @Test(arguments: others)
  func `nothing is kept of what is passed over`(text: String) throws {
    let scenario = try LedgerScenario()
    let task = Self.task.envelope
    let summary = try scenario.importing(text, task, text)
    #expect(summary.tasks.text == "1 new, 0 changed, 0 unchanged")
    #expect(summary.quarantined + summary.waiting == 0)
    #expect(!Self.isFound(Self.secret, in: try Self.files(of: scenario)))
  }

  @Test func `a key next to the task is not stored`() throws {
    let scenario = try LedgerScenario()
    let withKey = Self.task.bare.dropLast() + #","headers":{"x-api-key":"sk-planted-9"}}"#
    try scenario.importing(String(withKey))
    #expect(try scenario.table("SELECT verdict FROM v_task") == [["matched"]])
    #expect(!Self.isFound(Self.apiKey, in: try Self.files(of: scenario)))
  }
}
