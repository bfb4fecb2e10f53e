import Domain
import TestSupport
import Testing
import Traffic

@Suite struct LenientJSONTests {
  private struct Reading: Equatable {
    let value: JSONValue
    let repairs: JSONRepairs
    let position: Int
  }

  private static func reading(_ bytes: [UInt8], isLenient: Bool = true) throws -> Reading {
    try bytes.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(buffer, at: 0, isComplete: true, isLenient: isLenient)
      let value = try parser.value()
      return Reading(value: value, repairs: parser.repairs, position: parser.position)
    }
  }

  private static func latin1(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  struct Sample: Sendable {
    let text: String
    let canonical: String
    let repairs: JSONRepairs

    init(_ text: String, _ canonical: String, _ repairs: JSONRepairs) {
      (self.text, self.canonical, self.repairs) = (text, canonical, repairs)
    }
  }

  @Test(
    arguments: [
      Sample(#"{"a":NaN}"#, #"{"a":null}"#, .notANumber),
      Sample("[Infinity,-Infinity,-1]", "[null,null,-1]", .notANumber),
      Sample("\"a\nb\tc\u{1}\"", #""a\nb\tc\u0001""#, .controlCharacter),
      Sample("\"\\\\a\r\n\"", #""\\a\r\n""#, .controlCharacter),
      Sample("[1,]", "[1]", .trailingComma), Sample("[1 , ]", "[1]", .trailingComma),
      Sample(#"{"a":1,}"#, #"{"a":1}"#, .trailingComma),
      Sample(#"{"a":[{},], }"#, #"{"a":[{}]}"#, .trailingComma),
      Sample(#""it\'s \x""#, #""it's x""#, .escape), Sample(#""\x41\xe9\_""#, #""Aé_""#, .escape),
      Sample(#""\u12g4 \ud83d\uzz""#, "\"u12g4 \u{FFFD}uzz\"", .escape),
      Sample(
        "[\"a\tb\",NaN,]", #"["a\tb",null]"#, [.controlCharacter, .notANumber, .trailingComma]),
      Sample(#"{"a":[1,2.50,"é\n"]}"#, #"{"a":[1,2.50,"é\n"]}"#, []),
    ])
  func `what careless writers make of JSON is read, and said`(sample: Sample) throws {
    let found = try Self.reading(Array(sample.text.utf8))
    #expect(found.value.canonicalText == sample.canonical)
    #expect(found.repairs == sample.repairs)
    #expect(found.position == sample.text.utf8.count)
    if !sample.repairs.isEmpty {
      #expect(throws: JSONSyntaxError.self) {
        try Self.reading(Array(sample.text.utf8), isLenient: false)
      }
    }
  }

  @Test(arguments: ["café", "größer", "ÿ", "naïve\u{A0}\u{85}", "Ä", "é,é", "\u{80}\u{BF}é"])
  func `text of Latin-1 keeps its length, with a replacement for each byte beyond ASCII`(
    text: String
  ) throws {
    let found = try Self.reading([0x22] + Self.latin1(text) + [0x22])
    let string = try #require(found.value.string)
    #expect(string.unicodeScalars.count == text.unicodeScalars.count)
    #expect(found.repairs == .notUTF8)
    let intact = text.unicodeScalars.map { $0.isASCII ? $0 : "\u{FFFD}" }
    #expect(Array(string.unicodeScalars) == intact)
  }

  @Test(
    arguments: [
      ([0xC3, 0xA9, 0xE9], "é\u{FFFD}"), ([0xE2, 0x82], "\u{FFFD}\u{FFFD}"),
      ([0xE2, 0x82, 0xAC], "€"), ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
      ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
      ([0xFF, 0xF0, 0x9F, 0x98, 0x80], "\u{FFFD}😀"), ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"),
    ] as [([UInt8], String)])
  func `only bytes of no character are replaced`(bytes: [UInt8], text: String) throws {
    for start in [[0x22], [0x22, 0x5C, 0x74]] as [[UInt8]] {
      let found = try Self.reading(start + [0xFF] + bytes + [0x22])
      #expect(found.value.string?.hasSuffix("\u{FFFD}\(text)") == true)
      #expect(found.repairs == .notUTF8)
    }
  }

  @Test(arguments: ["NaN", "Infinity", "-Infinity"])
  func `what is not a number has no value`(text: String) throws {
    let value = try Self.reading(Array(text.utf8)).value
    #expect(value == .number(text))
    #expect(value.decimal == nil)
    #expect(value.integer == nil)
    #expect(value.identifier == nil)
    #expect(value.numberText == nil)
    #expect(value.kindText == "NaN or infinity")
  }

  @Test(
    arguments: [
      ("[1,,2]", "3: expected a value, found ','"), ("[,]", "1: expected a value, found ','"),
      ("{,}", "1: expected a member name, found ','"),
      (#"{"a":1,,}"#, "7: expected a member name, found ','"),
      ("Nan ", "2: expected NaN, found a letter"),
      ("-Inf ", "4: expected Infinity, found byte 0x20"),
      ("{a:1}", "1: expected a member name, found a letter"),
      ("True", "0: expected a value, found a letter"),
    ] as [(String, String)])
  func `other mistakes are errors still`(text: String, error: String) throws {
    let found = try #require(throws: JSONSyntaxError.self) {
      try Self.reading(Array(text.utf8))
    }
    #expect(
      "\(found.position): \(found.reason)"
        == error.replacing("byte 0x20", with: "another character"))
  }

  @Test func `every prefix of a careless document is incomplete`() throws {
    let text = "{\"a\":[NaN,-Infinity,\"x\n\\'\\uzz\u{FFFD}\\ud83d\\u12\",],\"b\":{},}"
    let bytes = Array(text.utf8)
    #expect(throws: Never.self) { try Self.reading(bytes) }
    for count in 0..<bytes.count {
      let found = try #require(throws: JSONSyntaxError.self) {
        try Self.reading(Array(bytes.prefix(count)))
      }
      #expect(found.isIncomplete, "\(count) bytes")
      #expect(found.position == count)
    }
  }

  @Test(arguments: 401...420 as ClosedRange<UInt64>)
  func `what is JSON is read the same, and nothing repaired`(seed: UInt64) throws {
    var documents = RandomJSON(seed: seed)
    for _ in 0..<200 {
      let bytes = documents.damagedDocument()
      guard let strict = try? Self.reading(bytes, isLenient: false) else {
        _ = try? Self.reading(bytes)
        continue
      }
      #expect(try Self.reading(bytes) == strict, "seed \(seed)")
      #expect(strict.repairs.isEmpty)
    }
  }
}
