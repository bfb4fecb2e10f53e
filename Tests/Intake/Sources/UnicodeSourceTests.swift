import Testing
import Traffic

@testable import Intake

@Suite struct UnicodeSourceTests {
  private static let forms = [2, 4].flatMap { unitSizeBytes in
    [false, true].map { UnicodeForm(unitSizeBytes: unitSizeBytes, isBigEndian: $0) }
  }

  private static func read(_ input: [UInt8], chunkSizeBytes: Int = 1 << 20) throws -> String {
    let source = ContentSource(MemorySource(input, chunkSizeBytes: chunkSizeBytes))
    return String(decoding: try bytes(of: source), as: UTF8.self)
  }

  @Test(arguments: forms)
  func `text is UTF-8 without a mark, in chunks of every size`(form: UnicodeForm) throws {
    let text = "{\"größer\":\"日本 🎬\"}\r\n[\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}]"
    let input = UnicodeText.bytes(of: "\u{FEFF}" + text, form)
    for size in Array(1...20) + [1000] {
      #expect(try Self.read(input, chunkSizeBytes: size) == text)
    }
    #expect(try Self.read(UnicodeText.bytes(of: "\u{FEFF}", form)) == "")
  }

  @Test(arguments: forms)
  func `a mark in the middle is a character`(form: UnicodeForm) throws {
    let found = try Self.read(UnicodeText.bytes(of: "\u{FEFF}{}\u{FEFF}[]", form))
    #expect(Array(found.utf8) == Array("{}\u{FEFF}[]".utf8))
  }

  @Test(
    arguments: [
      ([0xD800], "?"), ([0xDC00], "?"), ([0xD83C, 0x41], "?A"), ([0xD83C, 0xD83C, 0xDFAC], "?🎬"),
      ([0xDFAC, 0xD83C], "??"), ([0xD83C, 0xDFAC, 0xDFAC], "🎬?"), ([0x41, 0xDBFF], "A?"),
    ] as [([UInt32], String)])
  func `half of a surrogate pair is no character`(units: [UInt32], text: String) throws {
    for form in Self.forms where form.unitSizeBytes == 2 {
      let input = UnicodeText.bytes(of: [0xFEFF] + units, form)
      for size in 1...input.count {
        let found = try Self.read(input, chunkSizeBytes: size)
        #expect(found == text.replacing("?", with: "\u{FFFD}"))
      }
    }
  }

  @Test(arguments: [0xD800, 0xDFFF, 0x110000, 0xFFFF_FFFF] as [UInt32])
  func `a number that is no character's becomes U+FFFD`(unit: UInt32) throws {
    for form in Self.forms where form.unitSizeBytes == 4 {
      let input = UnicodeText.bytes(of: [0xFEFF, unit, 0x41], form)
      #expect(try Self.read(input) == "\u{FFFD}A")
    }
  }

  @Test(arguments: forms)
  func `a unit that ends in the middle is no character`(form: UnicodeForm) throws {
    for missing in 1..<form.unitSizeBytes {
      let input = UnicodeText.bytes(of: "\u{FEFF}{}", form).dropLast(missing)
      #expect(try Self.read(Array(input)) == "{\u{FFFD}")
    }
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `random units read as the standard library reads them`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let units = (0..<500).map { _ in
      Bool.random(using: &random)
        ? UInt16.random(in: 0xD700...0xE0FF, using: &random)
        : UInt16.random(in: 0...0xFFFF, using: &random)
    }
    let expected = Array(String(decoding: units, as: UTF16.self).utf8)
    for form in Self.forms where form.unitSizeBytes == 2 {
      let input = UnicodeText.bytes(of: [0xFEFF] + units.map { UInt32($0) }, form)
      let found = try Self.read(input, chunkSizeBytes: Int.random(in: 1...99, using: &random))
      #expect(Array(found.utf8) == expected, "seed \(seed)")
    }
  }

  @Test func `UTF-16 within gzip is read, and a web page in it is none`() throws {
    let form = UnicodeForm(unitSizeBytes: 2, isBigEndian: false)
    var member = MemberBytes("")
    member.pieces = [UnicodeText.bytes(of: "\u{FEFF}[1]\r\n", form)]
    #expect(try Self.read(member.bytes) == "[1]\r\n")
    member.pieces = [UnicodeText.bytes(of: "\u{FEFF}<html>[1]", form)]
    let error = try #require(throws: SourceError.self) { try Self.read(member.bytes) }
    #expect(error.reason == "a web page, which may only quote answers")
  }
}
