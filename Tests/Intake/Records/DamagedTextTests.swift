import Domain
import Intake
import TestSupport
import Testing

@Suite struct DamagedTextTests {
  private static let damage = ["\u{FFFD}", #"\ufffd"#, #"\ud800"#, #"\u0000"#, #"\n"#, "\u{85}"]

  private static func reason(_ member: String) -> String {
    "\(member): expected an intact text, found one with damaged characters"
  }

  @Test(arguments: damage)
  func `identity and the unit of money are not read from damaged text`(damage: String) throws {
    let changes: [(String, (inout TaskText) -> Void)] = [
      ("task_id", { $0.taskID = "a\(damage)b" }), ("model", { $0.model = "a\(damage)b" }),
      ("task_type", { $0.taskType = "a\(damage)b" }), ("status", { $0.status = "a\(damage)b" }),
      ("meta.usage.type", { $0.usageType = "a\(damage)b" }),
    ]
    for (member, change) in changes {
      let text = TaskText.task(change).envelope
      #expect(try refusal(of: text) == Self.reason(member))
      #expect(ReadSource.carefully(Array(text.utf8)).others.count == 1)
      #expect(try ReadSource.inBatches(Array(text.utf8)).others.count == 1)
    }
  }

  @Test(arguments: ["\u{FFFD}", #"\ufffd"#])
  func `a completion and a history row are not read from damaged text`(damage: String) throws {
    let completion = #""object":"chat.completion","choices":[]"#
    #expect(
      try refusal(of: #"{"id":"c\#(damage)1","model":"m",\#(completion)}"#) == Self.reason("id"))
    #expect(
      try refusal(of: #"{"id":"c-1","model":"\#(damage)m",\#(completion)}"#)
        == Self.reason("model"))
    for member in ["id", "task_id", "task_model", "action", "status", "usage_type"] {
      let row = #"{"id":1,"\#(member)":"a\#(damage)"}"#
      let page = try historyPage(#"{"page":1,"total":1,"data":[\#(row)]}"#)
      #expect(page.unreadableRows.map(\.reason) == ["history row 1: \(Self.reason(member))"])
    }
  }

  @Test(arguments: [#"\n"#, #"\t"#, "\u{A0}", "\u{3000}", "\u{85}"])
  func `white space around a text does no harm`(space: String) throws {
    let text = TaskText.task {
      $0.taskID += space
      $0.model = space + $0.model
      $0.status += space
    }
    let expected = try task(TaskText().envelope)
    let found = try task(text.envelope)
    #expect(found.id == expected.id)
    #expect(found.status == expected.status)
  }

  @Test(arguments: ["größe", "模型", "e\u{301}", "\u{200B}x", "a\u{7F}"])
  func `characters beyond ASCII are no damage`(name: String) throws {
    #expect(
      try task(TaskText.task { $0.model = name }.envelope).request.model.contains(name.prefix(1)))
  }

  @Test func `damage in a prompt is measured and does no harm`() throws {
    let text = TaskText.task { $0.input = "{\"prompt\":\"caf\u{FFFD}\\u0000\"}" }
    #expect(try task(text.envelope).request["prompt.length"] == .number(ExactDecimal(5)))
  }
}
