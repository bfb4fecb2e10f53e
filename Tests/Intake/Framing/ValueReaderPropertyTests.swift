import Files
import Intake
import TestSupport
import Testing
import Traffic

@Suite struct ValueReaderPropertyTests {
  private static let fragments = [
    #"{"a":1}"#, #"{"task":"x{[","n":[1,2]}"#, "{\n  \"a\": 1\n}", #"[{"a":1},{"b":2}]"#,
    "[\n  {\n    \"a\": [\n      1\n    ]\n  },\n  {\n    \"b\": 2\n  }\n]", "[]", #"{"a":{}}"#,
    #""text""#, "null", "{bad}", "oops", #"{"a":"#, "[{", #"{"a":"b"#,
  ]
  private static let separators = ["\n", "\n", "\n", "", " ", "\r\n", "\n\n", ","]
  private static let damage = Array("{}[]\",:\\ \n\r1a".utf8)

  /// Records of all framings one after another, with up to four bytes damaged.
  private static func input(using random: inout SeededRandom) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      bytes += Array((fragments.randomElement(using: &random) ?? "").utf8)
      bytes += Array((separators.randomElement(using: &random) ?? "").utf8)
    }
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      let byte = damage.randomElement(using: &random) ?? 0x20
      switch Int.random(in: 0...2, using: &random) {
      case 0: bytes[index] = byte
      case 1: bytes.insert(byte, at: index)
      default: if bytes.count > 1 { bytes.remove(at: index) }
      }
    }
    return bytes
  }

  /// A stretch of the input that a value or a rejection accounts for.
  private struct Stretch {
    let place: Place
    let text: [UInt8]
  }

  private static func stretches(of input: [UInt8], chunkSizeBytes: Int) throws -> [Stretch] {
    var reader = ValueReader(MemorySource(input, chunkSizeBytes: chunkSizeBytes))
    var stretches: [Stretch] = []
    while let item = try reader.next() {
      switch item {
      case .value(_, let place):
        stretches.append(Stretch(place: place, text: Array(reader.textOfLastValue())))
      case .rejection(let rejection), .waiting(let rejection):
        let start = rejection.place.byteOffset
        let text = Array(input[start..<start + rejection.sizeBytes])
        #expect(SHA256Digest(of: text) == rejection.digest)
        stretches.append(Stretch(place: rejection.place, text: text))
      }
    }
    return stretches
  }

  /// What is wrong with the stretches of an input; nil if they account for all of it.
  private static func loss(of input: [UInt8], in stretches: [Stretch]) -> String? {
    var end = 0
    var between: [UInt8] = []
    for stretch in stretches {
      let start = stretch.place.byteOffset
      guard start >= end else { return "byte \(start) is given twice" }
      guard input.dropFirst(start).starts(with: stretch.text) else {
        return "byte \(start) is not where the text is"
      }
      let line = 1 + input.prefix(start).count { $0 == 0x0A }
      guard line == stretch.place.line else { return "byte \(start) is on line \(line)" }
      between += input[end..<start]
      end = start + stretch.text.count
    }
    between += input[end...]
    let lost = between.filter { !Array(" \n\r\t,[]".utf8).contains($0) }
    return lost.isEmpty ? nil : "lost: \(String(decoding: lost, as: UTF8.self))"
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `nothing in the input is lost or returned twice`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<100 {
      let input = Self.input(using: &random)
      let chunkSizeBytes = Int.random(in: 1...64, using: &random)
      let stretches = try Self.stretches(of: input, chunkSizeBytes: chunkSizeBytes)
      let loss = Self.loss(of: input, in: stretches)
      #expect(loss == nil, "\(String(decoding: input, as: UTF8.self))")
    }
  }

  @Test(arguments: 41...60 as ClosedRange<UInt64>)
  func `the size of the chunks changes nothing`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<8 {
      let input = String(decoding: Self.input(using: &random), as: UTF8.self)
      let framing = Framing("random", input, try framed(input))
      let differing = try framing.chunkSizesThatDiffer()
      #expect(differing == [], "\(input)")
    }
  }
}
