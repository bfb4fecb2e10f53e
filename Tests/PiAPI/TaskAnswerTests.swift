import Domain
import Foundation
import Intake
import TestSupport
import Testing
import Traffic

@testable import PiAPI

@Suite struct TaskAnswerTests {
  private static let id = "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70"

  private static func read(
    _ text: String, status: Int = 200, id: String = id
  ) throws -> (value: TaskAnswer, kept: [UInt8]) {
    let askable = try #require(AskableID(TaskID(id)))
    return try TaskAnswer.reading(
      Answer(statusCode: status, body: Array(text.utf8)), for: askable, now: Instant(seconds: 0))
  }

  @Test(arguments: [
    TaskText().envelope, TaskText().bare, TaskText().webhook(timestamp: 1_780_000_000),
  ])
  func `a task is taken in its envelope, in a webhook's and bare`(text: String) throws {
    let answer = try Self.read(text).value
    #expect(answer.id == TaskID(Self.id))
    #expect(answer.hasEnded)
  }

  @Test(arguments: ["pending", "processing", "staged", ""])
  func `a task that has not ended is none that has`(status: String) throws {
    #expect(try !Self.read(TaskText.task { $0.status = status }.envelope).value.hasEnded)
  }

  @Test(arguments: [
    (#"{"code":404,"data":null,"message":"no"}"#, 404, 404),
    (#"{"code":404,"data":null,"message":"no"}"#, 200, 404),
    (#"{"message":"nothing here"}"#, 404, 404),
    (#"{"code":400,"data":null,"message":"Task not found"}"#, 400, 400),
    (
      #"{"code":10000,"message":"x","data":{"error":{"raw_message":"record not found"}}}"#, 500,
      10000
    ),
  ])
  func `a provider that does not have a task says so in JSON`(text: String, status: Int, code: Int)
  {
    #expect(throws: AnswerFault.gone(code)) { _ = try Self.read(text, status: status) }
  }

  @Test(
    arguments: [
      ("<p>Not Found</p>", 404, .rejected(404)),
      (#"{"code":401,"message":"task not found"}"#, 401, .refused(401)),
      (#"{"code":429,"message":"task not found"}"#, 429, .throttled(nil)),
      (#"{"code":500,"message":"upstream not found"}"#, 500, .serverError(500, nil)),
      (#"{"code":200,"data":null,"message":"success"}"#, 200, .otherShape("expected a task")),
    ] as [(String, Int, AnswerFault)])
  func `whatever else goes wrong does not make a task gone`(
    text: String, status: Int, fault: AnswerFault
  ) {
    #expect(throws: fault) { _ = try Self.read(text, status: status) }
  }

  @Test func `another task than the one asked for is no answer`() {
    #expect(throws: AnswerFault.otherShape("expected the task asked for, found another one")) {
      _ = try Self.read(TaskText().envelope, id: "7f3a0c1e-52d4-4b6f-9a11-000000000000")
    }
  }

  @Test(arguments: [
    ("a", "a"), ("../../account/info", "..%2F..%2Faccount%2Finfo"),
    ("a b?c=d#e", "a%20b%3Fc%3Dd%23e"),
    ("100%", "100%25"), ("ä", "%C3%A4"), ("x:y", "x%3Ay"),
  ])
  func `an id is one segment of the path, whatever it contains`(id: String, segment: String) throws
  {
    let base = try #require(BaseURL("https://api.example"))
    let askable = try #require(AskableID(TaskID(id)))
    #expect(
      Endpoint.task(askable).url(at: base)?.absoluteString
        == "https://api.example/api/v1/task/\(segment)")
  }

  @Test(arguments: [1, 2, 3])
  func `the segment is the id again once decoded, and has no other characters`(seed: UInt64) throws
  {
    var random = SeededRandom(seed: seed)
    let texts = HostileText.examples + (0..<300).map { _ in HostileText.random(&random) }
    for text in texts {
      guard let id = AskableID(TaskID(text)) else { continue }
      let segment = id.pathSegment
      #expect(segment.removingPercentEncoding == id.taskID.text, "seed \(seed): \(text)")
      #expect(
        segment.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._~%".contains($0)) },
        "seed \(seed): \(text)")
    }
  }

  @Test(arguments: [
    "", " ", ".", "..", "a\u{0}b", "a\nb", "\u{FEFF}", "a\u{202E}b",
    String(repeating: "x", count: 201),
  ])
  func `what cannot be an id is refused`(text: String) {
    #expect(AskableID(TaskID(text)) == nil)
  }
}

/// What is kept of a task has no texts, and everything that a price can depend on.
@Suite struct TextMaskTests {
  private static let tasks = [
    TaskText.task {
      $0.secret = "hush-hush"
      $0.input = """
        {"prompt":"a cat, über allem 🐈 --v 6.1","size":"2K","duration":"8s","image_urls":["https://a/b",\
        "https://c/d"],"negative_prompt":"dog","n":4,"audio":true,"multi_shots":[{"prompt":"one",\
        "duration":"5"},{"prompt":"two","duration":3}],"camera":{"type":"simple","note":"slow pan"},\
        "resolution":["720p"],"prompts":["cat"],"styles":["oil painting"]}
        """
      $0.output = #"{"image_urls":["https://img/1.png","https://img/2.png"],"text":"hello there"}"#
    },
    TaskText.task {
      $0.input = #"{"gen_text":"hello","title":"x","model":"v5","url":"https://u:p@h"}"#
    },
    TaskText.task { $0.input = "null" },
  ]

  private static func observation(_ value: JSONValue) throws -> Observation {
    try TaskDecoder.observation(of: value, deliveredAt: nil)
  }

  @Test(arguments: tasks)
  func `the same is read from what is kept as from the answer`(task: TaskText) throws {
    let whole = try JSONValue(Array(task.bare.utf8))
    #expect(try Self.observation(TextMask.masked(whole)) == Self.observation(whole))
  }

  @Test(arguments: [4, 5])
  func `of made-up traffic the same is read from what is kept`(seed: UInt64) throws {
    var traffic = AccountTraffic(
      AccountTraffic.Plan(
        seed: seed, records: 400, firstDay: CalendarDay(number: 20_574), days: 5))
    var compared = 0
    while true {
      var bytes: [UInt8] = []
      guard traffic.appendRecord(to: &bytes) else { break }
      guard let whole = try? JSONValue(bytes) else { continue }
      let masked = TextMask.masked(whole)
      let task = whole["task_id"] == nil ? whole["data"] : whole
      guard let task, let observation = try? Self.observation(task) else { continue }
      let kept = try #require(masked["task_id"] == nil ? masked["data"] : masked)
      #expect(try Self.observation(kept) == observation, "seed \(seed)")
      compared += 1
    }
    #expect(compared > 300)
  }

  @Test func `no text, address or secret is kept`() throws {
    for task in Self.tasks {
      let whole = try JSONValue(Array(task.envelope.utf8))
      let kept = TextMask.masked(whole).canonicalText
      for text in ["cat", "hush", "https://", "hello", "dog", "slow pan", "über"] {
        #expect(!kept.contains(text), "\(text) in \(kept)")
      }
    }
  }

  @Test(arguments: [
    ("https://hooks.example/a?token=1", "https://hooks.example/"),
    ("https://user:pass@hooks.example:8443/x", "https://hooks.example:8443/"),
    ("hooks.example/a", "***************"),
  ])
  func `of a webhook's address the host is kept`(address: String, kept: String) throws {
    let config = #"{"config":{"webhook_config":{"endpoint":"\#(address)","secret":""}}}"#
    let masked = TextMask.masked(try JSONValue(Array(config.utf8)))
    #expect(masked["config"]?["webhook_config"]?["endpoint"]?.string == kept)
  }
}
