import Domain
import Testing

@Suite struct JSONSyntaxErrorTests {
  private static func error(in bytes: [UInt8]) throws -> JSONSyntaxError {
    try #require(throws: JSONSyntaxError.self) { try json(bytes) }
  }

  @Test(
    arguments: [
      ("{bad}", "1: expected a member name, found a letter"),
      ("{'a':1}", "1: expected a member name, found another character"),
      ("{1:2}", "1: expected a member name, found a digit"),
      ("{,}", "1: expected a member name, found ','"),
      (#"{"a"}"#, "4: expected ':', found '}'"), (#"{"a" 1}"#, "5: expected ':', found a digit"),
      (#"{"a":}"#, "5: expected a value, found '}'"),
      (#"{"a":1,}"#, "7: expected a member name, found '}'"),
      (#"{"a":1 "b":2}"#, #"7: expected ',' or '}', found '"'"#),
      (#"{"a":1]"#, "6: expected ',' or '}', found ']'"),
      ("[1,]", "3: expected a value, found ']'"), ("[,1]", "1: expected a value, found ','"),
      ("[1 2]", "3: expected ',' or ']', found a digit"),
      ("[1}", "2: expected ',' or ']', found '}'"),
      ("]", "0: expected a value, found ']'"),
      ("// x", "0: expected a value, found another character"),
      ("\u{FEFF}1", "0: expected a value, found a byte beyond ASCII"),
      ("\u{A0}1", "0: expected a value, found a byte beyond ASCII"),
    ] as [(String, String)])
  func `an error names the byte, what was expected there and what was found`(
    text: String, error: String
  ) throws {
    let found = try Self.error(in: Array("\(text)\n".utf8))
    #expect("\(found.position): \(found.reason)" == error)
    #expect(!found.isIncomplete)
  }

  @Test(
    arguments: [
      ("tru]", "3: expected true, found ']'"), ("nul", "3: expected null, found byte 0xa"),
      ("fals_", "4: expected false, found another character"),
      ("nan", "1: expected null, found a letter"),
      ("True", "0: expected a value, found a letter"),
      ("Infinity", "0: expected a value, found a letter"),
      ("01", "1: expected no digit after a leading 0, found a digit"),
      ("-00", "2: expected no digit after a leading 0, found a digit"),
      ("-", "1: expected a digit, found byte 0xa"), ("-a", "1: expected a digit, found a letter"),
      ("--1", "1: expected a digit, found another character"),
      ("+1", "0: expected a value, found another character"),
      (".5", "0: expected a value, found another character"),
      ("1.", "2: expected a digit, found byte 0xa"),
      ("1.e5", "2: expected a digit, found a letter"),
      ("1e", "2: expected a digit, found byte 0xa"),
      ("1e+", "3: expected a digit, found byte 0xa"),
      ("1e+-2", "3: expected a digit, found another character"),
      ("[1.5.2]", "4: expected ',' or ']', found another character"),
      ("[0x10]", "2: expected ',' or ']', found a letter"),
      (#""\x""#, "2: expected an escape, found a letter"),
      (#""\U0041""#, "2: expected an escape, found a letter"),
      (#""\u12g4""#, "5: expected four hexadecimal digits, found a letter"),
      (#""\u123""#, #"6: expected four hexadecimal digits, found '"'"#),
      (#""\ud83d\uzzzz""#, "9: expected four hexadecimal digits, found a letter"),
    ] as [(String, String)])
  func `a literal, a number or an escape is read to the letter`(text: String, error: String) throws
  {
    let found = try Self.error(in: Array("\(text)\n".utf8))
    #expect("\(found.position): \(found.reason)" == error)
    #expect(!found.isIncomplete)
  }

  @Test(arguments: 0x00...0x1F as ClosedRange<UInt8>)
  func `a control character in a string must be escaped`(byte: UInt8) throws {
    let bytes = Array(#"{"ab":"c"#.utf8) + [byte] + Array(#"d"}"#.utf8)
    let found = try Self.error(in: bytes)
    #expect(found.position == 8)
    #expect(found.reason.hasPrefix("expected no control character in a string, found byte 0x"))
    #expect(!found.isIncomplete)
    let behindEscape = Array(#""\n"#.utf8) + [byte] + Array("\"".utf8)
    #expect(try Self.error(in: behindEscape).position == 3)
  }

  @Test(
    arguments: [
      [0xFF], [0x80], [0xC3], [0xC0, 0xAF], [0xC1, 0xBF], [0xE2, 0x82], [0xE0, 0x80, 0xAF],
      [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xAF], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0xC3, 0x28], [0x61, 0xE4, 0x62],
    ] as [[UInt8]])
  func `a string is valid UTF-8, with and without escapes`(text: [UInt8]) throws {
    for start in [#"{"k":""#, #"{""#] {
      let found = try Self.error(in: Array(start.utf8) + text + Array(#"":1}"#.utf8))
      #expect(found.position == start.utf8.count)
      #expect(found.reason == "a string that is not UTF-8")
      #expect(!found.isIncomplete)
    }
    let escaped = try Self.error(in: Array(#""\t"#.utf8) + text + Array("\"".utf8))
    #expect(escaped.reason == "a string that is not UTF-8")
  }

  @Test func `every prefix of a document is incomplete`() throws {
    let text =
      #" {"a":[1,-2.5e+3,0.5E1,"x\n\u00e9\ud83d\ude00é😀",true,false,null,{}],"b":{"c":[]}}"#
    let bytes = Array(text.utf8)
    #expect(throws: Never.self) { try json(bytes) }
    for count in 0..<bytes.count {
      let found = try Self.error(in: Array(bytes.prefix(count)))
      #expect(found.isIncomplete, "\(count) bytes")
      #expect(found.position == count)
      #expect(found.reason == "the value ends in the middle")
    }
  }

  @Test(arguments: ["[", #"{"a":"#])
  func `the 513th level is refused where it begins`(opening: String) throws {
    let bytes = Array(String(repeating: opening, count: 513).utf8)
    let found = try Self.error(in: bytes)
    #expect(found.position == 512 * opening.utf8.count)
    #expect(found.reason == "nested deeper than 512 levels")
    #expect(!found.isIncomplete)
  }
}
