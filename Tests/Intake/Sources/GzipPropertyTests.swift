import CZlib
import Testing
import Traffic

@testable import Intake

@Suite struct GzipPropertyTests {
  private static let chunkSizes = [1, 7, 64, 1000, 4096, 70_000, 1 << 20]
  private static let roomSizes = [100, 4096, 70_000, 1 << 17, 1 << 20]

  /// Members of all kinds of headers, blocks and lengths, one after another.
  private static func members(_ random: inout SeededRandom) -> [MemberBytes] {
    (0..<Int.random(in: 1...4, using: &random)).map { _ in
      var member = MemberBytes("")
      member.pieces = (0..<Int.random(in: 1...3, using: &random)).map { _ in text(&random) }
      member.level = Int32.random(in: 0...9, using: &random)
      member.strategy = Int32.random(in: Z_DEFAULT_STRATEGY...Z_FIXED, using: &random)
      if Bool.random(using: &random) {
        member.extra = (0..<Int.random(in: 0...300, using: &random)).map { UInt8($0 & 0xFF) }
      }
      if Bool.random(using: &random) { member.name = "log-\(random.next()).ndjson" }
      if Bool.random(using: &random) { member.comment = "größer \(random.next())" }
      member.hasHeaderChecksum = Bool.random(using: &random)
      return member
    }
  }

  /// Up to 64 KiB, of few distinct words, of noise or of one byte.
  private static func text(_ random: inout SeededRandom) -> [UInt8] {
    let count = Int.random(in: 0...(1 << Int.random(in: 0...16, using: &random)), using: &random)
    switch random.next() % 4 {
    case 0: return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    case 1: return [UInt8](repeating: UInt8.random(in: 0...255, using: &random), count: count)
    default:
      let words = (0..<40).map { "\"field-\($0)\":\(random.next() % 10_000)," }
      var text: [UInt8] = []
      while text.count < count { text += Array(words[Int(random.next() % 40)].utf8) }
      return text
    }
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `complete members read as what was compressed`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let members = Self.members(&random)
    let input = members.flatMap(\.bytes)
    let found = Decompressed(
      input, chunkSizeBytes: try #require(Self.chunkSizes.randomElement(using: &random)),
      roomBytes: try #require(Self.roomSizes.randomElement(using: &random)))
    #expect(found.failure == nil)
    let isSame = found.bytes == members.flatMap(\.text)
    #expect(isSame)
  }

  @Test(arguments: 101...130 as ClosedRange<UInt64>)
  func `truncated members end in the middle`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let whole = Self.members(&random).flatMap(\.bytes)
    for _ in 0..<5 {
      let input = Array(whole.prefix(Int.random(in: 2..<whole.count, using: &random)))
      let found = Decompressed(
        input, chunkSizeBytes: try #require(Self.chunkSizes.randomElement(using: &random)),
        roomBytes: try #require(Self.roomSizes.randomElement(using: &random)))
      let expected = Decompressed(byZlib: input)
      #expect(found.failure == expected.failure)
      // ISA-L looks up up to three short codes at once, and waits for the bits of all.
      let missing = expected.bytes.count - found.bytes.count
      #expect(0...2 ~= missing)
      #expect(expected.bytes.starts(with: found.bytes))
    }
  }

  @Test(arguments: 201...230 as ClosedRange<UInt64>)
  func `damaged members are reported, after what zlib reads of them`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var members = Self.members(&random)
    // ISA-L decompresses the first 64 KiB into its own memory, and the rest into the buffer.
    members[0].pieces.insert([UInt8](repeating: 0x20, count: 1 << 17), at: 0)
    let whole = members.flatMap(\.bytes)
    for _ in 0..<5 {
      var input = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let index = Int.random(in: 2..<whole.count, using: &random)
        input[index] ^= UInt8.random(in: 1...255, using: &random)
      }
      let chunkSizeBytes = try #require(Self.chunkSizes.randomElement(using: &random))
      let roomBytes = try #require(Self.roomSizes.randomElement(using: &random))
      let found = Decompressed(input, chunkSizeBytes: chunkSizeBytes, roomBytes: roomBytes)
      let isHarmless = found.bytes == members.flatMap(\.text)
      #expect(found.failure != nil || isHarmless)
      // ISA-L continues past an incomplete code, to the first symbol that is not in it.
      let expected = Decompressed(byZlib: input)
      #expect(found.bytes.starts(with: expected.bytes))
      #expect(expected.failure != nil || found == expected)
      let again = Decompressed(
        input, chunkSizeBytes: chunkSizeBytes, roomBytes: roomBytes, stale: 0x55)
      let isSame = again == found
      #expect(isSame)
    }
  }
}
