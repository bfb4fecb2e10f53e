import Domain
import Intake
import Testing

@Suite struct ValueReaderTests {
  static let framings: [Framing] = [
    Framing("one value", #"{"a":1}"#, [.value(#"{"a":1}"#, 1, 0)]),
    Framing(
      "one value with white space around it", " \r\n\t{\"a\":1} \n", [.value(#"{"a":1}"#, 2, 4)]),
    Framing(
      "bare values", "\"x\"\ntrue\nnull\n12\n-1.5\n",
      [
        .value(#""x""#, 1, 0), .value("true", 2, 4), .value("null", 3, 9), .value("12", 4, 14),
        .value("-1.5", 5, 17),
      ]),
    Framing(
      "an array", #"[{"a":1},{"b":2}]"#, [.value(#"{"a":1}"#, 1, 1), .value(#"{"b":2}"#, 1, 9)]),
    Framing(
      "an array with white space", "[ {\"a\":1} ,\n{\"b\":2}\n]\n",
      [.value(#"{"a":1}"#, 1, 2), .value(#"{"b":2}"#, 2, 12)]),
    Framing("an array of arrays", "[[1],[2,3]]", [.value("[[1],[2,3]]", 1, 0)]),
    Framing(
      "a value per line", "{\"a\":1}\n{\"b\":2}\n{\"c\":3}\n",
      [.value(#"{"a":1}"#, 1, 0), .value(#"{"b":2}"#, 2, 8), .value(#"{"c":3}"#, 3, 16)]),
    Framing(
      "a last line without an end", "{\"a\":1}\n{\"b\":2}",
      [.value(#"{"a":1}"#, 1, 0), .value(#"{"b":2}"#, 2, 8)]),
    Framing(
      "lines that end as on Windows", "{\"a\":1}\r\n{\"b\":2}\r\n",
      [.value(#"{"a":1}"#, 1, 0), .value(#"{"b":2}"#, 2, 9)]),
    Framing(
      "empty lines", "\n\n{\"a\":1}\n\n \n{\"b\":2}\n\n",
      [.value(#"{"a":1}"#, 3, 2), .value(#"{"b":2}"#, 6, 13)]),
    Framing(
      "an array per line", "[{\"a\":1},{\"b\":2}]\n[]\n[{\"c\":3}]\n",
      [.value(#"{"a":1}"#, 1, 1), .value(#"{"b":2}"#, 1, 9), .value(#"{"c":3}"#, 3, 22)]),
    Framing(
      "values one after another", #"{"a":1}{"b":2}[{"c":3}]{"d":4}"#,
      [
        .value(#"{"a":1}"#, 1, 0), .value(#"{"b":2}"#, 1, 7), .value(#"{"c":3}"#, 1, 15),
        .value(#"{"d":4}"#, 1, 23),
      ]),
    Framing(
      "pretty-printed values", "{\n  \"a\": 1\n}\n{\n  \"b\": [\n    2\n  ]\n}\n",
      [.value(#"{"a":1}"#, 1, 0), .value(#"{"b":[2]}"#, 4, 13)]),
    Framing(
      "a pretty-printed array", "[\n  {\n    \"a\": 1\n  },\n  {\n    \"b\": 2\n  }\n]\n",
      [.value(#"{"a":1}"#, 2, 4), .value(#"{"b":2}"#, 5, 24)]),
    Framing(
      "a mixture",
      "[{\"a\":1},\n{\"b\":2}]\n{\"c\":3}\n{\n\"d\": 4\n}{\"e\":5}[{\"f\":6}]\n",
      [
        .value(#"{"a":1}"#, 1, 1), .value(#"{"b":2}"#, 2, 10), .value(#"{"c":3}"#, 3, 19),
        .value(#"{"d":4}"#, 4, 27), .value(#"{"e":5}"#, 6, 37), .value(#"{"f":6}"#, 6, 45),
      ]),
    Framing(
      "a byte order mark", "\u{FEFF}{\"a\":1}\n{\"b\":2}\n",
      [.value(#"{"a":1}"#, 1, 3), .value(#"{"b":2}"#, 2, 11)]),
    Framing(
      "brackets and quotes in strings", #"{"a":"}{][\""}{"b":"\\"}"#,
      [.value(#"{"a":"}{][\""}"#, 1, 0), .value(#"{"b":"\\"}"#, 1, 14)]),
    Framing(
      "characters of several bytes", "{\"ä\":\"😀\"}\n{\"b\":1}\n",
      [.value(#"{"ä":"😀"}"#, 1, 0), .value(#"{"b":1}"#, 2, 14)]),
    Framing("nothing", "", []), Framing("white space", " \n\t\r\n", []),
    Framing("a byte order mark alone", "\u{FEFF}", []), Framing("empty arrays", "[]\n[ ][\n]", []),
  ]

  @Test(arguments: ValueReaderTests.framings)
  func `each value of a source is found, with its line and its byte`(framing: Framing) throws {
    #expect(try framed(framing.input) == framing.found)
  }

  @Test(arguments: ValueReaderTests.framings)
  func `chunks of every size give the same values`(framing: Framing) throws {
    #expect(try framing.chunkSizesThatDiffer() == [])
  }

  @Test(arguments: [
    Framing("a number alone", "12", [.value("12", 1, 0)]),
    Framing("a number behind a space", " -1.5e3", [.value("-1.5e3", 1, 1)]),
    Framing(
      "a number on the last line", "{\"a\":1}\n0", [.value(#"{"a":1}"#, 1, 0), .value("0", 2, 8)]),
  ])
  func `a number at the end of the input is a value`(framing: Framing) throws {
    #expect(try framed(framing.input) == framing.found)
  }

  @Test func `the text of a value is returned verbatim`() throws {
    var reader = ValueReader(MemorySource(Array("[ {\"a\" : 1.50 } ]".utf8), chunkSizeBytes: 3))
    _ = try reader.next()
    let text = reader.textOfLastValue()
    #expect(String(decoding: text, as: UTF8.self) == #"{"a" : 1.50 }"#)
  }

  @Test func `after the end there is nothing more`() throws {
    var reader = ValueReader(MemorySource(Array("{}".utf8)))
    let items = [try reader.next(), try reader.next(), try reader.next()]
    #expect(items == [.value(.object([]), Place(line: 1, byteOffset: 0)), nil, nil])
  }
}
