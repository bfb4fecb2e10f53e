import Domain
import TestSupport
import Testing
import Traffic

@Suite struct TaskIDTests {
  private static func word(using random: inout SeededRandom) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789-_")
    let count = Int.random(in: 1...12, using: &random)
    return String((0..<count).map { _ in letters[Int.random(in: 0..<38, using: &random)] })
  }

  private static func uuid(using random: inout SeededRandom) -> String {
    let digits = (0..<32).map { _ in
      String(Int.random(in: 0..<16, using: &random), radix: 16)
    }.joined()
    let (first, second) = (digits.prefix(8), digits.dropFirst(8).prefix(4))
    let (third, fourth) = (digits.dropFirst(13).prefix(3), digits.dropFirst(16).prefix(4))
    return "\(first)-\(second)-4\(third)-\(fourth)-\(digits.suffix(12))"
  }

  @Test func `a UUID is kept as its 128 bits`() {
    let id = TaskID("7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70")
    #expect(id.high == 0x7F3A_0C1E_52D4_4B6F)
    #expect(id.low == 0x9A11_0E6D_8C2B_4F70)
    #expect(id.nonUUIDText == nil)
    #expect(id.text == "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70")
    #expect(TaskID(high: 0x7F3A_0C1E_52D4_4B6F, low: 0x9A11_0E6D_8C2B_4F70) == id)
  }

  @Test(arguments: [
    "00000000-0000-0000-0000-000000000000", "00000000-0000-4000-8000-000000000001",
    "a1b2c3d4-e5f6-7890-abcd-ef1234567890", "ffffffff-ffff-4fff-bfff-ffffffffffff",
  ])
  func `a UUID is written as the provider writes it`(text: String) {
    #expect(TaskID(text).text == text)
    #expect(TaskID(text).description == text)
    #expect(TaskID(text).nonUUIDText == nil)
  }

  @Test(arguments: [
    "", "1", "chatcmpl-BCnaZUo5Bm2Lh0kMjzea9i8rQiQVb", "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    "7f3a0c1e52d44b6f9a110e6d8c2b4f70", "chatcmpl-Aa",
    "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f7", "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f700",
    "7f3a0c1e-52d4-4b6f-9a110-e6d8c2b4f70", "{7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f7}",
    "7f3a0c1e-52d4-fb6f-9a11-0e6d8c2b4f70", "Aufgabe Nr. 1 – größer",
  ])
  func `another id keeps its text`(text: String) {
    #expect(TaskID(text).text == text)
    #expect(TaskID(text).nonUUIDText == text)
    #expect(TaskID(text) == TaskID(text))
  }

  @Test(arguments: [
    "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70", "7f3a0c1e-52d4-fb6f-9a11-0e6d8c2b4f70",
  ])
  func `a UUID is the same in either case and with white space around it`(lower: String) {
    let spellings = [
      lower.uppercased(), lower.prefix(20).uppercased() + lower.dropFirst(20), " \(lower)",
      "\(lower)\r", "\t\(lower.uppercased())\r\n", "\u{A0}\(lower) ",
    ]
    for spelling in spellings {
      #expect(TaskID(spelling) == TaskID(lower), "\(spelling)")
      #expect(TaskID(spelling).text == lower)
    }
  }

  @Test func `ids that are not UUIDs are case-sensitive, white space around them is ignored`() {
    #expect(TaskID("Job-1") != TaskID("job-1"))
    #expect(TaskID(" Job-1\r") == TaskID("Job-1"))
    #expect(TaskID("7F3A0C1E-52D4-4B6F-9A11-0E6D8C2B4FG0").text.hasPrefix("7F3A"))
  }

  @Test(arguments: ["", "1", "job-7", "7F3A0C1E-52D4-FB6F-9A11-0E6D8C2B4F70"])
  func `the bits of a non-UUID id are those of no UUID in use`(text: String) {
    #expect(TaskID(text).high >> 12 & 0xF == 0xF)
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `a UUID reads back from its bits and from its text`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let text = Self.uuid(using: &random)
      let id = TaskID(text)
      #expect(id.text == text)
      #expect(id.nonUUIDText == nil, "\(text)")
      #expect(TaskID(high: id.high, low: id.low) == id, "\(text)")
    }
  }

  @Test(arguments: [5, 6, 7, 8] as [UInt64])
  func `two different non-UUID ids have different bits`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let texts = Set((0..<2_000).map { _ in Self.word(using: &random) })
    let bits = Set(texts.map { text in "\(TaskID(text).high) \(TaskID(text).low)" })
    #expect(bits.count == texts.count)
  }

  @Test func `ids sort by their bits, whatever the order of their arrival`() {
    let ids = [
      "c0000000-0000-4000-8000-000000000000", "0a000000-0000-4000-8000-000000000002",
      "0a000000-0000-4000-8000-000000000001",
    ].map { TaskID($0) }
    #expect(
      ids.sorted().map(\.text) == [
        "0a000000-0000-4000-8000-000000000001", "0a000000-0000-4000-8000-000000000002",
        "c0000000-0000-4000-8000-000000000000",
      ])
  }

  private static func canonical(_ bytes: [UInt8]) -> [UInt64]? {
    bytes.withUnsafeBufferPointer { TaskID.canonicalUUID($0).map { [$0.high, $0.low] } }
  }

  @Test func `each digit of a UUID counts at its place`() throws {
    let zeros = Array("00000000-0000-0000-0000-000000000000".utf8)
    let places = zeros.indices.filter { zeros[$0] != UInt8(ascii: "-") && $0 != 14 }
    for (index, place) in places.enumerated() {
      var bytes = zeros
      bytes[place] = UInt8(ascii: "f")
      // The version's digit is skipped, since f marks a fingerprint there.
      let shift = 4 * (31 - index - (place > 14 ? 1 : 0))
      let value: UInt128 = 0xF << shift
      let expected = [UInt64(value >> 64), UInt64(truncatingIfNeeded: value)]
      #expect(Self.canonical(bytes) == expected, "\(place)")
    }
  }

  @Test func `a UUID with any byte that is not a digit or dash in its place is none`() {
    let text = Array("7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70".utf8)
    let (digits, dash) = (Set("0123456789abcdef".utf8), UInt8(ascii: "-"))
    for place in text.indices {
      for byte in 0...255 as ClosedRange<UInt8> {
        var bytes = text
        bytes[place] = byte
        let isDigit = digits.contains(byte) && !(place == 14 && byte == UInt8(ascii: "f"))
        let isUUID = text[place] == dash ? byte == dash : isDigit
        #expect((Self.canonical(bytes) != nil) == isUUID)
      }
    }
    #expect(Self.canonical(Array(text.dropLast())) == nil)
    #expect(Self.canonical(text + [0x30]) == nil)
    #expect(Self.canonical([]) == nil)
  }
}
