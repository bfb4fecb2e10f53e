import Domain
import Intake
import Testing

@Suite struct CompletionDecoderTests {
  private static let completion = #"""
    {"id":"chatcmpl-7Qx","object":"chat.completion","created":1742396655,"model":"gpt-4o-mini",
    "choices":[{"index":0,"finish_reason":"stop",
    "message":{"role":"assistant","content":"Lighthouses are towers."}}],
    "usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,
    "prompt_tokens_details":{"cached_tokens":4}}}
    """#

  @Test func `a completion is an ended task whose tokens are fields of its request`() throws {
    let fields: [(String, Int64)] = [
      ("usage.completion_tokens", 10), ("usage.prompt_tokens", 19),
      ("usage.prompt_tokens_details.cached_tokens", 4), ("usage.total_tokens", 29),
    ]
    let created = Instant(seconds: 1_742_396_655)
    let expected = Observation(
      id: TaskID("chatcmpl-7Qx"),
      request: Request(
        model: "gpt-4o-mini", taskType: "chat_completion",
        fields: fields.map { Request.Field($0.0, .number(ExactDecimal($0.1))) }),
      status: .completed, createdAt: created, endedAt: created)
    #expect(try task(Self.completion) == expected)
  }

  @Test func `what was said is not kept`() throws {
    let observation = try task(Self.completion)
    #expect(!"\(observation)".contains("Lighthouses"))
  }

  @Test(arguments: ["", #""created":null,"#, #""created":0,"#, #""created":"today","#])
  func `a completion without a time has none`(created: String) throws {
    let observation = try task(
      #"{"id":"c-1",\#(created)"object":"chat.completion","model":"m","choices":[]}"#)
    #expect(observation.createdAt == nil)
    #expect(observation.endedAt == nil)
    #expect(observation.request.fields.isEmpty)
  }

  @Test(
    arguments: [
      (#""model":"m""#, "id: expected a text, found nothing"),
      (#""id":7,"model":"m""#, "id: expected a text, found a number"),
      (#""id":"c-1""#, "model: expected a text, found nothing"),
      (#""id":"c-1","model":null"#, "model: expected a text, found null"),
    ] as [(String, String)])
  func `a completion without id or model is refused by their name`(members: String, reason: String)
    throws
  {
    let text = #"{"object":"chat.completion","choices":[],\#(members)}"#
    #expect(try refusal(of: text) == reason)
  }

  private static func part(_ members: String) -> String {
    #"{"id":"chatcmpl-2","object":"chat.completion.chunk","created":1777803332,"model":"m",\#(members)}"#
  }

  @Test func `of a streamed completion only the part with usage counts`() throws {
    let last = try task(Self.part(#""choices":[],"usage":{"prompt_tokens":100}"#))
    #expect(last.id == TaskID("chatcmpl-2"))
    #expect(last.request["usage.prompt_tokens"] == .number(ExactDecimal(100)))
    for members in [#""choices":[{"index":0}]"#, #""choices":[],"usage":null"#] {
      #expect(try refusal(of: Self.part(members)) == "no record")
    }
  }

  @Test func `another answer with choices is not a completion`() throws {
    let reason = try refusal(of: #"{"id":"x","object":"list","choices":[]}"#)
    #expect(reason == "no record")
  }
}
