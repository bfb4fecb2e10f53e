import Foundation
import Testing
import Traffic

@testable import Intake

/// What libarchive decompresses.
@Suite struct CompressedSourceTests {
  /// Two lines of `hello`, by each tool.
  private static let short: [(Compression, String)] = [
    (.zstd, "KLUv/QRYYQAAaGVsbG8KaGVsbG8KXInl8w=="),
    (
      .xz,
      "/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQALaGVsbG8KaGVsbG8KAED6O3+VqLeOAAEkDKYY2NgftvN9AQAAAAAEWVo="
    ),
    (.bzip2, "QlpoOTFBWSZTWaDHN6oAAALBAAAQAkSgACCqGQZoKjkU8XckU4UJCgxzeqA="),
    (.lz4, "BCJNGGRApwwAAIBoZWxsbwpoZWxsbwoAAAAAUK9HNw=="),
    (.lzip, "TFpJUAEXADQZSe6N3UPxDKK3//7f0AB3DMcvDAAAAAAAAAArAAAAAAAAAA=="),
    (.compress, "H52QaMqwYfNGQcCBBQE="),
  ]

  /// A hundred thousand lines of `hello`.
  private static let long: [(Compression, String)] = [
    (
      .zstd,
      "KLUv/QRYdAAAMGhlbGxvCgEA9//JSxFMAAAIbAEA/P85EAJMAAAIbwEA/P85EAJMAAAIaAEA/P85EAJNAAAIbAEAvCc5"
        + "EAK4RGBi"
    ),
    (
      .xz,
      "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj6Se/AKFdADQZSe6N3V3x8PcXRFCFYsMIgtxhE2Az4ZG1aVMlHrpxT6vx"
        + "iN23j3MhBj5pvwwG7hucRSg/Kf4YdGNuas/GknQiJFhgqWwEnesIiAncdEp7Lkz1K2z1AF1wvKHWWpDQmKj4BovZ"
        + "9X/WDRs/fXergxQhbtHVevM+FFNidqxZ5OVbBQj5x9qt/PtSK3TNHlsgQvndUz34KWQJO4DLJK66AAAAAAAAANOb"
        + "sQRP+Tv4AAG9AcDPJAAbIzdFscRn+wIAAAAABFla"
    ),
    (
      .bzip2,
      "QlpoOTFBWSZTWcbwO6MCSe/BAAAQAkSgAFBmgClRjQSUFgJKC+CSgsBJQWgSUFwu5IpwoSGN4HdG"
    ),
  ]

  private static let empty: [(Compression, String)] = [
    (.zstd, "KLUv/SQAAQAAmenYUQ=="), (.xz, "/Td6WFoAAATm1rRGAAAAABzfRCEftvN9AQAAAAAEWVo="),
    (.bzip2, "QlpoORdyRThQkAAAAAA="), (.lz4, "BCJNGGRApwAAAAAFXcwC"),
  ]

  private static let hello = Array("hello\nhello\n".utf8)

  private static func decoded(_ text: String) throws -> [UInt8] {
    Array(try #require(Data(base64Encoded: text)))
  }

  @Test(arguments: short)
  func `each format is read in chunks and buffers of every size`(
    compression: Compression, text: String
  ) throws {
    let input = try Self.decoded(text)
    #expect(ContentKind(input) == .compressed(compression))
    for size in 1...input.count {
      let found = Decompressed(packed: input, chunkSizeBytes: size, roomBytes: size)
      #expect(found.bytes == Self.hello)
      #expect(found.failure == nil)
    }
  }

  @Test(arguments: long)
  func `a long stream of few bytes is read as it comes`(
    compression: Compression, text: String
  ) throws {
    let found = Decompressed(packed: try Self.decoded(text))
    #expect(found.failure == nil)
    let isSame = found.bytes == Array(String(repeating: "hello\n", count: 100_000).utf8)
    #expect(isSame)
  }

  @Test(arguments: empty)
  func `nothing, compressed, is nothing`(compression: Compression, text: String) throws {
    let found = Decompressed(packed: try Self.decoded(text))
    #expect(found.bytes == [])
    #expect(found.failure == nil)
  }

  @Test(arguments: short.filter { $0.0 != .compress })
  func `streams one after another are one`(compression: Compression, text: String) throws {
    let input = try Self.decoded(text)
    let found = Decompressed(packed: input + input)
    #expect(found.bytes == Self.hello + Self.hello)
    #expect(found.failure == nil)
  }

  /// The data of the old compress tool has no end of its own.
  @Test(arguments: (short + long + empty).filter { $0.0 != .compress })
  func `a stream that is cut anywhere says so, and gives no more than it holds`(
    compression: Compression, text: String
  ) throws {
    let whole = try Self.decoded(text)
    let expected = Decompressed(packed: whole).bytes
    for count in 12..<whole.count {
      for chunkSizeBytes in [1, 7, 1 << 20] {
        let found = Decompressed(packed: Array(whole.prefix(count)), chunkSizeBytes: chunkSizeBytes)
        #expect(
          found.failure == "the \(compression) data ends in the middle, at byte \(count)",
          "cut to \(count) bytes of \(whole.count)")
        #expect(expected.starts(with: found.bytes))
      }
    }
  }

  @Test(arguments: (short + long).filter { $0.0 != .compress })
  func `a byte that is damaged anywhere is found, or changes nothing`(
    compression: Compression, text: String
  ) throws {
    let whole = try Self.decoded(text)
    let expected = Decompressed(packed: whole).bytes
    for index in 10..<whole.count {
      for mask in [1, 0xFF] as [UInt8] {
        var input = whole
        input[index] ^= mask
        let found = Decompressed(packed: input)
        let isSame = found.bytes == expected
        #expect(found.failure != nil || isSame, "byte \(index), mask \(mask)")
      }
    }
  }

  @Test(arguments: short.filter { $0.0 != .compress })
  func `what follows the data is reported`(
    compression: Compression, text: String
  ) throws {
    let input = try Self.decoded(text)
    for rest in ["{}\n", "plain text, longer than a header of any format\n"] {
      for chunkSizeBytes in [1, 1 << 20] {
        let found = Decompressed(packed: input + Array(rest.utf8), chunkSizeBytes: chunkSizeBytes)
        #expect(Self.hello.starts(with: found.bytes))
        #expect(found.failure?.hasPrefix("the \(compression) data ") == true)
      }
    }
  }

  @Test func `layers are taken off one after another, but not without end`() throws {
    var packed = try Self.decoded(Self.short[0].1)
    for layers in 1...6 {
      let found = Decompressed(packed: packed)
      #expect(found.bytes == (layers <= 5 ? Self.hello : []))
      #expect(found.failure == (layers <= 5 ? nil : "packed more than 5 times"))
      var member = MemberBytes("")
      member.pieces = [packed]
      packed = member.bytes
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `random bytes behind a magic number end with an error`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for (compression, text) in Self.short where compression != .compress {
      let start = try Self.decoded(text).prefix(Int.random(in: 10...14, using: &random))
      let noise = (0..<Int.random(in: 20...2000, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      #expect(Decompressed(packed: start + noise).failure != nil, "seed \(seed), \(compression)")
    }
  }
}
