import Foundation
import TestSupport
import Testing
import Traffic

@testable import Intake

@Suite struct PrefetchedReadingTests {
  private static let records = MonthOfTraffic(seed: 3).records

  @Test func `a source that is read ahead gives the same bytes`() throws {
    let content = [UInt8](
      (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) })
    for chunkSizeBytes in [100_000, 1 << 20] {
      let source = PrefetchingSource { MemorySource(content, chunkSizeBytes: chunkSizeBytes) }
      let isSame = try bytes(of: source) == content
      #expect(isSame)
    }
  }

  @Test func `damage in gzip is reported after what was read before it`() throws {
    let folder = try TemporaryFolder()
    var compressed = try Gzip.compressed(Self.records.joined(separator: "\n"), in: folder)
    let middle = compressed.count / 2
    for index in middle..<middle + 20 { compressed[index] ^= 0xFF }
    try Data(compressed).write(to: URL(filePath: folder.path("damaged.gz")))
    var reader = BatchReader(InputFiles([folder.path("damaged.gz")]).entries)
    let found = try BatchUnpacking.unpacked { () throws(SourceError) in reader.next() }
    #expect(found == ReadSource.carefully(compressed))
    #expect(found.tasks.count > 100)
  }

  @Test func `batches that are read ahead are the reader's`() throws {
    let folder = try TemporaryFolder()
    let text = Self.records.joined(separator: "\n")
    try Data(try Gzip.compressed(text, in: folder)).write(to: URL(filePath: folder.path("b.gz")))
    try folder.write(text, to: "a.ndjson")
    let entries = InputFiles([folder.path("a.ndjson"), folder.path("b.gz")]).entries
    let ahead = PrefetchedBatches(entries, rowLimit: 100, sortedBy: { $0 })
    let found = try BatchUnpacking.unpacked { () throws(SourceError) in ahead.next() }
    var reader = BatchReader(entries, rowLimit: 100)
    let expected = try BatchUnpacking.unpacked { () throws(SourceError) in
      var batch = reader.next()
      batch?.sortRows(by: { $0 })
      return batch
    }
    #expect(found == expected)
    #expect(found.tasks.count == 2 * Self.records.count)
  }

  @Test func `batches that are read ahead can be left at any time`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.records.joined(separator: "\n"), to: "a.ndjson")
    for taken in 0..<5 {
      let ahead = PrefetchedBatches(
        InputFiles([path]).entries, rowLimit: 50, sortedBy: { $0 })
      for _ in 0..<taken { #expect(ahead.next()?.rows.count == 50) }
    }
  }

  @Test
  func
    `a file that cannot be opened is told with the batch that it belongs to, and the rest is read`()
    throws
  {
    let folder = try TemporaryFolder()
    let first = try folder.write(Self.records[0], to: "a.ndjson")
    let gone = try folder.write(Self.records[1], to: "b.ndjson")
    let last = try folder.write(Self.records[2], to: "c.ndjson")
    let entries = InputFiles([first, gone, last]).entries
    try FileManager.default.removeItem(atPath: gone)
    let ahead = PrefetchedBatches(entries, sortedBy: { $0 })
    let batch = try #require(ahead.next())
    #expect(batch.rows.count == 2)
    #expect(
      batch.unreadFiles.map(\.description)
        == ["\(gone): cannot be opened: No such file or directory"])
  }
}
