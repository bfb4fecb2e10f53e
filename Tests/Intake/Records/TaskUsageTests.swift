import Domain
import Intake
import TestSupport
import Testing

@Suite struct TaskUsageTests {
  private static func text(usage: String) -> String {
    TaskText.task { $0.meta = #"{"usage":\#(usage)}"# }.envelope
  }

  @Test(
    arguments: [
      (#"{"type":"llm","frozen":0,"consume":280000}"#, "llm 0 280000"),
      (#"{"type":"point","frozen":7500000,"consume":0}"#, "point 7500000 0"),
      (#"{"type":"point","frozen":7500000,"consume":7500000}"#, "point 7500000 7500000"),
      (#"{"type":"quota","frozen":"7500000","consume":"280000"}"#, "quota 7500000 280000"),
      (#"{"type":"llm","frozen":0.0,"consume":2.8e5}"#, "llm 0 280000"),
      (#"{"frozen":5,"consume":6}"#, " 5 6"), (#"{"type":null,"frozen":5,"consume":6}"#, " 5 6"),
      (#"{"type":"llm","consume":280000}"#, "llm 0 280000"),
      (#"{"type":" LLM ","frozen":"","consume":" 280000.0 "}"#, "llm 0 280000"),
      (#"{"type":"mj","frozen":14,"consume":8}"#, "mj 14 8"),
    ] as [(String, String)])
  func `usage is read in points, numbers as text too`(usage: String, found: String) throws {
    let read = try #require(try task(Self.text(usage: usage)).usage)
    #expect("\(read.type) \(read.frozen.count) \(read.consume.count)" == found)
  }

  /// Usage that does not say what was booked: unknown is not 0.
  private static let silent = [
    "null", "{}", #"{"type":"llm"}"#, "[]", #""""#, #"" ""#,
    #"{"type":"point","frozen":null,"consume":null}"#, #"{"type":"llm","frozen":0}"#,
    #"{"type":"llm","frozen":0,"consume":null}"#, #"{"type":"llm","frozen":0,"consume":""}"#,
    #"{"frozen":280000,"consume":" "}"#,
  ]

  @Test(arguments: Self.silent, ["completed", "failed", "Cancelled", "success"])
  func `an ended task that does not say what was booked has no usage`(
    usage: String, status: String
  ) throws {
    let text = TaskText.task {
      ($0.meta, $0.status) = (#"{"usage":\#(usage)}"#, status)
    }
    #expect(try task(text.envelope).usage == nil)
  }

  @Test(arguments: ["pending", "processing", "staged", "queued"])
  func `a task that runs has booked nothing where it shows frozen points alone`(status: String)
    throws
  {
    let text = TaskText.task {
      ($0.meta, $0.status) = (#"{"usage":{"type":"point","frozen":7500000}}"#, status)
    }
    let usage = try #require(try task(text.envelope).usage)
    #expect((usage.frozen, usage.consume) == (Points(7_500_000), .zero))
  }

  @Test(arguments: ["0", "280000", #""280000""#, "[280000]", "true"])
  func `usage that is there and no object is refused`(usage: String) throws {
    #expect(
      try refusal(of: Self.text(usage: usage)).hasPrefix("meta.usage: expected an object, found "))
  }

  @Test func `points up to 10,000 dollars are read, more are refused as no task costs them`() throws
  {
    let most = Self.text(usage: #"{"type":"llm","frozen":0,"consume":100000000000}"#)
    #expect(try task(most).usage?.consume == Points(100_000_000_000))
    for name in ["frozen", "consume"] {
      let text = Self.text(usage: #"{"type":"llm","\#(name)":100000000001}"#)
      #expect(
        try refusal(of: text) == "meta.usage.\(name): expected at most 100000000000 points,"
          + " found 100000000001")
    }
  }

  @Test(
    arguments: [
      ("-1", "a number"), ("0.5", "a number"), (#""-280000""#, #"a text"#),
      (#""2.5""#, #"a text"#), (#""many""#, #"a text"#), ("true", "true"),
      ("[5]", "an array"), (#"{"points":5}"#, "an object"), ("1e30", "a number"),
      ("1e-3", "a number"),
    ] as [(String, String)])
  func `points that are negative, fractional or no number are refused by their name`(
    points: String, found: String
  ) throws {
    for name in ["frozen", "consume"] {
      let other = name == "frozen" ? "consume" : "frozen"
      let text = Self.text(usage: #"{"type":"llm","\#(other)":0,"\#(name)":\#(points)}"#)
      #expect(
        try refusal(of: text)
          == "meta.usage.\(name): expected whole points of 0 or more, found \(found)")
    }
  }
}
