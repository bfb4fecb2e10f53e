import Domain
import Testing

/// The value at the start of bytes.
func json(_ bytes: [UInt8]) throws -> JSONValue {
  try bytes.withUnsafeBufferPointer { buffer in
    var parser = JSONParser(buffer, at: 0)
    return try parser.value()
  }
}

/// The value at the start of a text, followed by a line end.
func json(_ text: String) throws -> JSONValue {
  try json(Array("\(text)\n".utf8))
}

@Suite struct JSONParserTests {
  @Test(
    arguments: [
      ("null", .null), ("true", .bool(true)), ("false", .bool(false)), (" \t\r\n null", .null),
      ("{}", .object([])), ("[]", .array([])), ("[ ]", .array([])), ("{ \n }", .object([])),
      (#""""#, .string("")), (#""2K""#, .string("2K")),
      ("[1,2]", .array([.number("1"), .number("2")])),
      ("[[],{}]", .array([.array([]), .object([])])),
      ("[ null , true ]", .array([.null, .bool(true)])),
      (#"{"a":1}"#, .object([JSONValue.Member(key: "a", value: .number("1"))])),
      (#"{"":null}"#, .object([JSONValue.Member(key: "", value: .null)])),
    ] as [(String, JSONValue)])
  func `a document of RFC 8259 is read`(text: String, value: JSONValue) throws {
    #expect(try json(text) == value)
  }

  @Test func `members keep their order, and a name given twice is kept twice`() throws {
    let value = try json(#"{"b":1,"a":2,"b":3}"#)
    guard case .object(let members) = value else {
      Issue.record("no object")
      return
    }
    #expect(members.map(\.key) == ["b", "a", "b"])
    #expect(members.map(\.value) == [.number("1"), .number("2"), .number("3")])
  }

  @Test(arguments: [
    "0", "-0", "7", "-12", "1.50", "0.028", "1e5", "1E+2", "2.5e-10", "-0.0",
    "123456789012345678901234567890", "0.1000000000000000055511151231257827",
  ])
  func `a number keeps its text`(text: String) throws {
    #expect(try json(text) == .number(text))
    #expect(try json("[\(text)]") == .array([.number(text)]))
  }

  @Test(
    arguments: [
      (#""\u0041\u00e9\u00E9""#, "Aéé"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
      (#""\u0000\u001f""#, "\u{0}\u{1F}"), (#""\ud83d\ude00""#, "😀"), (#""\uD83D\uDE00""#, "😀"),
      (#""\udbff\udfff""#, "\u{10FFFF}"), (#""\ud800\udc00""#, "\u{10000}"),
      (#""\ufffe\u2028""#, "\u{FFFE}\u{2028}"), (#""größer 😀""#, "größer 😀"),
      (#""a\u0062c""#, "abc"), ("\"\u{7F}\"", "\u{7F}"),
    ] as [(String, String)])
  func `escapes are undone`(text: String, string: String) throws {
    let found = try #require(try json(text).string)
    #expect(Array(found.utf8) == Array(string.utf8))
  }

  @Test(
    arguments: [
      (#""\ud800""#, "\u{FFFD}"), (#""\udc00""#, "\u{FFFD}"), (#""\ud800x""#, "\u{FFFD}x"),
      (#""\ud800\n""#, "\u{FFFD}\n"), (#""\ud800\u0041""#, "\u{FFFD}A"),
      (#""\ud800\ud800""#, "\u{FFFD}\u{FFFD}"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
      (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"),
    ] as [(String, String)])
  func `half a surrogate pair becomes the replacement character`(text: String, string: String)
    throws
  {
    let found = try #require(try json(text).string)
    #expect(Array(found.utf8) == Array(string.utf8))
  }

  @Test func `the parser starts where it is told and stops after the value`() throws {
    let bytes = Array(#"[1] {"a":[2]}  12,"#.utf8)
    let positions = try bytes.withUnsafeBufferPointer { buffer in
      try [0, 3, 13].map { start in
        var parser = JSONParser(buffer, at: start)
        _ = try parser.value()
        return parser.position
      }
    }
    #expect(positions == [3, 13, 17])
  }

  @Test(arguments: ["0", "-1.50", "12e3"])
  func `a number may end with the bytes only if no more can follow`(text: String) throws {
    try Array(text.utf8).withUnsafeBufferPointer { buffer in
      var part = JSONParser(buffer, at: 0)
      let error = try #require(throws: JSONSyntaxError.self) { try part.value() }
      #expect(error.isIncomplete)
      var whole = JSONParser(buffer, at: 0, isComplete: true)
      let value = try whole.value()
      #expect(value == .number(text))
      #expect(whole.position == text.utf8.count)
    }
  }

  @Test(arguments: ["", " ", "-", "1.", "1e", "1e+", "tru", "\"a", "[1", "{\"a\":1"])
  func `what has begun is incomplete, even if no more can follow`(text: String) throws {
    try Array(text.utf8).withUnsafeBufferPointer { buffer in
      var parser = JSONParser(buffer, at: 0, isComplete: true)
      let error = try #require(throws: JSONSyntaxError.self) { try parser.value() }
      #expect(error.isIncomplete)
      #expect(error.position == text.utf8.count)
    }
  }

  @Test func `512 levels are read`() throws {
    let arrays = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    let value = try json(arrays)
    #expect(value.array?.count == 1)
    let objects =
      String(repeating: #"{"a":"#, count: 511) + "{}" + String(repeating: "}", count: 511)
    #expect(try json(objects).isObject)
  }

  @Test func `siblings do not add levels`() throws {
    let value = try json("[" + String(repeating: "[],", count: 1_000) + "[]]")
    #expect(value.array?.count == 1_001)
  }
}
