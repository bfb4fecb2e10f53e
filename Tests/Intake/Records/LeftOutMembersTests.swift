import Domain
import Testing

@testable import Intake

@Suite struct LeftOutMembersTests {
  private static func reason(of text: String) throws -> String? {
    try Array(text.utf8).withUnsafeBufferPointer { buffer in
      var parser = LiteralParser(buffer, at: 0, isComplete: true)
      let value = try parser.value()
      return LeftOutMembers.reason(parser.omissions, in: value)
    }
  }

  private static let task =
    "task_id: 'a-1', model: 'kling', task_type: 'video', status: 'completed'"

  @Test(arguments: [
    "{ \(task) }", "{ \(task), logs: [Array] }", "{ \(task), detail: { a: [Object] } }",
    "{ \(task), config: { service_mode: '', webhook_config: [Object] } }",
    "{ \(task), error: { code: 0, detail: [Object] } }", "{ \(task), handler: [Function: x] }",
    "{ code: 200, data: { \(task), logs: [ 'a', ... 5 more items ] }, headers: [Object] }",
    "Response { status: 200, self: [Circular *1], data: { \(task) }, [Symbol(x)]: [Object] }",
    "{ id: 'c-1', object: 'chat.completion', model: 'm', choices: [ [Object] ], usage: { a: 1 } }",
    "{ id: 'm', type: 'message', role: 'assistant', content: [ [Object] ], usage: { a: 1 } }",
    "{ created: 1, data: [ { url: 'x' } ], usage: { a: 1 }, more: [Object] }",
    "{ page: 1, total: 1, data: [ { id: 1, task_id: 'a', detail: [Object] } ] }",
    "{ name: 'studio', equivalent_in_usd: 1.5, settings: [Object] }",
  ])
  func `a record is whole if only members are left out that nothing reads`(text: String) throws {
    #expect(try Self.reason(of: text) == nil)
  }

  private static func logged(_ member: String) -> String {
    "logged by console.log, which leaves out \(member); log JSON.stringify(answer)"
  }

  @Test(
    arguments: [
      ("{ \(task), meta: { usage: [Object] } }", "meta.usage"),
      ("{ code: 200, data: { \(task), logs: [Array], meta: [Object] } }", "meta"),
      ("{ response: { body: [ { data: { \(task), input: [Object] } } ] } }", "input"),
      ("{ \(task), config: [Object] }", "config"), ("{ \(task), error: [Object] }", "error"),
      ("{ \(task), output: { works: [ [Object], [Object] ] } }", "output.works"),
      (
        "{ \(task), input: { image_urls: [ 'a', ... 3 more items ] } }", "items of input.image_urls"
      ),
      ("{ \(task), input: { gen_text: 'a'... 9 more characters } }", "the end of input.gen_text"),
      ("{ detail: { \(task), meta: [Object] } }", "meta"),
      ("{ code: 200, data: [Object] }", "data"), ("[ [Object], [Object] ]", "members"),
      ("[ { \(task) }, ... 3 more items ]", "items"),
      ("{ tasks: [ { \(task) }, ... 1 more item ] }", "items of tasks"),
      ("{ page: 1, total: 9, data: [ { id: 1 }, [Object] ] }", "data"),
      ("{ id: 'c', choices: [], usage: [Object] }", "usage"),
      ("{ created: 1, data: [ [Object] ], usage: { total_tokens: 5 } }", "data"),
      (
        "{ created: 1, data: [ { b64_json: 'iVBOR'... 90 more characters } ], usage: { a: 1 } }",
        "the end of data.b64_json"
      ),
      (
        "{ equivalent_in_usd: 1.5, credit_pack_info: { credit_packs: [ [Object] ] } }",
        "credit_pack_info.credit_packs"
      ),
    ] as [(String, String)])
  func `a record without something that is read is refused by its name`(
    text: String, member: String
  ) throws {
    #expect(try Self.reason(of: text) == Self.logged(member))
  }

  @Test func `an object that Python prints by its name is named`() throws {
    let text = "{'task_id': 'a', 'meta': {'usage': <Usage object at 0x7f>}}"
    #expect(
      try Self.reason(of: text)
        == "printed by Python, which leaves out meta.usage; log json.dumps(answer)")
  }

  @Test func `a name that may be a text is not shown`() throws {
    let text = "{ 'a lighthouse in the fog': [Object] }"
    #expect(try Self.reason(of: text) == Self.logged("…"))
  }
}
