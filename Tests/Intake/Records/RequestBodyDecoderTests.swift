import Domain
import Intake
import Testing

@Suite struct RequestBodyDecoderTests {
  private static func refusal(of body: String) throws -> String {
    let value = try json(body)
    let error = try #require(throws: RecordError.self) { try RequestBodyDecoder.request(of: value) }
    return error.description
  }

  @Test func `the body of a create call is read like the input of its task`() throws {
    let body = try json(
      #"""
      {"model":"kling","task_type":"video_generation",
      "input":{"prompt":"a lighthouse","version":"2.6","duration":5},
      "config":{"webhook_config":{"secret":"hush"}}}
      """#)
    let expected = Request(
      model: "kling", taskType: "video_generation",
      fields: [
        Request.Field("duration", .number(ExactDecimal(5))),
        Request.Field("prompt.length", .number(ExactDecimal(12))),
        Request.Field("version", .word("2.6")),
      ])
    #expect(try RequestBodyDecoder.request(of: body) == expected)
  }

  @Test func `a body without input asks for the defaults`() throws {
    let body = try json(#"{"model":"seedream","task_type":"seedream-5-lite"}"#)
    let request = Request(model: "seedream", taskType: "seedream-5-lite", fields: [])
    #expect(try RequestBodyDecoder.request(of: body) == request)
  }

  @Test func `a body with messages is a completion`() throws {
    let body = try json(
      #"{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hello"}],"stream":true}"#)
    let request = Request(model: "gpt-4o-mini", taskType: "chat_completion", fields: [])
    #expect(try RequestBodyDecoder.request(of: body) == request)
  }

  @Test(
    arguments: [
      ("[1]", "expected an object, found an array"),
      ("{}", "model: expected a text, found nothing"),
      (#"{"model":7,"task_type":"t"}"#, "model: expected a text, found a number"),
      (#"{"model":"m"}"#, "task_type: expected a text, found nothing"),
      (#"{"model":"m","task_type":null}"#, "task_type: expected a text, found null"),
      (
        #"{"model":"m","task_type":7,"messages":[]}"#,
        "task_type: expected a text, found a number"
      ),
    ] as [(String, String)])
  func `a body that is not a call is refused by its member's name`(body: String, reason: String)
    throws
  {
    #expect(try Self.refusal(of: body) == reason)
  }
}
