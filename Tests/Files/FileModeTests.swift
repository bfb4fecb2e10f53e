import Files
import Foundation
import TestSupport
import Testing

@Suite struct FileModeTests {
  @Test(
    arguments: [
      ("0600", 0o600, 0o700), ("600", 0o600, 0o700), ("0640", 0o640, 0o750),
      ("0644", 0o644, 0o755), ("0660", 0o660, 0o770), ("0664", 0o664, 0o775),
    ] as [(String, mode_t, mode_t)])
  func `a folder may be entered by those who may read its files`(
    text: String, bits: mode_t, folderBits: mode_t
  ) throws {
    let mode = try #require(FileMode(text))
    #expect(mode.bits == bits)
    #expect(mode.folderBits == folderBits)
    #expect(mode.description == "0" + text.suffix(3))
  }

  @Test(arguments: [
    "", "6", "0400", "0666", "0602", "0700", "0755", "4600", "0o600", "rw-------", "-600", "+600",
    "00600", "0680",
  ])
  func `what locks the owner out, lets all write or anyone execute is not a mode`(text: String) {
    #expect(FileMode(text) == nil)
  }

  @Test func `files and folders more open than a mode are reported`() throws {
    let folder = try TemporaryFolder()
    chmod(try folder.write("", to: "a"), 0o644)
    chmod(folder.path, 0o750)
    let found = FileMode.ownerOnly
    #expect(found.widerBits(at: folder.path("a")) == 0o644)
    #expect(found.widerBits(at: folder.path) == 0o750)
    #expect(found.widerBits(at: folder.path("none")) == nil)
    let group = try #require(FileMode("0640"))
    #expect(group.widerBits(at: folder.path) == nil)
    #expect(try #require(FileMode("0644")).widerBits(at: folder.path("a")) == nil)
  }
}
