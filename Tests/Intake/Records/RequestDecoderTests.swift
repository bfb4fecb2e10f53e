import Domain
import Intake
import Testing

@Suite struct RequestDecoderTests {
  /// The fields of an input, each as `name=JSON`.
  private static func fields(of input: String) throws -> [String] {
    RequestDecoder.fields(of: try json(input)).map { "\($0.name)=\($0.value.json)" }
  }

  @Test(
    arguments: [
      (#"{"size":"2K"}"#, [#"size="2K""#]),
      (#"{"aspect_ratio":"16:9"}"#, [#"aspect_ratio="16:9""#]),
      (#"{"duration":5}"#, ["duration=5"]), (#"{"duration":"8s"}"#, [#"duration="8s""#]),
      (#"{"duration":"5"}"#, [#"duration="5""#]), (#"{"guidance":7.50}"#, ["guidance=7.5"]),
      (#"{"seed":-1,"steps":1e1}"#, ["seed=-1", "steps=10"]),
      (#"{"loop":false,"enable_audio":true}"#, ["loop=false", "enable_audio=true"]),
      (#"{"version":"3.0","mode":"std"}"#, [#"version="3.0""#, #"mode="std""#]),
      (#"{"model":"Qubico/flux1-dev"}"#, [#"model="Qubico/flux1-dev""#]),
      (#"{"seed":123456789012345678901}"#, [#"seed="123456789012345678901""#]),
    ] as [(String, [String])])
  func `numbers, flags and short words are kept as they are`(input: String, fields: [String]) throws
  {
    #expect(try Self.fields(of: input) == fields)
  }

  @Test(arguments: ["{}", "null", "[]", "5", #""2K""#, #"{"prompt":"","images":null}"#])
  func `an empty input has no fields`(input: String) throws {
    #expect(try Self.fields(of: input) == [])
    #expect(RequestDecoder.fields(of: nil).isEmpty)
  }

  @Test(
    arguments: [
      ("prompt", 3), ("negative_prompt", 3), ("gpt_description_prompt", 3), ("gen_text", 3),
      ("lyrics", 3), ("title", 3), ("tags", 3), ("negative_tags", 3), ("caption", 3),
      ("description", 3), ("User_Prompt", 3), ("email", 3),
    ] as [(String, Int)])
  func `a person's words are never kept, only their length`(name: String, length: Int) throws {
    #expect(try Self.fields(of: #"{"\#(name)":"cat"}"#) == ["\(name).length=\(length)"])
  }

  @Test(arguments: ["webhook_secret", "api_key", "access_token", "image_url", "secret"])
  func `a secret, a key and an address are never kept, however short`(name: String) throws {
    #expect(try Self.fields(of: #"{"\#(name)":"k-4711"}"#) == ["\(name).length=6"])
  }

  @Test(
    arguments: [
      ("https://img.example/1.png", 25), ("HTTP://a.b/c", 12), ("s3://bucket/key", 15),
      ("data:image/png;base64,iVBORw0KGgo=", 34),
    ] as [(String, Int)])
  func `an address is never kept, whatever its member is called`(text: String, length: Int) throws {
    #expect(try Self.fields(of: #"{"image":"\#(text)"}"#) == ["image.length=\(length)"])
    #expect(try Self.fields(of: #"{"a":{"image":"\#(text)"}}"#) == ["a.image.length=\(length)"])
  }

  @Test(
    arguments: [
      ("oil painting", 12), ("größer", 6), ("a\\nb", 3), ("it's", 4), ("a@b.example", 11),
      (String(repeating: "x", count: 33), 33),
    ] as [(String, Int)])
  func `a text of several words or more than 32 bytes is kept as its length`(
    text: String, length: Int
  ) throws {
    #expect(try Self.fields(of: #"{"style":"\#(text)"}"#) == ["style.length=\(length)"])
  }

  @Test func `32 bytes are a word`() throws {
    let word = String(repeating: "x", count: 32)
    #expect(try Self.fields(of: #"{"style":"\#(word)"}"#) == [#"style="\#(word)""#])
  }

  @Test func `lengths are counted in Unicode scalars`() throws {
    let text = "he\u{301}llo \u{1F469}\u{200D}\u{1F467}"
    #expect(try Self.fields(of: #"{"gen_text":"\#(text)"}"#) == ["gen_text.length=10"])
  }

  @Test(
    arguments: [
      (#"{"image_urls":["a","b","c"]}"#, ["image_urls.count=3"]),
      (#"{"image_urls":[]}"#, ["image_urls.count=0"]),
      (#"{"sizes":[512,1024]}"#, ["sizes.count=2"]),
      (#"{"image_urls":["https://a.example/1.png"]}"#, ["image_urls.count=1"]),
      (
        #"{"multi_shots":[{"duration":3,"prompt":"a dog"},{"duration":2,"prompt":"a cat"}]}"#,
        ["multi_shots.count=2", "multi_shots.duration.sum=5"]
      ),
      (
        #"{"multi_shots":[{"duration":"3s","index":1},{"duration":2.5},{"duration":"1"}]}"#,
        ["multi_shots.count=3", "multi_shots.duration.sum=6.5", "multi_shots.index.sum=1"]
      ),
      (#"{"multi_shots":[{"duration":"long"},null,[1]]}"#, ["multi_shots.count=3"]),
    ] as [(String, [String])])
  func `a list is kept as its count and the sums of its members' numbers`(
    input: String, fields: [String]
  ) throws {
    #expect(try Self.fields(of: input) == fields)
  }

  @Test(
    arguments: [
      (#"{"resolution":["720p"]}"#, [#"resolution.only="720p""#]),
      (#"{"duration":[5]}"#, ["duration.only=5"]), (#"{"duration":[2.5]}"#, ["duration.only=2.5"]),
      (#"{"audio":[true]}"#, ["audio.only=true"]),
      (#"{"camera":{"x":["in"]}}"#, [#"camera.x.only="in""#]),
      (#"{"size":[""]}"#, []), (#"{"size":[null]}"#, []), (#"{"size":[["2K"]]}"#, []),
      (#"{"size":["a text of words"]}"#, []), (#"{"prompts":["cat"]}"#, []),
      (#"{"prompt":["cat"]}"#, []), (#"{"tags":["cat"]}"#, []), (#"{"api_keys":[4711]}"#, []),
      (#"{"size":["2K","3K"]}"#, []),
    ] as [(String, [String])])
  func `the only element of a list is kept if it would be kept outside one`(
    input: String, only: [String]
  ) throws {
    #expect(try Self.fields(of: input).filter { !$0.contains(".count=") } == only)
  }

  @Test(
    arguments: [
      (#"{"shots":[{"prompt":"2026"},{"prompt":"7"}]}"#, ["shots.count=2"]),
      (#"{"headers":[{"api_key":"4711"}]}"#, ["headers.count=1"]),
    ] as [(String, [String])])
  func `a person's words and secrets in a list are not kept either, even if they are digits`(
    input: String, fields: [String]
  ) throws {
    #expect(try Self.fields(of: input) == fields)
  }

  @Test(
    arguments: [
      (#"{"camera":{"type":"simple"}}"#, [#"camera.type="simple""#]),
      (
        #"{"camera":{"type":"simple","config":{"zoom":5,"prompt":"closer"}}}"#,
        [#"camera.type="simple""#, "camera.config.zoom=5", "camera.config.prompt.length=6"]
      ),
      (#"{"a":{"b":{"c":{"d":1}}}}"#, ["a.b.c.d=1"]),
      (#"{"a":{"list":[{"n":1},{"n":2}]}}"#, ["a.list.count=2", "a.list.n.sum=3"]),
    ] as [(String, [String])])
  func `members of objects are kept by their path`(input: String, fields: [String]) throws {
    #expect(try Self.fields(of: input) == fields)
  }
}
