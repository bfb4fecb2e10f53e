import Foundation
import Testing
import Traffic

@Suite struct IndentedJSONTests {
  private static func indented(_ compact: String) -> String {
    var bytes: [UInt8] = []
    IndentedJSON.append(Array(compact.utf8), to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("1", "1"),
    ("{}", "{}"),
    ("[[],{}]", "[\n  [],\n  {}\n]"),
    (#"{"a":1,"b":[true,null]}"#, "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}"),
    (#"{"a":"x{,:[\"}","b":"\\"}"#, "{\n  \"a\": \"x{,:[\\\"}\",\n  \"b\": \"\\\\\"\n}"),
    (#"[""]"#, "[\n  \"\"\n]"),
  ])
  func `each member has a line, and texts stay as they are`(compact: String, indented: String) {
    #expect(IndentedJSONTests.indented(compact) == indented)
  }
}
