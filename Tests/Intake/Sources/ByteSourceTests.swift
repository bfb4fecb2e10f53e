import Foundation
import Intake
import TestSupport
import Testing

@Suite struct FileSourceTests {
  @Test(
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      ("{\"a\":1}\n", "e346432021b04179518d9614f3560ccd71354a4ee101ddcb893d6959a9d6301c"),
    ] as [(String, String)])
  func `a file is identified by the SHA-256 of its bytes`(text: String, sha256: String) throws {
    let folder = try TemporaryFolder()
    let source = try FileSource(path: folder.write(text, to: "log.json"))
    let found = try bytes(of: source)
    #expect(found == Array(text.utf8))
    #expect(source.sha256 == sha256)
    #expect(source.sizeBytes == Int64(text.utf8.count))
  }

  @Test func `a file of several chunks is read to its end`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(String(repeating: "a", count: 3_000_000), to: "long.log")
    let source = try FileSource(path: path)
    let first = try source.nextChunk()
    #expect(first.count <= 1 << 20)
    let rest = try bytes(of: source)
    #expect(first.count + rest.count == 3_000_000)
    #expect(source.sizeBytes == 3_000_000)
    #expect(
      source.sha256 == "2a152c894398719c0570f83fac34ac03a0f6e8e474b995c2403aa5434f7b9dd4")
  }

  @Test func `the SHA-256 is that of the file, not of what was decompressed`() throws {
    let folder = try TemporaryFolder()
    let gzip = try #require(Data(base64Encoded: "H4sIAAAAAAACA8tIzcnJ5wIAIDA6NgYAAAA="))
    try gzip.write(to: URL(filePath: folder.path("hello.gz")))
    let source = try FileSource(path: folder.path("hello.gz"))
    let found = try bytes(of: ContentSource(source))
    #expect(String(decoding: found, as: UTF8.self) == "hello\n")
    #expect(source.sizeBytes == 26)
  }

  @Test func `a file that does not exist is reported by its path`() throws {
    let error = try #require(throws: SourceError.self) {
      try FileSource(path: "/nowhere/log.json")
    }
    #expect(error.description == "/nowhere/log.json: cannot be opened: No such file or directory")
  }

  @Test func `a folder cannot be read as a file`() throws {
    let folder = try TemporaryFolder()
    let source = try FileSource(path: folder.path)
    let error = try #require(throws: SourceError.self) { try source.nextChunk() }
    #expect(error.description == "\(folder.path): cannot be read: Is a directory")
  }

  @Test func `an open descriptor is a source`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("{}\n", to: "log.json")
    let source = FileSource(descriptor: open(path, O_RDONLY | O_CLOEXEC), name: "stdin")
    let found = try bytes(of: source)
    #expect(found == Array("{}\n".utf8))
  }
}

@Suite struct MemorySourceTests {
  @Test(arguments: [1, 2, 3, 5, 6, 100])
  func `memory comes in chunks of the requested size, the last one shorter`(size: Int) throws {
    let source = MemorySource([1, 2, 3, 4, 5], chunkSizeBytes: size)
    let first = try source.nextChunk()
    #expect(first == Array([1, 2, 3, 4, 5].prefix(size)))
    let rest = try bytes(of: source)
    #expect(first + rest == [1, 2, 3, 4, 5])
    let end = try source.nextChunk()
    #expect(end.isEmpty)
  }
}
