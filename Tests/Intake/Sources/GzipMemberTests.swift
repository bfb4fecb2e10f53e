import CZlib
import Testing

@testable import Intake

@Suite struct GzipMemberTests {
  private static let damaged = "the gzip data is damaged"
  private static let cutOff = "the gzip data ends in the middle"

  /// A member of every kind of header and of block.
  private static let members: [MemberBytes] = {
    let line = #"{"task_id":"7f3a","status":"completed","points":280000}"# + "\n"
    var named = MemberBytes(line)
    named.name = "log.ndjson"
    var full = MemberBytes(line)
    (full.isText, full.extra, full.name, full.comment) = (true, [1, 2, 3, 0, 5], "log", "größer")
    full.hasHeaderChecksum = true
    var empty = MemberBytes("")
    (empty.extra, empty.name, empty.comment, empty.hasHeaderChecksum) = ([], "", "", true)
    var checked = MemberBytes(line)
    checked.hasHeaderChecksum = true
    var stored = MemberBytes(line)
    stored.level = Z_NO_COMPRESSION
    var fixed = MemberBytes(line + line)
    fixed.strategy = Z_FIXED
    var dynamic = MemberBytes((0..<60).map { "\($0 * $0 % 97) \(line)" }.joined())
    dynamic.strategy = Z_HUFFMAN_ONLY
    var flushed = MemberBytes("")
    flushed.pieces = [Array(line.utf8), Array("\(line)\(line)".utf8), [], Array("end\n".utf8)]
    return [named, full, empty, checked, stored, fixed, dynamic, flushed]
  }()

  @Test func `members of every kind are read in chunks and buffers of every size`() {
    let input = Self.members.flatMap(\.bytes)
    let text = Self.members.flatMap(\.text)
    for size in Array(1...40) + [1000, 1 << 16, 1 << 17, 1 << 18] {
      #expect(Decompressed(input, chunkSizeBytes: size).bytes == text)
      #expect(Decompressed(input, chunkSizeBytes: size, roomBytes: size).failure == nil)
      #expect(Decompressed(input, roomBytes: size).bytes == text)
    }
  }

  @Test(arguments: members.indices)
  func `a member truncated anywhere gives what zlib gives`(index: Int) {
    let whole = Self.members[index].bytes
    for count in 2..<whole.count {
      let input = Array(whole.prefix(count))
      let expected = Decompressed(byZlib: input)
      #expect(expected.failure == Self.cutOff)
      for chunkSizeBytes in [1, 7, 1 << 20] {
        let found = Decompressed(input, chunkSizeBytes: chunkSizeBytes)
        #expect(found == expected, "cut to \(count) bytes, in chunks of \(chunkSizeBytes)")
      }
    }
  }

  @Test(arguments: members.indices)
  func `a byte that is damaged anywhere is found, or changes nothing`(index: Int) {
    let member = Self.members[index]
    let whole = member.bytes
    for index in 2..<whole.count {
      for mask in [1 << (index % 8), 0xFF] as [UInt8] {
        var input = whole
        input[index] ^= mask
        let found = Decompressed(input)
        let isFound = found.failure == Self.damaged || found.failure == Self.cutOff
        #expect(isFound || found.bytes == member.text, "byte \(index), mask \(mask)")
        #expect(found == Decompressed(input, stale: 0x55), "byte \(index), mask \(mask)")
        let expected = Decompressed(byZlib: input)
        #expect(expected.failure != nil || found == expected, "byte \(index), mask \(mask)")
      }
    }
  }

  @Test func `damage in a header is found at the byte at which zlib finds it`() {
    let whole = Self.members[1].bytes
    for index in 2..<Self.members[1].header.count {
      var input = whole
      input[index] ^= 0xFF
      for count in index..<Self.members[1].header.count {
        let part = Array(input.prefix(count))
        #expect(Decompressed(part) == Decompressed(byZlib: part), "byte \(index) of \(count)")
      }
    }
  }

  @Test(arguments: 1...8)
  func `a wrong CRC-32 or length is found, after the text`(bytesBeforeEnd: Int) {
    for member in Self.members {
      for chunkSizeBytes in [1, 5, 1 << 20] {
        for mask in [1, 0x80, 0xFF] as [UInt8] {
          var input = member.bytes
          input[input.count - bytesBeforeEnd] ^= mask
          let found = Decompressed(input, chunkSizeBytes: chunkSizeBytes)
          #expect(found.bytes == member.text)
          #expect(found.failure == Self.damaged)
        }
      }
    }
  }

  @Test func `another method and reserved flags are damage`() {
    var member = MemberBytes("text")
    member.method = 7
    #expect(Decompressed(member.bytes).failure == Self.damaged)
    member.method = 8
    for bit in 5...7 {
      member.reservedFlags = 1 << bit
      #expect(Decompressed(member.bytes).failure == Self.damaged)
    }
  }

  @Test(
    arguments: [
      ([0x1F], cutOff), ([0x1F, 0x8B], cutOff), ([0x1F, 0x8B, 0x07], cutOff),
      ([0x1F, 0x8B, 0x07, 0x00], damaged),
    ] as [([UInt8], String)])
  func `another member that is none is reported after the text`(
    garbage: [UInt8], failure: String
  ) {
    for member in Self.members {
      let input = member.bytes + garbage
      for chunkSizeBytes in [1, 3, 1 << 20] {
        let found = Decompressed(input, chunkSizeBytes: chunkSizeBytes)
        #expect(found.bytes == member.text)
        #expect(found.failure == failure)
        #expect(found == Decompressed(byZlib: input))
      }
    }
  }

  @Test(arguments: [("\n", 1), ("\n", 2), ("{}\n", 1), ("größer", 1), ("{}\n", 200_000)])
  func `text after the last member is read as it is`(word: String, count: Int) {
    let text = String(repeating: word, count: count)
    for member in Self.members {
      let input = member.bytes + member.bytes + Array(text.utf8)
      for chunkSizeBytes in [1, 3, 1000, 1 << 20] where text.count < 10 || chunkSizeBytes > 3 {
        for roomBytes in [100, 1 << 17] {
          let found = Decompressed(input, chunkSizeBytes: chunkSizeBytes, roomBytes: roomBytes)
          let isSame = found.bytes == member.text + member.text + Array(text.utf8)
          #expect(isSame)
          #expect(found.failure == nil)
        }
      }
    }
  }

  @Test(
    arguments: [
      [0], [0, 0], [UInt8](repeating: 0, count: 5000), [0x1F, 0x0A], [0x0A, 0x1F, 0x8B, 0x08],
      [0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x00], [0x80, 0x01, 0x02],
    ] as [[UInt8]])
  func `what is neither is reported after the text, with its place`(rest: [UInt8]) {
    for member in Self.members {
      for chunkSizeBytes in [1, 3, 1 << 20] {
        let found = Decompressed(member.bytes + rest, chunkSizeBytes: chunkSizeBytes)
        #expect(found.bytes == member.text)
        #expect(
          found.failure
            == "the gzip data is followed by what is no gzip, at byte \(member.bytes.count)")
      }
    }
  }

  @Test func `ten thousand members are one text`() {
    let members = (0..<10_000).map { MemberBytes("\($0)\n") }
    let found = Decompressed(members.flatMap(\.bytes))
    #expect(found.bytes == members.flatMap(\.text))
    #expect(found.failure == nil)
  }
}
