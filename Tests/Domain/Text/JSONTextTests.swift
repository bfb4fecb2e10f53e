import Domain
import Foundation
import TestSupport
import Testing
import Traffic

@Suite struct JSONTextTests {
  @Test(
    arguments: [
      ("", #""""#), ("2K", #""2K""#), ("say \"hi\"", #""say \"hi\"""#), ("a\\b", #""a\\b""#),
      ("a\nb\rc\td", #""a\nb\rc\td""#), ("\u{0}", #""\u0000""#), ("\u{1}", #""\u0001""#),
      ("\u{8}\u{C}", #""\u0008\u000c""#), ("\u{1F}", #""\u001f""#), ("\u{7F}", #""\u007f""#),
      ("\u{2028}|\u{2029}", #""\u2028|\u2029""#), ("/", #""/""#), ("größer 😀", #""größer 😀""#),
      ("\r\n", #""\r\n""#),
    ] as [(String, String)])
  func `a string is quoted so that any reader takes it`(string: String, literal: String) {
    #expect(Array(JSONText.quoted(string).utf8) == Array(literal.utf8))
  }

  @Test(
    arguments: [
      (.flag(true), "true"), (.number(ExactDecimal(-5)), "-5"), (.word("16:9"), #""16:9""#),
      (.word("5"), #""5""#), (.word("a\"b"), #""a\"b""#),
    ] as [(FieldValue, String)])
  func `a field keeps its kind in JSON`(value: FieldValue, json: String) {
    #expect(value.json == json)
  }

  @Test(arguments: [1, 12, 123, 1_234] as [UInt64])
  func `a quoted string reads back as the same text`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<100 {
      let string = Self.string(using: &random)
      let data = Data(JSONText.quoted(string).utf8)
      let found = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
      let text = try #require(found as? String)
      #expect(Array(text.unicodeScalars) == Array(string.unicodeScalars))
    }
  }

  private static func string(using random: inout SeededRandom) -> String {
    let ranges: [ClosedRange<UInt32>] = [
      0x00...0x22, 0x5B...0x5D, 0x7E...0xA1, 0x2027...0x202A, 0xE000...0xE001, 0x1F600...0x1F610,
    ]
    var string = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let range = ranges[Int.random(in: 0..<ranges.count, using: &random)]
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) {
        string.append(scalar)
      }
    }
    return String(string)
  }
}
