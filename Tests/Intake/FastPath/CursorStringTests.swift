import Domain
import TestSupport
import Testing
import Traffic

@testable import Intake

@Suite struct CursorStringTests {
  /// The scalars of a string's content as the general parser decodes it.
  private static func careful(_ content: [UInt8]) -> Int? {
    guard case .string(let text)? = try? json([0x22] + content + [0x22, 0x0A]) else { return nil }
    return text.unicodeScalars.count
  }

  private static func differing(_ contents: some Sequence<[UInt8]>) -> [[UInt8]] {
    contents.filter { scalars(of: $0) != careful($0) }
  }

  @Test func `every sequence of two bytes is a string or none, as UTF-8 says`() {
    let differing = (0...0xFFFF).filter { pair in
      let content = [UInt8(pair >> 8), UInt8(pair & 0xFF)]
      guard !content.contains(0x22), !content.contains(0x5C) else { return false }
      let isText =
        content.allSatisfy { $0 >= 0x20 } && String(validating: content, as: UTF8.self) != nil
      return (scalars(of: content) != nil) != isText
    }
    #expect(differing == [])
  }

  /// Bytes at and next to the bounds of The Unicode Standard, table 3-7.
  private static let bounds: [UInt8] = [
    0x20, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
    0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF,
  ]

  @Test(arguments: [0, 5, 7])
  func `sequences of three and four bytes are checked at all bounds`(before: Int) {
    let prefix = [UInt8](repeating: UInt8(ascii: "a"), count: before)
    var contents: [[UInt8]] = []
    for first in Self.bounds where first >= 0xE0 {
      for second in Self.bounds {
        for third in Self.bounds {
          contents.append(prefix + [first, second, third])
          for fourth in Self.bounds { contents.append(prefix + [first, second, third, fourth]) }
        }
      }
    }
    let differing = contents.filter { content in
      let text = String(validating: content, as: UTF8.self)
      return scalars(of: content) != text?.unicodeScalars.count
    }
    #expect(differing == [])
  }

  @Test func `every byte after a backslash is an escape or not`() {
    let differing = Self.differing(
      (0...255).map { [0x5C, UInt8($0), 0x30, 0x30, 0x34, 0x31, 0x20] })
    #expect(differing == [])
  }

  @Test func `every byte is a hexadecimal digit or none, at each of the four places`() {
    var contents: [[UInt8]] = []
    for place in 0..<4 {
      for byte in 0...255 as ClosedRange<UInt8> {
        var content = Array(#"\u0041"#.utf8)
        content[2 + place] = byte
        contents.append(content)
      }
    }
    #expect(Self.differing(contents) == [])
  }

  @Test(arguments: [
    #"\ud83d\ude00"#, #"\ud83d"#, #"\ude00"#, #"\ude00\ud83d"#, #"\ud83d\ud83d\ude00"#,
    #"\ud83da"#, #"\ud83d\n"#, #"\ud83d\u0041"#, #"\uD83D\uDE00\uD83D\uDE00"#, #"\ud83d\"#,
    #"\ud83d\u"#, #"\ud83d\uzzzz"#, #"\ud83d\ude0"#, #"\u0000"#, #"\uffff"#, #"\"#, #"\u"#,
    #"\udbff\udfff"#, #"\ud800\udbff"#,
  ])
  func `pairs of surrogates are one scalar, halves one each`(content: String) {
    for before in 0...9 {
      let text = Array((String(repeating: "b", count: before) + content).utf8)
      #expect(Self.differing([text]) == [])
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `the scalars of any text are counted as by the general parser`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let pieces = ["a", "abcdefgh", "é", "語", "😀", #"\n"#, #"\u00e9"#, #"\ud83d"#, #"\ude00"#, " "]
    for _ in 0..<200 {
      var content: [UInt8] = []
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        content += Array((pieces.randomElement(using: &random) ?? "").utf8)
      }
      if Int.random(in: 0...3, using: &random) == 0, !content.isEmpty {
        content[Int.random(in: 0..<content.count, using: &random)] =
          UInt8.random(in: 1...255, using: &random)
      }
      guard !content.contains(0x22) else { continue }
      #expect(Self.differing([content]) == [])
    }
  }
}
