import Files
import Foundation
import TestSupport
import Testing

/// A scratch folder goes with its run, or with the next one if that was killed.
@Suite struct ScratchFolderTests {
  @Test func `a scratch folder is closed to others, and gone at the end`() throws {
    let path: String
    do {
      let scratch = try ScratchFolder()
      path = scratch.path
      var status = stat()
      #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o700)
      #expect(FileManager.default.createFile(atPath: "\(path)/tmp.a", contents: nil))
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `what a killed run left is removed by the next, and what a run uses stays`() throws {
    let living = try ScratchFolder()
    let dead = living.path + "dead"
    try FileManager.default.createDirectory(atPath: dead, withIntermediateDirectories: false)
    #expect(FileManager.default.createFile(atPath: "\(dead)/tmp.a", contents: nil))
    let next = try ScratchFolder()
    #expect(!FileManager.default.fileExists(atPath: dead))
    #expect(FileManager.default.fileExists(atPath: living.path) && next.path != living.path)
  }
}
