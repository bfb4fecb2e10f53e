import Domain
import TestSupport
import Testing

/// What an answer tells besides its input that a price can depend on.
@Suite struct AnswerFieldsTests {
  /// The fields of a task with these logs, as `name=JSON`.
  private static func fields(ofLogs logs: String) throws -> [String] {
    let text = TaskText.task { $0.input = "{}" }.envelope
    return try fields(of: text.replacing(#""logs":null"#, with: #""logs":\#(logs)"#))
  }

  private static func fields(of text: String) throws -> [String] {
    try task(text).request.fields.map { "\($0.name)=\($0.value.json)" }
  }

  @Test(
    arguments: [
      (#"["reference videos, total duration: 10.0s (10s) in all"]"#, "10"),
      (#"["total duration: 8.766s (9s)"]"#, "9"), (#"["Total duration: 4s"]"#, "4"),
      (#"["total duration: 4.5s, two files"]"#, "4.5"), (#"["total duration:4.50s."]"#, "4.5"),
      (#"["a.mp4: 3.2s (4s)","b.mp4: 5.0s (5s)","total duration: 8.2s (9s)"]"#, "9"),
      (#"["total duration: 8.2s (9s)","again, total duration: 8.20s (9s)"]"#, "9"),
      (#"[{"message":"total duration: 15.4s (16s)","level":"info"},{}]"#, "16"),
      (#"["total duration: soon",null,7,"total duration: 3.0s (3s)"]"#, "3"),
      (#"["\u0074otal\u0020duration: 3.0s (3s)"]"#, "3"), (#""total duration: 3.0s (3s)""#, "3"),
    ] as [(String, String)])
  func `the billed length of input videos is kept from the log line that tells the total`(
    logs: String, seconds: String
  ) throws {
    #expect(try Self.fields(ofLogs: logs) == ["logs.reference_seconds=\(seconds)"])
  }

  @Test(arguments: [
    "null", "[]", "{}", "7", #"["restored frozen points"]"#, #"["duration: 10.0s (10s)"]"#,
    #"["total duration: 10.0s (10s)","total duration: 12.0s (12s)"]"#,
    #"["total duration: 10.0s (9.5s)"]"#, #"["total duration: 10.0s (10"]"#,
    #"["total duration: 10.0s (many)"]"#, #"["total duration: 10.0"]"#,
    #"["total duration: 10.0sec"]"#, #"["total duration: 1.0.0s"]"#,
    #"["total duration: -4s"]"#, #"["total duration: 12345678s"]"#, #"["total duration: s (s)"]"#,
    #"["TOTAL DURATION: 10.0s (10s)"]"#, #"[["total duration: 10.0s (10s)"]]"#,
    #"[{"text":"total duration: 10.0s (10s)"}]"#,
  ])
  func `a log without a length, or with two that contradict each other, tells none`(
    logs: String
  ) throws {
    #expect(try Self.fields(ofLogs: logs) == [])
  }

  @Test func `nothing else of a log is kept`() throws {
    let logs = #"["key sk-live-4711 of https://a.example, total duration: 10.0s (10s)"]"#
    let text = TaskText().envelope.replacing(#""logs":null"#, with: #""logs":\#(logs)"#)
    #expect(!"\(try task(text))".contains("4711"))
  }

  @Test(
    arguments: [
      (#""process_mode":"relax""#, [#"meta.process_mode="relax""#]),
      (
        #""process_mode":"turbo","model_version":"6.1""#,
        [#"meta.model_version="6.1""#, #"meta.process_mode="turbo""#]
      ),
      (#""model_version":7"#, ["meta.model_version=7"]), (#""process_mode":"""#, []),
      (#""process_mode":null,"model_version":true"#, []),
      (#""process_mode":"a mode of several words""#, []), (#""process_mode":["fast"]"#, []),
      (#""model_version":"https://a.example/""#, []), (#""model_version":{"x":"y"}"#, []),
    ] as [(String, [String])])
  func `mode and version that Midjourney tells in meta are kept as short words and numbers`(
    members: String, fields: [String]
  ) throws {
    let text = TaskText.task {
      $0.input = "{}"
      $0.meta = #"{"created_at":"2026-05-04T10:00:00Z",\#(members)}"#
    }
    #expect(try Self.fields(of: text.envelope) == fields)
  }

  @Test func `tokens in a task's output are fields of usage, by path`() throws {
    let text = TaskText.task {
      $0.input = #"{"size":"1024x1024"}"#
      $0.output =
        #"{"image_urls":["u"],"usage":{"input_tokens":50,"output_tokens":1056,"input_tokens_details":{"text_tokens":10,"image_tokens":40}}}"#
    }
    #expect(
      try Self.fields(of: text.envelope) == [
        #"size="1024x1024""#, "usage.input_tokens=50",
        "usage.input_tokens_details.image_tokens=40", "usage.input_tokens_details.text_tokens=10",
        "usage.output_tokens=1056",
      ])
    #expect(try task(text.envelope).outputCount == 1)
  }

  @Test(arguments: ["null", "7", #""x""#, "[]", #"{"usage":null}"#, #"{"usage":[{"a":1}]}"#])
  func `an output without tokens adds no field`(output: String) throws {
    let text = TaskText.task {
      $0.input = "{}"
      $0.output = output
    }
    #expect(try Self.fields(of: text.envelope) == [])
  }
}
