import Intake
import Testing

@Suite struct ValueReaderRecoveryTests {
  static let framings: [Framing] = arrays + lines + blocks + texts

  static let arrays: [Framing] = [
    Framing(
      "a trailing comma", "[{\"a\":1},]\n{\"b\":2}\n",
      [
        .value(#"{"a":1}"#, 1, 1),
        .rejection("", 1, 9, reason: "expected a value after ',', found ']'"),
        .value(#"{"b":2}"#, 2, 11),
      ]),
    Framing(
      "a missing comma", #"[{"a":1} {"b":2}]"#,
      [
        .value(#"{"a":1}"#, 1, 1), .rejection("", 1, 9, reason: "expected ',' between two values"),
        .value(#"{"b":2}"#, 1, 9),
      ]),
    Framing(
      "an array that is not closed", "[{\"a\":1},{\"b\":2}\n",
      [
        .value(#"{"a":1}"#, 1, 1), .value(#"{"b":2}"#, 1, 9),
        .rejection("", 2, 17, reason: "expected ']', found the end of the input"),
      ]),
    Framing(
      "an array that ends behind a comma", #"[{"a":1},"#,
      [
        .value(#"{"a":1}"#, 1, 1),
        .waiting("", 1, 9, reason: "expected ']', found the end of the input"),
      ]),
    Framing(
      "a bad element of an array on one line", #"[{"a":1},{bad},{"b":2}]"#,
      [
        .value(#"{"a":1}"#, 1, 1),
        .rejection(
          "{bad}", 1, 9,
          reason: "not JSON: expected a member name, found a letter, at byte 1 of the record"),
        .value(#"{"b":2}"#, 1, 15),
      ]),
    Framing(
      "a bad element of a pretty-printed array",
      "[\n  {\n    \"a\": 1\n  },\n  {\n    \"x\": oops\n  },\n  {\n    \"b\": 2\n  }\n]\n",
      [
        .value(#"{"a":1}"#, 2, 4),
        .rejection(
          "{\n    \"x\": oops\n  }", 5, 24,
          reason: "not JSON: expected a value, found a letter, at byte 11 of the record"),
        .value(#"{"b":2}"#, 8, 47),
      ]),
    Framing(
      "a bad last element of a pretty-printed array",
      "[\n  {\n    \"a\": 1\n  },\n  {\n    \"x\": oops\n  }\n]\n{\"b\":2}\n",
      [
        .value(#"{"a":1}"#, 2, 4),
        .rejection(
          "{\n    \"x\": oops\n  }", 5, 24,
          reason: "not JSON: expected a value, found a letter, at byte 11 of the record"),
        .value(#"{"b":2}"#, 9, 46),
      ]),
  ]

  static let lines: [Framing] = [
    Framing(
      "a cut off last record", "{\"a\":1}\n{\"b\":",
      [
        .value(#"{"a":1}"#, 1, 0),
        .waiting(
          #"{"b":"#, 2, 8, reason: "not JSON: the value ends in the middle, at byte 5 of the record"
        ),
      ]),
    Framing(
      "a cut off last string", "{\"a\":1}\n{\"b\":\"x\\",
      [
        .value(#"{"a":1}"#, 1, 0),
        .waiting(
          #"{"b":"x\"#, 2, 8,
          reason: "not JSON: the value ends in the middle, at byte 8 of the record"),
      ]),
    Framing(
      "a bad line among good ones", "{\"a\":1}\n{bad}\n{\"b\":2}\n",
      [
        .value(#"{"a":1}"#, 1, 0),
        .rejection(
          "{bad}", 2, 8,
          reason: "not JSON: expected a member name, found a letter, at byte 1 of the record"),
        .value(#"{"b":2}"#, 3, 14),
      ]),
    Framing(
      "a bad line that ends as on Windows", "{\"a\":1}\r\n{bad}\r\n{\"b\":2}\r\n",
      [
        .value(#"{"a":1}"#, 1, 0),
        .rejection(
          "{bad}", 2, 9,
          reason: "not JSON: expected a member name, found a letter, at byte 1 of the record"),
        .value(#"{"b":2}"#, 3, 16),
      ]),
    Framing(
      "a line of another kind", "{\"a\":1}\noops {\"x\":0}\n{\"b\":2}\n",
      [
        .value(#"{"a":1}"#, 1, 0),
        .rejection("oops {\"x\":0}", 2, 8, reason: "not JSON: expected a value, found a letter"),
        .value(#"{"b":2}"#, 3, 21),
      ]),
    Framing(
      "a bad value between values on one line", #"{"a":1}{"x":"}",bad}{"b":2}"#,
      [
        .value(#"{"a":1}"#, 1, 0),
        .rejection(
          #"{"x":"}",bad}"#, 1, 7,
          reason: "not JSON: expected a member name, found a letter, at byte 9 of the record"),
        .value(#"{"b":2}"#, 1, 20),
      ]),
    Framing(
      "a closing bracket too many", "{\"a\":1}}\n{\"b\":2}\n",
      [
        .value(#"{"a":1}"#, 1, 0),
        .rejection("}", 1, 7, reason: "not JSON: expected a value, found '}'"),
        .value(#"{"b":2}"#, 2, 9),
      ]),
    Framing(
      "a comma between lines", "{\"a\":1},\n{\"b\":2}\n",
      [
        .value(#"{"a":1}"#, 1, 0),
        .rejection(",", 1, 7, reason: "not JSON: expected a value, found ','"),
        .value(#"{"b":2}"#, 2, 9),
      ]),
  ]

  static let blocks: [Framing] = [
    Framing(
      "a bad pretty-printed value among good ones",
      "{\n  \"a\": 1\n}\n{\n  \"x\": oops\n}\n{\n  \"b\": 2\n}\n",
      [
        .value(#"{"a":1}"#, 1, 0),
        .rejection(
          "{\n  \"x\": oops\n}", 4, 13,
          reason: "not JSON: expected a value, found a letter, at byte 9 of the record"
        ),
        .value(#"{"b":2}"#, 7, 29),
      ]),
    Framing(
      "a bad pretty-printed value with values inside",
      "{\n  \"x\": [\n    {\n      \"y\": oops\n    }\n  ]\n}\n{\n  \"b\": 2\n}\n",
      [
        .rejection(
          "{\n  \"x\": [\n    {\n      \"y\": oops\n    }\n  ]\n}", 1, 0,
          reason: "not JSON: expected a value, found a letter, at byte 28 of the record"),
        .value(#"{"b":2}"#, 8, 45),
      ]),
    Framing(
      "an unclosed record before good lines", "{\"x\":1\n{\"a\":1}\n{\"b\":2}\n",
      [
        .rejection(
          "{\"x\":1", 1, 0,
          reason: "not JSON: expected ',' or '}', found '{', at byte 7 of the record"),
        .value(#"{"a":1}"#, 2, 7), .value(#"{"b":2}"#, 3, 15),
      ]),
    Framing(
      "an unclosed record that a good line would continue", "{\"x\":\n{\"a\":1}\n{\"b\":2}\n",
      [
        .rejection(
          "{\"x\":", 1, 0,
          reason: "not JSON: expected ',' or '}', found '{', at byte 14 of the record"),
        .value(#"{"a":1}"#, 2, 6), .value(#"{"b":2}"#, 3, 14),
      ]),
    Framing(
      "an unclosed record before the last line", "{\"x\":[\n{\"a\":1}\n",
      [
        .rejection(
          "{\"x\":[", 1, 0,
          reason: "not JSON: the value ends in the middle, at byte 15 of the record"),
        .value(#"{"a":1}"#, 2, 7),
      ]),
    Framing(
      "an unclosed string before good lines", "{\"x\":\"y\n{\"a\":1}\n{\"b\":2}\n",
      [
        .rejection(
          "{\"x\":\"y", 1, 0,
          reason:
            "not JSON: expected no control character in a string, found byte 0xa, at byte 7 of the record"
        ),
        .value(#"{"a":1}"#, 2, 8), .value(#"{"b":2}"#, 3, 16),
      ]),
  ]

  private static let letter = "not JSON: expected a value, found a letter"

  static let texts: [Framing] = [
    Framing(
      "lines of text", "worker | {\"a\":1}\n  at main\n\nworker | 2\n{\"b\":2}\n",
      [
        .rejection("worker | {\"a\":1}", 1, 0, reason: letter),
        .rejection("at main", 2, 19, reason: letter),
        .rejection("worker | 2", 4, 28, reason: letter), .value(#"{"b":2}"#, 5, 39),
      ]),
    Framing(
      "lines that begin with a time in brackets",
      "[2026-05-03 10:00] x {\"a\":1}\n[12] y\n{\"b\":2}\n",
      [
        .rejection(
          "[2026-05-03 10:00] x {\"a\":1}", 1, 0,
          reason:
            "not JSON: expected ',' or ']', found another character, at byte 5 of the record"),
        .rejection(
          "[12] y", 2, 29, reason: "not JSON: expected the end of the line behind a value"),
        .value(#"{"b":2}"#, 3, 36),
      ]),
    Framing(
      "lines that begin with a number", "2026-05-03 {\"a\":1}\n12 {\"b\":2}\n12\n",
      [
        .rejection(
          "2026-05-03 {\"a\":1}", 1, 0,
          reason: "not JSON: expected the end of the line behind a value"),
        .value("12", 2, 19), .value(#"{"b":2}"#, 2, 22), .value("12", 3, 30),
      ]),
    Framing(
      "a bad value before a line of text", "{\n  \"a\": oops\n}\nworker\n{\"x\":\nworker\n",
      [
        .rejection(
          "{\n  \"a\": oops\n}", 1, 0, reason: letter + ", at byte 9 of the record"),
        .rejection("worker", 4, 16, reason: letter),
        .rejection("{\"x\":", 5, 23, reason: letter + ", at byte 6 of the record"),
        .rejection("worker", 6, 29, reason: letter),
      ]),
    Framing(
      "a bad value without indents",
      "{\n\"a\": {\n\"b\": oops\n},\n\"c\": 1\n}\n{\"d\":1}\n",
      [
        .rejection(
          "{\n\"a\": {\n\"b\": oops\n},\n\"c\": 1\n}", 1, 0,
          reason: letter + ", at byte 14 of the record"),
        .value(#"{"d":1}"#, 7, 31),
      ]),
    Framing(
      "a list without objects that is cut", "[1,2\n{\"a\":1}\n[1,2]\n{\"b\":2}\n",
      [
        .rejection(
          "[1,2", 1, 0,
          reason: "not JSON: expected ',' or ']', found '{', at byte 5 of the record"),
        .value(#"{"a":1}"#, 2, 5), .value("[1,2]", 3, 13), .value(#"{"b":2}"#, 4, 19),
      ]),
    Framing(
      "a list with something else than objects", "[null,{\"a\":1}]\n",
      [.value("null", 1, 1), .value(#"{"a":1}"#, 1, 6)]),
    Framing(
      "an array that is cut before lines", "[{\"a\":1}\n{\"b\":2}\n{\"c\":3}\n",
      [
        .value(#"{"a":1}"#, 1, 1), .rejection("", 2, 9, reason: "expected ',' between two values"),
        .value(#"{"b":2}"#, 2, 9), .value(#"{"c":3}"#, 3, 17),
      ]),
    Framing(
      "an array that lacks two commas",
      "[\n{\"a\":1}\n{\"b\":2},\n{\"c\":3}\n{\"d\":4}\n]\n{\"e\":5}",
      [
        .value(#"{"a":1}"#, 2, 2), .rejection("", 3, 10, reason: "expected ',' between two values"),
        .value(#"{"b":2}"#, 3, 10), .value(#"{"c":3}"#, 4, 19), .value(#"{"d":4}"#, 5, 27),
        .value(#"{"e":5}"#, 7, 37),
      ]),
    Framing(
      "opening brackets, a line each", "[1,\n[1,\n[1,\n",
      [
        .rejection(
          "[1,", 1, 0, reason: "not JSON: the value ends in the middle, at byte 12 of the record"),
        .rejection(
          "[1,", 2, 4, reason: "not JSON: the value ends in the middle, at byte 8 of the record"),
        .rejection(
          "[1,", 3, 8, reason: "not JSON: the value ends in the middle, at byte 4 of the record"),
      ]),
  ]

  @Test(arguments: ["[1,", "{\"a\":", "[[", "[{", "{\"a\":[{"], [600, 3000])
  func `brackets that open and never close are one rejection a line, however deep`(
    line: String, count: Int
  ) throws {
    let found = try framed(String(repeating: line + "\n", count: count) + "{\"b\":2}\n")
    #expect(found.last == .value(#"{"b":2}"#, count + 1, count * (line.utf8.count + 1)))
    let rejections = found.filter { if case .rejection = $0 { true } else { false } }
    #expect(rejections.count == count)
  }

  @Test(arguments: ValueReaderRecoveryTests.framings)
  func `what cannot be read is set apart with its place and reason, and the rest is read`(
    framing: Framing
  ) throws {
    #expect(try framed(framing.input) == framing.found)
  }

  @Test(arguments: ValueReaderRecoveryTests.framings)
  func `chunks of every size give the same rejections`(framing: Framing) throws {
    #expect(try framing.chunkSizesThatDiffer() == [])
  }

  @Test func `a bare word in an array on one line does not disturb the lines after it`() throws {
    let found = try framed("[{\"a\":1},oops]\n{\"b\":2}\n{\"c\":3}\n")
    #expect(
      found == [
        .value(#"{"a":1}"#, 1, 1),
        .rejection("oops]", 1, 9, reason: "not JSON: expected a value, found a letter"),
        .value(#"{"b":2}"#, 2, 15), .value(#"{"c":3}"#, 3, 23),
      ])
  }

  @Test func `a truncated array does not take later arrays for its elements`() throws {
    let found = try framed("[{\"a\":1},{\"x\":\n[{\"b\":2}]\n[{\"c\":3},{\"d\":4}]\n")
    let values = found.filter { if case .value = $0 { true } else { false } }
    #expect(
      values == [
        .value(#"{"a":1}"#, 1, 1), .value(#"{"b":2}"#, 2, 16), .value(#"{"c":3}"#, 3, 26),
        .value(#"{"d":4}"#, 3, 34),
      ])
  }
}
