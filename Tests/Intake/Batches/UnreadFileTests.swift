import Foundation
import TestSupport
import Testing

@testable import Intake

/// A file that fails in the middle.
@Suite struct UnreadFileTests {
  /// Bytes, and then a system error.
  private final class BreakingSource: ByteSource {
    private var bytes: ArraySlice<UInt8>

    init(_ text: String) {
      bytes = Array(text.utf8)[...]
    }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SourceError) -> Int {
      guard !bytes.isEmpty else {
        throw SourceError(path: "a.ndjson", "cannot be read: Input/output error")
      }
      let taken = bytes.prefix(buffer.count)
      _ = buffer.update(fromContentsOf: taken)
      bytes = bytes.dropFirst(taken.count)
      return taken.count
    }
  }

  private static let lines = (0..<5).map { number in
    TaskText.task { $0.taskID = "00000000-0000-4000-8000-00000000000\(number)" }.envelope + "\n"
  }

  @Test(arguments: [0, 1, 40])
  func `what was read of it stays, an incomplete record is no reject, and it is not imported`(
    cutBytes: Int
  ) throws {
    let text = Self.lines.joined() + Self.lines[0].prefix(cutBytes)
    var reader = BatchReader(BreakingSource(text), named: "a.ndjson")
    let next = reader.next()
    let batch = try #require(next)
    #expect(batch.rows.count == 5)
    #expect(batch.otherItems.isEmpty)
    #expect(batch.finishedSources.isEmpty)
    #expect(
      batch.unreadFiles
        == [UnreadFile("a.ndjson", reason: "cannot be read: Input/output error")])
    let end = reader.next()
    #expect(end == nil)
  }

  @Test func `a file that gives nothing at all is reported once`() throws {
    var reader = BatchReader([InputFiles.Entry(path: "/proc/self/mem")])
    let next = reader.next()
    let batch = try #require(next)
    #expect(
      batch.unreadFiles.map(\.description)
        == ["/proc/self/mem: cannot be read: Input/output error"])
    #expect(batch.finishedSources.isEmpty && batch.rows.isEmpty && batch.otherItems.isEmpty)
    let end = reader.next()
    #expect(end == nil)
  }
}
