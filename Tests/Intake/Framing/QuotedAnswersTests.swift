import Domain
import TestSupport
import Testing
import Traffic

@testable import Intake

@Suite struct QuotedAnswersTests {
  private static let quotedID = "quoted-0001"
  /// What someone asks about, and no task of theirs.
  private static let answer = TaskText.task { $0.taskID = quotedID }.envelope
  private static let prompt = JSONText.quoted("Explain this: " + answer + ", please")

  private static func ids(in text: String) -> [String] {
    ids(in: Array(text.utf8))
  }

  private static func ids(in bytes: [UInt8]) -> [String] {
    ReadSource.carefully(bytes).tasks.map(\.id.text)
  }

  /// How often the members that hold prose are named.
  private static func names(in bytes: [UInt8]) -> Int {
    ["prompt", "messages", "input", "content", "text"].reduce(0) { count, name in
      count + bytes.ranges(of: Array(name.utf8)).count
    }
  }

  static let texts: [String] = [
    TaskText.task { $0.input = #"{"prompt":\#(prompt),"size":"2K"}"# }.envelope,
    TaskText.task { $0.input = #"{"gen_text":\#(prompt)}"# }.bare,
    TaskText.task { $0.output = #"{"text":\#(prompt)}"# }.webhook(timestamp: 1_777_888_800),
    TaskText.task { $0.output = #"{"text":\#(answer)}"# }.envelope,
    #"{"model":"seedream","task_type":"seedream-5-lite","input":{"prompt":\#(prompt)}}"#,
    #"{"model":"gpt-4o","messages":[{"role":"user","content":\#(prompt)}]}"#,
    #"{"model":"gpt-4o","input":\#(prompt)}"#,
    #"{"id":"c","object":"chat.completion","model":"m","choices":[{"message":{"content":\#(prompt)}}],"usage":{}}"#,
    #"{"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"delta":{"content":\#(prompt)}}]}"#,
    #"{"job":7,"prompt":\#(prompt),"negative_prompt":\#(prompt)}"#,
    #"{"conversation":[{"role":"user","content":\#(prompt)},{"role":"assistant","content":[{"text":\#(prompt)}]}]}"#,
    #"level=info prompt=\#(prompt) size=2K"#,
    // The beginning of a log that was rotated, or cut by its size.
    #"t","input":{"prompt":\#(prompt),"size":"2K"},"output":null}}"#,
    String(prompt.dropFirst(5)),
  ]

  @Test(arguments: texts)
  func `an answer in what a task or a model was given or made is not read`(text: String) {
    for wrapped in [text] + Wrapper.all.map({ $0.text(text) }) {
      #expect(!Self.ids(in: wrapped).contains(Self.quotedID))
    }
  }

  @Test(arguments: 1...80 as ClosedRange<UInt64>)
  func `damage never turns a quoted answer into a task`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<40 {
      let text = Self.texts.randomElement(using: &random) ?? ""
      let wrapper = Wrapper.all.randomElement(using: &random)
      let whole = Array((Bool.random(using: &random) ? text : wrapper?.text(text) ?? text).utf8)
      var bytes = whole
      // Damage inside of the answer itself may make anything of it.
      switch Int.random(in: 0...2, using: &random) {
      case 0: bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
      default:
        let index = Int.random(in: 0..<bytes.count, using: &random)
        bytes[index] = Array("{}[]\",:\\x\n".utf8).randomElement(using: &random) ?? 0
      }
      // Without its name a prompt may be any text.
      guard Self.names(in: bytes) == Self.names(in: whole) else { continue }
      let isRead = Self.ids(in: bytes).contains(Self.quotedID)
      #expect(!isRead, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }
}
