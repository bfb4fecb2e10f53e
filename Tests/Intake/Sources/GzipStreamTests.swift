import Foundation
import Intake
import TestSupport
import Testing

@Suite struct GzipStreamTests {
  /// `hello` and an end of line.
  private static let hello = "H4sIAAAAAAACA8tIzcnJ5wIAIDA6NgYAAAA="
  /// `world` and an end of line.
  private static let world = "H4sIAAAAAAACAyvPL8pJ4QIAqGE43QYAAAA="
  /// No bytes.
  private static let empty = "H4sIAAAAAAACAwMAAAAAAAAAAAA="

  private static func decoded(_ texts: String...) throws -> [UInt8] {
    var input: [UInt8] = []
    for text in texts { input += try #require(Data(base64Encoded: text)) }
    return input
  }

  private static func decompressed(_ input: [UInt8], chunkSizeBytes: Int = 1 << 20) throws -> String
  {
    let source = ContentSource(MemorySource(input, chunkSizeBytes: chunkSizeBytes))
    return String(decoding: try bytes(of: source), as: UTF8.self)
  }

  private static func failure(of input: [UInt8], chunkSizeBytes: Int = 1 << 20) throws -> String {
    let error = try #require(throws: SourceError.self) {
      try decompressed(input, chunkSizeBytes: chunkSizeBytes)
    }
    return error.description
  }

  @Test func `gzip is decompressed, its members as one`() throws {
    #expect(try Self.decompressed(Self.decoded(Self.hello)) == "hello\n")
    #expect(try Self.decompressed(Self.decoded(Self.hello, Self.world)) == "hello\nworld\n")
    #expect(
      try Self.decompressed(
        Self.decoded(Self.empty, Self.world, Self.empty, Self.hello)) == "world\nhello\n")
    #expect(try Self.decompressed(Self.decoded(Self.empty)) == "")
  }

  @Test func `chunks of every size give the same`() throws {
    let input = try Self.decoded(Self.hello, Self.empty, Self.world, Self.hello)
    let differing = try (1...64).filter {
      try Self.decompressed(input, chunkSizeBytes: $0) != "hello\nworld\nhello\n"
    }
    #expect(differing == [])
  }

  @Test(
    arguments: [
      [], [0x0A], [0x1F], [0x1F, 0x1F], [0x8B, 0x1F], [0x1F, 0x0A, 0x8B], Array("plain".utf8),
    ] as [[UInt8]])
  func `what does not start like gzip passes through`(input: [UInt8]) throws {
    for chunkSizeBytes in [1, 2, 3, 64] {
      let source = ContentSource(MemorySource(input, chunkSizeBytes: chunkSizeBytes))
      let found = try bytes(of: source)
      #expect(found == input)
    }
  }

  @Test(arguments: [1, 4, 8, 9, 12, 16, 23, 24])
  func `truncated gzip ends with an error`(missingBytes: Int) throws {
    let whole = try Self.decoded(Self.hello)
    for chunkSizeBytes in [1, 7, 64] {
      let failure = try Self.failure(
        of: Array(whole.dropLast(missingBytes)), chunkSizeBytes: chunkSizeBytes)
      #expect(failure == "the gzip data ends in the middle")
    }
  }

  @Test func `a truncated second member is an error too`() throws {
    let input = try Self.decoded(Self.hello, Self.world).dropLast(3)
    #expect(try Self.failure(of: Array(input)) == "the gzip data ends in the middle")
  }

  @Test(arguments: [2, 3, 10, 11, 14, 17, 18, 21, 22, 25])
  func `a damaged byte ends with an error that says so`(index: Int) throws {
    var input = try Self.decoded(Self.hello)
    input[index] ^= 0xFF
    for chunkSizeBytes in [1, 7, 64] {
      let failure = try Self.failure(of: input, chunkSizeBytes: chunkSizeBytes)
      #expect(
        failure == "the gzip data is damaged"
          || failure == "the gzip data ends in the middle")
    }
  }

  @Test func `what was decompressed before the damage is returned`() throws {
    var input = try Self.decoded(Self.hello)
    input[18] ^= 0xFF
    let source = ContentSource(MemorySource(input))
    let chunk = try source.nextChunk()
    #expect(String(decoding: chunk, as: UTF8.self) == "hello\n")
    #expect(throws: SourceError.self) { try source.nextChunk() }
    let rest = try source.nextChunk()
    #expect(rest.isEmpty)
  }

  @Test func `a large file of the gzip tool reads as what was compressed`() throws {
    let folder = try TemporaryFolder()
    let text = (0..<200_000).map { "line \($0)\n" }.joined()
    let path = try folder.write(text, to: "log.ndjson")
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/usr/bin/gzip")
    gzip.arguments = [path]
    try gzip.run()
    gzip.waitUntilExit()
    let found = try bytes(of: ContentSource(FileSource(path: path + ".gz")))
    let isSame = found == Array(text.utf8)
    #expect(isSame)
    #expect(found.count == 2_288_890)
  }
}
