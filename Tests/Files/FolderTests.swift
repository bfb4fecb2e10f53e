import Files
import Foundation
import TestSupport
import Testing

@Suite struct FolderTests {
  @Test func `folders are created with their parents and mode; existing ones stay as they are`()
    throws
  {
    let folder = try TemporaryFolder()
    chmod(folder.path, 0o755)
    try Folder.make(folder.path("a/b/c/"), mode: .ownerOnly)
    try Folder.make(folder.path("g/h"), mode: try #require(FileMode("0640")))
    #expect(["a", "a/b", "a/b/c"].map { folder.mode(of: $0) } == [0o700, 0o700, 0o700])
    #expect(["g", "g/h"].map { folder.mode(of: $0) } == [0o750, 0o750])
    try Folder.make(folder.path, mode: .ownerOnly)
    #expect(folder.mode(of: "") == 0o755)
  }

  @Test func `a file in the way is an error, even in a parent`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "a")
    #expect(throws: FileError(folder.path("a"), code: ENOTDIR)) {
      try Folder.make(folder.path("a"), mode: .ownerOnly)
    }
    #expect(throws: FileError(folder.path("a/b"), code: ENOTDIR)) {
      try Folder.make(folder.path("a/b"), mode: .ownerOnly)
    }
  }

  @Test func `a link is created and replaced atomically`() throws {
    let folder = try TemporaryFolder()
    for target in ["one", "two"] {
      try Folder.link(folder.path("latest"), to: target)
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("latest")) == target)
    }
    #expect(folder.names == ["latest"])
  }
}
