import Domain
import TestSupport
import Testing
import Traffic

@testable import Intake

/// The forms in which a request can be given: all say the same.
@Suite struct RequestFormsTests {
  private static let body =
    #"{"model":"kling","task_type":"video","input":{"prompt":"it's 5 o'clock","duration":5}}"#
  private static let escaped = body.replacing("\"", with: "\\\"")
  private static let secret = "sk-do-not-tell"

  private static let expected = Request(
    model: "kling", taskType: "video",
    fields: [
      Request.Field("duration", .number(ExactDecimal(5))),
      Request.Field("prompt.length", .number(ExactDecimal(14))),
    ])

  private static func read(_ text: String) throws -> [RequestBodies.Body] {
    var bodies = try RequestBodies(MemorySource(Array(text.utf8), chunkSizeBytes: 7))
    var found: [RequestBodies.Body] = []
    while let body = bodies.next() { found.append(body) }
    return found
  }

  /// The lines and messages of what could not be read.
  private static func errors(_ text: String) throws -> [String] {
    try read(text).compactMap { body in
      if case .failure(let error) = body.request { "\(body.line): \(error)" } else { nil }
    }
  }

  private static let shellBody = body.replacing("'", with: "'\\''")
  static let forms: [String] = [
    body,
    #"{"method":"POST","url":"https://api.piapi.ai/api/v1/task","headers":{"x-api-key":"\#(secret)"},"body":\#(body)}"#,
    #"{"config":{"model":"none"},"headers":{},"data":"\#(escaped)"}"#,
    #"{"request":{"body":\#(body),"headers":{"model":"m","task_type":"t"}}}"#,
    #"{"request":{"body":"\#(escaped)"},"response":{"body":\#(body)}}"#,
    #"{"log":{"entries":[{"request":{"postData":{"text":"\#(escaped)"}}}]}}"#,
    "\"\(escaped)\"",
    "POST /api/v1/task HTTP/1.1\r\nHost: api.piapi.ai\r\nx-api-key: \(secret)\r\n\r\n\(body)\r\n",
    "# my request\nPOST https://api.piapi.ai/api/v1/task\nx-api-key: \(secret)\n\n\(body)\n###\n",
    "curl https://api.piapi.ai/api/v1/task -H 'x-api-key: \(secret)' -d '\(shellBody)'",
    "$ curl -s \\\n  --header \"x-api-key: \(secret)\" \\\n  --data-raw \"\(escaped)\" | jq .",
    "curl --json='\(shellBody)' https://api.piapi.ai/api/v1/task; echo done",
    "curl -sd \(#"$'"# + body.replacing("'", with: "\\u0027") + "'") 'https://api.piapi.ai'",
    "curl.exe ^\r\n --data-binary \"\(escaped)\" ^\r\n https://api.piapi.ai\r\n",
    "model,task_type,prompt,duration,empty\nkling,video,it's 5 o'clock,5,\n",
    "\u{FEFF}duration;model;task_type;input.prompt\r\n5;kling;video;it's 5 o'clock\r\n",
    "model\ttask_type\tduration\tprompt\nkling\tvideo\t5\t\"it's 5 o'clock\"\n",
  ]

  @Test(arguments: RequestFormsTests.forms)
  func `a request is the same in every form`(form: String) throws {
    #expect(try Self.read(form).map { try $0.request.get() } == [Self.expected])
  }

  @Test func `requests in several forms follow each other`() throws {
    let tables = 3
    let forms = Self.forms.dropLast(tables)
    let twice = "curl -d '\(Self.shellBody)' https://a && curl https://a -d'\(Self.shellBody)'"
    let text = (forms + [twice]).joined(separator: "\n")
    let requests = try Self.read(text).map { try $0.request.get() }
    #expect(requests.count == forms.count + 2)
    #expect(Set(requests) == [Self.expected])
  }

  static let failures: [(String, [String])] = [
    (
      #"{"headers":{"model":"m"},"body":{"model":"m"}}"#,
      ["1: task_type: expected a text, found nothing"]
    ),
    (
      #"{"body":{"task_id":"1","model":"m","task_type":"t"}}"#,
      ["1: model: expected a text, found nothing"]
    ),
    ("GET /api/v1/task HTTP/1.1\nx-api-key: \(secret)\n\n", ["1: the request has no body"]),
    ("POST /a HTTP/1.1\n\nPOST /a HTTP/1.1\nHost: b\n\n\(body)", ["1: the request has no body"]),
    ("\n\ncurl -H 'x-api-key: \(secret)' https://a", ["3: curl sends no body: expected --data"]),
    (
      "curl -H 'x-api-key: \(secret)' -d @body.json https://a",
      ["1: curl sends the content of a file: give that file instead"]
    ),
    ("curl -d 'x-api-key: \(secret)'", ["1: not JSON: expected a value, found a letter"]),
    (
      "model,task_type\nkling,video\nkling\nkling,video,x\n",
      ["3: task_type: expected a text, found nothing", "4: expected 2 cells, found 3"]
    ),
  ]

  @Test(arguments: RequestFormsTests.failures)
  func `what is missing is said with its line, and never what a header holds`(
    text: String, messages: [String]
  ) throws {
    #expect(try Self.errors(text) == messages)
    #expect(try !Self.errors(text).joined().contains(Self.secret))
  }

  @Test func `cells are numbers, flags, lists and texts as in JSON, and a path names a field`()
    throws
  {
    let text = """
      model,task_type,version,enable_audio,image_urls,multi_shots.duration.sum,prompt,size
      kling,video,3.0,TRUE,"[""a"",""b""]",12,42,2K
      """
    let request = try #require(try Self.read(text).first?.request.get())
    #expect(
      request.fields == [
        Request.Field("enable_audio", .flag(true)),
        Request.Field("image_urls.count", .number(ExactDecimal(2))),
        Request.Field("multi_shots.duration.sum", .number(ExactDecimal(12))),
        Request.Field("prompt.length", .number(ExactDecimal(2))),
        Request.Field("size", .word("2K")),
        Request.Field("version", .number(ExactDecimal(3))),
      ])
  }

  @Test func `no text makes it fail or run on, whatever its bytes`() throws {
    let seed: UInt64 = 16_9
    var random = SeededRandom(seed: seed)
    let pieces =
      Self.forms + ["\\", "'", "\"", "$'", "\n", "\r\n", "curl ", "POST /", "^\n", "{", "\u{0}"]
    for round in 0..<300 {
      var text = ""
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let piece = try #require(pieces.randomElement(using: &random))
        text += piece.prefix(Int.random(in: 0...piece.count, using: &random))
      }
      let lines = text.utf8.count { $0 == 0x0A } + 1
      let found = try Self.read(text)
      #expect(found.count <= text.utf8.count, "seed \(seed), \(round)")
      #expect(found.allSatisfy { (1...lines).contains($0.line) }, "seed \(seed), \(round): \(text)")
    }
  }
}
