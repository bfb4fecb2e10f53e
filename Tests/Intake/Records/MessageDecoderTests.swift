import Domain
import Testing

@testable import Intake

/// Answers in Anthropic's form, whole and streamed.
@Suite struct MessageDecoderTests {
  private static func message(_ id: String, stop: String = #""end_turn""#) -> String {
    #"{"id":"\#(id)","type":"message","role":"assistant","model":"claude-x","content":[{"type":"text","text":"Lighthouses are towers."}],"stop_reason":\#(stop),"usage":{"input_tokens":25,"cache_creation_input_tokens":3,"cache_read_input_tokens":4,"output_tokens":15}}"#
  }

  private static let tokens = [
    "usage.cache_creation_input_tokens=3", "usage.cache_read_input_tokens=4",
    "usage.input_tokens=25",
  ]

  /// The tasks in a text, each as its id and its fields.
  private static func tasks(in text: String, chunkSizeBytes: Int = 1 << 20) -> [[String]] {
    var reader = RecordReader(
      MemorySource(Array(text.utf8), chunkSizeBytes: chunkSizeBytes))
    var tasks: [[String]] = []
    while let item = reader.next() {
      guard case .record(.task(let task), _) = item else { return [["\(item)"]] }
      tasks.append([task.id.text] + task.request.fields.map { "\($0.name)=\($0.value.text)" })
    }
    return tasks
  }

  @Test func `a message is an ended task whose tokens are fields of its request`() throws {
    let observation = try task(Self.message("msg_1"))
    #expect(observation.id == TaskID("msg_1"))
    #expect(observation.request.taskType == "chat_completion")
    #expect(observation.request.model == "claude-x")
    #expect(observation.status == .completed)
    #expect(observation.usage == nil)
    #expect(observation.createdAt == nil)
    #expect(
      observation.request.fields.map { "\($0.name)=\($0.value.text)" }
        == Self.tokens + ["usage.output_tokens=15"])
    #expect(!"\(observation)".contains("Lighthouses"))
  }

  @Test func `of a message that has only begun the output tokens are not known`() throws {
    let observation = try task(Self.message("msg_1", stop: "null"))
    #expect(
      observation.request.fields.map { "\($0.name)=\($0.value.text)" } == Self.tokens)
  }

  @Test func `a message without a model is refused by its name`() throws {
    let text = #"{"id":"m","type":"message","role":"assistant","usage":{"input_tokens":1}}"#
    #expect(try refusal(of: text) == "model: expected a text, found nothing")
  }

  private static func start(_ id: String) -> String {
    #"{"type":"message_start","message":\#(message(id, stop: "null"))}"#
  }

  private static func delta(_ tokens: Int) -> String {
    #"{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":\#(tokens)}}"#
  }

  private static func events(_ events: [String]) -> String {
    events.map { "event: x\ndata: \($0)\n\n" }.joined()
  }

  private static func begun(_ id: String) -> [String] { [id] + tokens }

  private static func ended(_ id: String, _ outputTokens: Int) -> [String] {
    begun(id) + ["usage.output_tokens=\(outputTokens)"]
  }

  private static let text =
    #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Light"}}"#
  private static let stop = #"{"type":"message_stop"}"#

  @Test func `a streamed message is one task, from its first event and its last one with tokens`()
    throws
  {
    let stream = Self.events([Self.start("msg_1"), Self.text, Self.delta(12), Self.stop])
    let found = [Self.begun("msg_1"), Self.ended("msg_1", 12)]
    #expect(Self.tasks(in: stream) == found)
    for size in [1, 7, 64] { #expect(Self.tasks(in: stream, chunkSizeBytes: size) == found) }
    let batches = try ReadSource.inBatches(Array(stream.utf8))
    #expect(batches == ReadSource.carefully(Array(stream.utf8)))
  }

  @Test func `the events of a stream may be records of their own, or one text`() {
    let events = [Self.start("msg_1"), Self.text, Self.delta(12), Self.stop]
    let found = [Self.begun("msg_1"), Self.ended("msg_1", 12)]
    let docker = events.map { #"{"log":\#(JSONText.quoted("data: \($0)\n")),"stream":"stdout"}"# }
    #expect(Self.tasks(in: docker.joined(separator: "\n")) == found)
    let body = #"{"status":200,"body":\#(JSONText.quoted(Self.events(events)))}"#
    #expect(Self.tasks(in: body) == found)
  }

  @Test func `an end belongs to the message that began last, and without one tells of none`() {
    let cut = Self.events([Self.start("msg_1"), Self.start("msg_2"), Self.delta(7), Self.stop])
    #expect(
      Self.tasks(in: cut)
        == [Self.begun("msg_1"), Self.begun("msg_2"), Self.ended("msg_2", 7)])
    #expect(Self.tasks(in: Self.events([Self.delta(7), Self.stop])) == [])
  }

  @Test func `of several ends the one with more tokens is the fuller request`() throws {
    let stream = Self.events([Self.start("msg_1"), Self.delta(9), Self.delta(15)])
    var reader = RecordReader(MemorySource(Array(stream.utf8)))
    var requests: [Request] = []
    while case .record(.task(let task), _)? = reader.next() { requests.append(task.request) }
    let counts = requests.sorted { $0.isFuller(than: $1) }.map { $0["usage.output_tokens"]?.text }
    #expect(counts == ["15", "9", nil])
  }
}
