import Billing
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
    ] as [(String, String)])
  func `usage is read in points, numbers as text too`(usage: String, found: String) throws {
    let read = try #require(try task(Self.text(usage: usage)).usage)
    #expect("\(read.type) \(read.frozen.count) \(read.consume.count)" == found)
  }

  @Test(arguments: ["null", "{}", #"{"type":"llm"}"#, "[]", "0", #""""#])
  func `usage without points is no usage`(usage: String) throws {
    #expect(try task(Self.text(usage: usage)).usage == nil)
  }

  @Test func `usage whose points are null is no usage, for unknown is not 0`() throws {
    let text = Self.text(usage: #"{"type":"point","frozen":null,"consume":null}"#)
    #expect(try task(text).usage == nil)
  }

  @Test func `points up to 100 million dollars are read, more are refused as no task costs them`()
    throws
  {
    let most = Self.text(usage: #"{"type":"llm","frozen":0,"consume":1000000000000000}"#)
    #expect(try task(most).usage?.consume == Points(1_000_000_000_000_000))
    for name in ["frozen", "consume"] {
      let text = Self.text(usage: #"{"type":"llm","\#(name)":1000000000000001}"#)
      #expect(
        try refusal(of: text) == "meta.usage.\(name): expected at most 1000000000000000 points,"
          + " found 1000000000000001")
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
