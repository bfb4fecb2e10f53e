import Intake
import Testing

@Suite struct OutputDecoderTests {
  @Test(
    arguments: [
      (#"{"image_url":"https://img.example/1.png"}"#, 1),
      (#"{"image_url":"u","image_base64":""}"#, 1), (#"{"image_urls":["a","b","c"]}"#, 3),
      (#"{"image_url":"u","image_urls":["a","b","c","d"]}"#, 4),
      (#"{"image_url":"u","image_urls":null}"#, 1), (#"{"image_url":"u","image_urls":[]}"#, 1),
      (#"{"image_url":"u","temporary_image_urls":["a","b","c","d"]}"#, 4),
      (#"{"works":[{"video":{"resource":"u"}}]}"#, 1), (#"{"works":[{},{},{},{}]}"#, 4),
      (#"{"video":"u"}"#, 1), (#"{"video":{"url":"u"}}"#, 1),
      (#"{"percent":100,"cover_url":"c","video_url":"u","download_url":"d"}"#, 1),
      (#"{"generation_id":"g","songs":[{"id":"1"},{"id":"2"}]}"#, 2),
      (#"{"clips":{"one":{"id":"1"},"two":{"id":"2"}}}"#, 2), (#"{"model_file":"u"}"#, 1),
      (#"{"audio_url":"u"}"#, 1), (#"{"text":"a dog on a beach"}"#, 1),
    ] as [(String, Int)])
  func `results are counted wherever the provider shows them`(output: String, count: Int) throws {
    #expect(OutputDecoder.count(of: try json(output)) == count)
  }

  @Test(
    arguments: [
      (#"{"image_urls":["a","","b"]}"#, 2), (#"{"image_urls":["a",null]}"#, 1),
      (#"{"works":[null,{}]}"#, 1), (#"{"clips":{"one":{},"two":null}}"#, 1),
    ] as [(String, Int)])
  func `an empty place in a list is no result`(output: String, count: Int) throws {
    #expect(OutputDecoder.count(of: try json(output)) == count)
  }

  @Test(arguments: [
    "null", "{}", "[]", #""""#, #"{"video":""}"#, #"{"video":null}"#, #"{"songs":null}"#,
    #"{"type":"","status":0,"works":null}"#, #"{"image_urls":[]}"#, #"{"image_urls":["",""]}"#,
    #"{"percent":0,"cover_url":"","video_url":"","download_url":"","width":0}"#, #"{"text":""}"#,
    #"{"image_url":"","image_base64":""}"#, #"{"works":[]}"#, #"{"clips":{}}"#,
    #"{"generation_id":"","songs":null}"#, #"{"works":4}"#,
  ])
  func `an output without results has nothing to count`(output: String) throws {
    #expect(OutputDecoder.count(of: try json(output)) == nil)
  }

  @Test func `no output has nothing to count`() {
    #expect(OutputDecoder.count(of: nil) == nil)
  }
}
