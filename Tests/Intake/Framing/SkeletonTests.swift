import Domain
import Testing
import Traffic

@testable import Intake

@Suite struct SkeletonTests {
  private static func skeleton(of text: String) throws -> String {
    try Array((text + " ").utf8).withUnsafeBufferPointer { bytes in
      var parser = JSONParser(bytes, at: 0)
      return Skeleton(of: try parser.value()).text
    }
  }

  @Test(arguments: [
    (#"{"code":500,"message":"internal error"}"#, "{code: 500, message: text}"),
    (
      #"{"task_id":"7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70","model":"Qubico/flux1-dev","task_type":"txt2img","status":"Failed"}"#,
      #"{task_id: "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70", model: "Qubico/flux1-dev", task_type: "txt2img", status: "Failed"}"#
    ),
    (
      #"{"meta":{"created_at":"2026-05-04T10:00:00Z","usage":{"consume":"280000","frozen":1.5}}}"#,
      #"{meta: {created_at: "2026-05-04T10:00:00Z", usage: {consume: "280000", frozen: 1.5}}}"#
    ),
    (
      #"{"timestamp":1777803329,"n":1,"is":true,"no":null}"#,
      "{timestamp: 1777803329, n: number, is: flag, no: null}"
    ),
    (#"{"urls":["https://a","https://b"],"none":[]}"#, "{urls: [2 × text], none: []}"),
    (#"[{"a":"b"}]"#, "[1 × {a: text}]"), (#""hush""#, "text"), ("12", "number"),
  ])
  func `names and types are kept, and the values that say which task it is`(
    text: String, skeleton: String
  ) throws {
    #expect(try Self.skeleton(of: text) == skeleton)
  }

  @Test(arguments: [
    #"{"task_id":"hush hush"}"#, #"{"task_id":"hush"}"#, #"{"model":"a quiet hush"}"#,
    #"{"status":"Bearer hush:7"}"#, #"{"status":"hush?"}"#, #"{"code":"hush7"}"#,
    #"{"created_at":"hush"}"#, #"{"consume":"hush"}"#, #"{"frozen":["hush"]}"#,
    #"{"model":{"hush hush":"hush"}}"#, #"{"https://hush.example/1":1}"#,
    #"{"a quiet hush at dusk":1}"#, #"{"hush-4711-0815":1}"#, #"{"sk_hush_000111":1}"#,
    #"{"model":"hush\#(String(repeating: "x", count: 70))"}"#,
  ])
  func `what does not look like such a value or a name is not kept`(text: String) throws {
    let skeleton = try Self.skeleton(of: text)
    #expect(!skeleton.contains("hush"), "\(skeleton)")
  }

  @Test func `it stays short however long and deep the value is`() throws {
    let members = (0..<5000).map { #""m":{"n":\#($0)}"# }.joined(separator: ",")
    #expect(try Self.skeleton(of: "{\(members)}").utf8.count < 2200)
    let deep = String(repeating: #"{"a":"#, count: 400) + "1" + String(repeating: "}", count: 400)
    #expect(
      try Self.skeleton(of: deep) == "{a: {a: {a: {a: {a: {a: object}}}}}}")
  }

  /// No words of a text may be in what is kept, wherever in a task they are planted.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `nothing planted in names and values is kept`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let names = [
      "prompt", "secret", "x-api-key", "task_id", "model", "status", "created_at", "code",
      "consume", "violet submarine", "https://violet.example",
    ]
    func value(_ depth: Int) -> String {
      switch Int.random(in: 0...(depth > 3 ? 1 : 4), using: &random) {
      case 0: return #""violet submarine parade""#
      case 1: return #""https://violet.example/a?b=c""#
      case 2: return "[\(value(depth + 1)),\(value(depth + 1))]"
      default:
        let members = (0..<3).map { _ in
          #""\#(names.randomElement(using: &random) ?? "")":\#(value(depth + 1))"#
        }
        return "{\(members.joined(separator: ","))}"
      }
    }
    for _ in 0..<50 {
      let text = value(0)
      let skeleton = try Self.skeleton(of: text)
      #expect(!skeleton.contains("violet"), "seed \(seed): \(text)")
    }
  }
}
