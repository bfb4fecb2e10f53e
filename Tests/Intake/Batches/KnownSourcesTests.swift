import Foundation
import TestSupport
import Testing
import Traffic

@testable import Intake

@Suite struct KnownSourcesTests {
  private static let text = MonthOfTraffic(seed: 9).records.prefix(5).joined(separator: "\n")

  private static func batches(
    _ paths: String..., known: KnownSources = KnownSources()
  ) throws -> [RecordBatch] {
    var reader = BatchReader(InputFiles(paths).entries, known: known)
    var batches: [RecordBatch] = []
    while let batch = reader.next() { batches.append(batch) }
    return batches
  }

  /// What a ledger knows once the paths are imported.
  private static func known(_ paths: String...) throws -> KnownSources {
    var known = KnownSources()
    for path in paths {
      for source in try batches(path).flatMap(\.finishedSources) {
        known.add(
          name: source.name, sha256: source.sha256, sizeBytes: source.sizeBytes,
          stamp: source.stamp)
      }
    }
    return known
  }

  @Test func `a fully read file is reported with its content and its stamp`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.text, to: "a.ndjson")
    let batch = try #require(try Self.batches(path).first)
    let source = try #require(batch.finishedSources.first)
    #expect(batch.rows.count == 5)
    #expect(source.name == path)
    #expect(source.sizeBytes == Int64(Self.text.utf8.count))
    #expect(source.stamp == (try FileSource(path: path).stamp))
    #expect(!source.isRecognized)
    #expect(batch.readBytes == source.sizeBytes)
  }

  @Test func `a file that is unchanged since its import is skipped`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.text, to: "a.ndjson")
    let batches = try Self.batches(path, known: Self.known(path))
    #expect(batches.map(\.unchangedSources) == [1])
    #expect(batches.allSatisfy { $0.isBlank })
  }

  @Test func `a file with one byte more is read`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.text, to: "a.ndjson")
    let known = try Self.known(path)
    try folder.write(Self.text + "\n", to: "a.ndjson")
    let batches = try Self.batches(path, known: known)
    #expect(batches.map(\.rows.count) == [5])
    #expect(batches.flatMap(\.finishedSources).map(\.isRecognized) == [false])
  }

  @Test func `a file of the same size with another content is read`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.text, to: "a.ndjson")
    let known = try Self.known(path)
    try folder.write(Self.text.replacing("completed", with: "completeD"), to: "a.ndjson")
    let batches = try Self.batches(path, known: known)
    #expect(batches.map(\.rows.count) == [5])
  }

  @Test func `known content under another name is recognized, and not read into rows`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.text, to: "a.ndjson")
    let known = try Self.known(path)
    let copy = try folder.write(Self.text, to: "b.ndjson")
    let batch = try #require(try Self.batches(copy, known: known).first)
    #expect(batch.rows.isEmpty)
    let source = try #require(batch.finishedSources.first)
    #expect(source.isRecognized)
    #expect(source.name == copy)
    #expect(source.stamp == (try FileSource(path: copy).stamp))
  }

  @Test func `a file with only a new date is recognized by its content`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.text, to: "a.ndjson")
    let known = try Self.known(path)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: path)
    let sources = try Self.batches(path, known: known).flatMap(\.finishedSources)
    #expect(sources.map(\.isRecognized) == [true])
  }

  @Test func `empty files are each reported by name, and skipped once they are known`() throws {
    let folder = try TemporaryFolder()
    let (first, second) = (try folder.write("", to: "a.json"), try folder.write("", to: "b.json"))
    let known = try Self.known(first)
    let again = try Self.batches(first, known: known)
    #expect(again.map(\.unchangedSources) == [1])
    #expect(again.allSatisfy { $0.isBlank })
    let sources = try Self.batches(second, known: known).flatMap(\.finishedSources)
    #expect(sources.map(\.name) == [second])
    #expect(sources.map(\.isRecognized) == [false])
  }

  @Test func `gzip is identified by its compressed bytes`() throws {
    let folder = try TemporaryFolder()
    let compressed = try Gzip.compressed(Self.text, in: folder)
    let path = folder.path("a.gz")
    try Data(compressed).write(to: URL(filePath: path))
    let source = try #require(try Self.batches(path).first?.finishedSources.first)
    #expect(source.sizeBytes == Int64(compressed.count))
    #expect(source.sha256.count == 64)
    let batches = try Self.batches(path, known: Self.known(path))
    #expect(batches.map(\.unchangedSources) == [1])
    #expect(batches.allSatisfy { $0.isBlank })
  }

  @Test func `gzip that ended early is read again`() throws {
    let folder = try TemporaryFolder()
    let compressed = try Gzip.compressed(Self.text, in: folder)
    let path = folder.path("a.gz")
    try Data(compressed.dropLast(40)).write(to: URL(filePath: path))
    let source = try #require(try Self.batches(path).first?.finishedSources.first)
    #expect(source.stamp == nil)
  }

  @Test func `a file that cannot be opened is named, and those before and after it are read`()
    throws
  {
    let folder = try TemporaryFolder()
    let paths = try ["a", "b", "c"].map { try folder.write(Self.text, to: $0) }
    let entries = InputFiles(paths).entries
    try FileManager.default.removeItem(atPath: paths[1])
    var reader = BatchReader(entries)
    let next = reader.next()
    let batch = try #require(next)
    #expect(batch.rows.count == 10)
    #expect(batch.finishedSources.map(\.name) == [paths[0], paths[2]])
    #expect(
      batch.unreadFiles.map(\.description)
        == ["\(paths[1]): cannot be opened: No such file or directory"])
    let end = reader.next()
    #expect(end == nil)
  }
}
