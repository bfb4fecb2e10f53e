import Domain
import Testing

@testable import Intake

@Suite struct ImageAnswerDecoderTests {
  private static let usage =
    #"{"total_tokens":1200,"input_tokens":200,"output_tokens":1000,"input_tokens_details":{"text_tokens":40,"image_tokens":160}}"#

  private static func answer(
    _ data: String = #"[{"url":"https://x.example/a.png","revised_prompt":"a secret lighthouse"}]"#,
    created: Int = 1_777_803_331, _ more: String = ""
  ) -> String {
    #"{"created":\#(created),"data":\#(data),"usage":\#(usage)\#(more)}"#
  }

  @Test func `an images answer is an ended task with its tokens and the number of its images`()
    throws
  {
    let images = #"[{"b64_json":"iVBORw0KGgo"},{"b64_json":"AAAA"}]"#
    let observation = try task(
      Self.answer(images, #","model":"gpt-image-1","size":"1024x1024","quality":"high""#))
    let created = Instant(seconds: 1_777_803_331)
    #expect(observation.request.model == "gpt-image-1")
    #expect(observation.request.taskType == "image_generation")
    #expect(observation.status == .completed)
    #expect(observation.outputCount == 2)
    #expect(observation.usage == nil)
    #expect((observation.createdAt, observation.endedAt) == (created, created))
    #expect(
      observation.request.fields.map { "\($0.name)=\($0.value.text)" } == [
        "quality=high", "size=1024x1024", "usage.input_tokens=200",
        "usage.input_tokens_details.image_tokens=160", "usage.input_tokens_details.text_tokens=40",
        "usage.output_tokens=1000", "usage.total_tokens=1200",
      ])
  }

  @Test func `an answer that names no model is of gpt-image`() throws {
    for model in ["", #","model":null"#, #","model":"""#] {
      #expect(try task(Self.answer(#"[{"url":"u"}]"#, model)).request.model == "gpt-image")
    }
  }

  @Test func `nothing of the images is kept, nor what they show`() throws {
    let observation = try task(Self.answer())
    #expect(!"\(observation)".contains("x.example"))
    #expect(!"\(observation)".contains("secret"))
  }

  private static func ids(in text: String) -> [String] {
    var reader = RecordReader(MemorySource(Array(text.utf8)))
    var ids: [String] = []
    while let item = reader.next() {
      guard case .record(.task(let task), _) = item else { return ["\(item)"] }
      ids.append(task.id.text)
    }
    return ids
  }

  @Test(arguments: Wrapper.all.map(\.name))
  func `an answer is the same task however it is wrapped`(wrapper name: String) throws {
    let wrapper = try #require(Wrapper.all.first { $0.name == name })
    let id = try task(Self.answer()).id.text
    #expect(id.hasPrefix("images-"))
    #expect(Self.ids(in: wrapper.text(Self.answer())) == [id])
  }

  @Test func `the order of members and how they are spelled make no other task`() throws {
    let reordered =
      #"{ "usage": \#(Self.usage), "data": [{"b64_json": null, "url": "https:\/\/x.example\/a.png"}], "created": 1777803331 }"#
    #expect(try task(reordered).id == task(Self.answer()).id)
  }

  @Test func `answers that differ in time, tokens or images are different tasks`() throws {
    let others = [
      Self.answer(), Self.answer(created: 1_777_803_332), Self.answer(#"[{"url":"other"}]"#),
      Self.answer(#"[{"b64_json":"https://x.example/a.png"}]"#),
      Self.answer(#"[{"url":"oth"},{"url":"er"}]"#), Self.answer().replacing("1000", with: "1001"),
    ]
    #expect(Set(try others.map { try task($0).id }).count == others.count)
  }

  @Test func `an answer with images of several megabytes is read in chunks of any size`() throws {
    let image = String(repeating: "iVBORw0KGgo/", count: 200_000)
    let text = Self.answer(#"[{"b64_json":"\#(image)"}]"#)
    let bytes = Array("POST 200 \(text)\n\(ShortTask.bare(1))\n".utf8)
    for chunkSizeBytes in [1 << 14, 1 << 20] {
      let source = try ReadSource.inBatches(bytes, chunkSizeBytes: chunkSizeBytes)
      #expect(source.tasks.map(\.id) == [try task(text).id, TaskID("t1")])
      #expect(source == ReadSource.carefully(bytes, chunkSizeBytes: chunkSizeBytes))
    }
  }

  @Test func `an answer that ends in the middle waits for its rest`() {
    let begun = String(Self.answer().dropLast(3))
    #expect(Finding(in: begun).found == [.waiting(begun, line: 1)])
  }

  @Test(arguments: [
    #"{"created":1777803331,"data":[{"url":"x"}]}"#,
    #"{"created":1777803331,"data":[],"usage":{"total_tokens":1}}"#,
    #"{"created":1777803331,"data":[{"embedding":[]}],"usage":{"total_tokens":1}}"#,
    #"{"id":"x","created":1777803331,"data":[{"url":"x"}],"usage":{"total_tokens":1}}"#,
    #"{"created":"today","data":[{"url":"x"}],"usage":{"total_tokens":1}}"#,
  ])
  func `another object with data is no images answer`(text: String) throws {
    #expect(try refusal(of: text) == "no record")
  }
}
