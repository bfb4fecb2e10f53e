import Domain
import Files
import Foundation
import PiAPI
import TestSupport
import Testing

@Suite struct PageArchiveTests {
  private static let at = Instant(nanoseconds: 1_780_272_000_123_456_789)
  private static let body = Array(#"{"code":200}"#.utf8)
  /// `printf '{"code":200}' | sha256sum`.
  private static let name =
    "20260601T000000.123456Z-history-"
    + "ae64196db7fe3eccb7a320032b6a44caff13bfc21fa264713fba1a5368a7cb6a.json.gz"

  private static func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? NSNumber).intValue
  }

  @Test func `an answer is stored for its owner alone, under its time and content`() throws {
    let folder = try TemporaryFolder()
    let archive = try PageArchive(folder: folder.path("archive"))
    let answer = try archive.store(Self.body, kind: .history, receivedAt: Self.at)
    #expect(answer.name == Self.name)
    #expect(try archive.pending() == [answer])
    #expect(try Self.mode(archive.pendingPath(of: answer)) == 0o600)
    #expect(try Self.mode(folder.path("archive")) == 0o700)
    #expect(try Self.mode(folder.path("archive/pending")) == 0o700)
  }

  @Test func `a mode opens the archive to a group, and a folder that is more open is closed`()
    throws
  {
    let folder = try TemporaryFolder()
    let mode = try #require(FileMode("0640"))
    let archive = try PageArchive(folder: folder.path("archive"), mode: mode)
    let answer = try archive.store(Self.body, kind: .history, receivedAt: Self.at)
    try archive.file(answer)
    #expect(folder.mode(of: "archive") == 0o750)
    #expect(folder.mode(of: "archive/2026-06-01") == 0o750)
    #expect(folder.mode(of: "archive/2026-06-01/\(Self.name)") == 0o640)
    chmod(folder.path("archive"), 0o755)
    _ = try PageArchive(folder: folder.path("archive"), mode: mode)
    #expect(folder.mode(of: "archive") == 0o750)
    // It is never opened further than it was.
    chmod(folder.path("archive"), 0o700)
    _ = try PageArchive(folder: folder.path("archive"), mode: mode)
    #expect(folder.mode(of: "archive") == 0o700)
  }

  @Test func `an answer comes back from its file as it was received`() throws {
    let folder = try TemporaryFolder()
    let archive = try PageArchive(folder: folder.path)
    let body = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
    for bytes in [[], Self.body, body] {
      let answer = try archive.store(bytes, kind: .account, receivedAt: Self.at)
      let gunzip = Process()
      gunzip.executableURL = URL(filePath: "/bin/gzip")
      gunzip.arguments = ["-dkf", archive.pendingPath(of: answer)]
      try gunzip.run()
      gunzip.waitUntilExit()
      let plain = String(archive.pendingPath(of: answer).dropLast(3))
      #expect(Array(try Data(contentsOf: URL(filePath: plain))) == bytes)
    }
  }

  @Test func `an answer that the ledger has moves to its day`() throws {
    let folder = try TemporaryFolder()
    let archive = try PageArchive(folder: folder.path)
    let answer = try archive.store(Self.body, kind: .history, receivedAt: Self.at)
    try archive.file(answer)
    #expect(try archive.pending().isEmpty)
    #expect(archive.path(of: answer) == folder.path("2026-06-01/\(Self.name)"))
    #expect(FileManager.default.fileExists(atPath: archive.path(of: answer)))
  }

  @Test func `what was interrupted while being written is not an answer`() throws {
    let folder = try TemporaryFolder()
    try folder.write("half", to: "pending/.\(Self.name).part")
    try folder.write("other", to: "pending/notes.txt")
    let archive = try PageArchive(folder: folder.path)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path("pending"))
    #expect(left == ["notes.txt"])
    #expect(try archive.pending().isEmpty)
    let answer = try archive.store(Self.body, kind: .history, receivedAt: Self.at)
    #expect(try archive.pending() == [answer])
    #expect(folder.names == ["pending"])
  }

  @Test func `answers are pending in chronological order`() throws {
    let folder = try TemporaryFolder()
    let archive = try PageArchive(folder: folder.path)
    let moments: [Int64] = [9, 1, 5]
    for moment in moments {
      try archive.store(
        Array("\(moment)".utf8), kind: .running, receivedAt: Self.at.adding(seconds: moment))
    }
    #expect(
      try archive.pending().map { String($0.name.prefix(15)) }
        == ["20260601T000001", "20260601T000005", "20260601T000009"])
  }

  @Test func `a folder that cannot be written is reported by its path`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a file", to: "archive")
    #expect(throws: ArchiveError.self) { try PageArchive(folder: path) }
  }
}
