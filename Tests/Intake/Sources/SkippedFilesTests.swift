import Foundation
import TestSupport
import Testing

@testable import Intake

/// Files in folders, and parts of files, that hold no text.
@Suite struct SkippedFilesTests {
  private static func unread(_ paths: [String]) -> [UnreadFile] {
    var reader = BatchReader(InputFiles(paths).entries)
    var unread: [UnreadFile] = []
    while let batch = reader.next() { unread += batch.unreadFiles }
    return unread
  }

  private static func write(_ bytes: [UInt8], to name: String, in folder: TemporaryFolder) throws {
    try Data(bytes).write(to: URL(filePath: folder.path(name)))
  }

  @Test(
    arguments: [
      ("x.db", "SQLite format 3\0", "an SQLite database; export the column with the answers"),
      ("x.json", "<!doctype html>[1]", "a web page, which may only quote answers"),
      ("x", "\u{1}\u{2}\u{3}", "binary data, not text"),
    ])
  func `a file in a folder is skipped with its size, one that is named is missed`(
    name: String, content: String, reason: String
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(content, to: name)
    let size = Int64(content.utf8.count)
    #expect(
      Self.unread([folder.path])
        == [UnreadFile(path, reason: reason, sizeBytes: size, isSkipped: true)])
    // Who names a file of bytes that are not known wants them read.
    let isKnown = reason != ContentKind.binaryReason
    #expect(Self.unread([path]) == (isKnown ? [UnreadFile(path, reason: reason)] : []))
  }

  @Test func `what is packed is judged by what is in it`() throws {
    let folder = try TemporaryFolder()
    try Self.write(MemberBytes("<html>").bytes, to: "page.gz", in: folder)
    try Self.write(
      ArchiveBytes.zip([.init("a.json", "{}"), .init("p.pdf", "%PDF-1.4")]), to: "x.zip",
      in: folder)
    let reason = "a web page, which may only quote answers"
    let page = folder.path("page.gz")
    #expect(
      Self.unread([folder.path]) == [
        UnreadFile(page, reason: reason, isSkipped: true),
        UnreadFile("\(folder.path)/x.zip/p.pdf", reason: "a PDF document", isSkipped: true),
      ])
    #expect(Self.unread([page]) == [UnreadFile(page, reason: reason)])
  }

  @Test func `the hash of a file that is packed is that of all its bytes`() throws {
    let folder = try TemporaryFolder()
    let files: [(String, [UInt8])] = [
      (
        "a.zip", ArchiveBytes.zip([.init("a.json", "{}\n")]) + [UInt8](repeating: 7, count: 400_000)
      ),
      ("b.gz", MemberBytes(String(repeating: "<html>", count: 100_000)).bytes),
      ("c.tar", ArchiveBytes.tar([.init("a.json", "{}\n")]) + [UInt8](repeating: 0, count: 9000)),
    ]
    for (name, bytes) in files { try Self.write(bytes, to: name, in: folder) }
    var reader = BatchReader(InputFiles([folder.path]).entries)
    var finished: [RecordBatch.FinishedSource] = []
    while let batch = reader.next() { finished += batch.finishedSources }
    #expect(finished.map(\.sizeBytes) == files.map { Int64($0.1.count) })
    for (source, (name, _)) in zip(finished, files) {
      let file = try FileSource(path: folder.path(name))
      _ = try bytes(of: file)
      #expect(source.sha256 == file.sha256, "\(name)")
    }
  }
}
