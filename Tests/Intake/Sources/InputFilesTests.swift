import Foundation
import Intake
import TestSupport
import Testing

@Suite struct InputFilesTests {
  private static func names(_ paths: [String], in folder: TemporaryFolder) -> [String] {
    paths.map { $0.replacing("\(folder.path)/", with: "") }
  }

  @Test func `files come in the order given`() throws {
    let folder = try TemporaryFolder()
    let first = try folder.write("{}", to: "b.json")
    let second = try folder.write("{}", to: "a.json")
    let files = InputFiles([first, "-", second, first])
    #expect(files.entries.map(\.path) == [first, "-", second, first])
    #expect(files.entries.map(\.isStandardInput) == [false, true, false, false])
    #expect(files.missing.isEmpty && files.skipped.isEmpty)
  }

  @Test func `a folder is read with its folders, sorted by name, without hidden files`() throws {
    let folder = try TemporaryFolder()
    for name in [
      "b/2.json", "b/1.json", "a.json", "c.json", "b/deep/3.json", ".hidden.json", ".git/x.json",
      "b/.x.json",
    ] {
      try folder.write("{}", to: name)
    }
    let files = InputFiles([folder.path])
    #expect(
      Self.names(files.entries.map(\.path), in: folder) == [
        "a.json", "b/1.json", "b/2.json", "b/deep/3.json", "c.json",
      ])
    #expect(files.missing.isEmpty && files.skipped.isEmpty)
  }

  @Test func `a trailing slash changes no paths`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("{}", to: "a.json")
    #expect(InputFiles([folder.path + "/"]).entries.map(\.path) == [path])
  }

  @Test(arguments: ["a.json", "A.HAR", "a.md", "a.png", "plain"])
  func `a file in a folder is opened whatever its name`(name: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("no JSON", to: name)
    let files = InputFiles([folder.path])
    #expect(files.entries == [InputFiles.Entry(path: path, isNamed: false)])
    #expect(files.skipped.isEmpty)
    #expect(InputFiles([path]).entries == [InputFiles.Entry(path: path)])
  }

  @Test(arguments: ["notes.tsv", ".hidden"])
  func `a file named explicitly is always read`(name: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("no JSON", to: name)
    let files = InputFiles([path])
    #expect(files.entries.map(\.path) == [path])
    #expect(files.skipped.isEmpty)
  }

  @Test func `a path that does not exist is reported, and the others are read`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("{}", to: "a.json")
    let files = InputFiles([folder.path("gone.json"), path])
    #expect(
      files.missing.map(\.description)
        == ["\(folder.path("gone.json")): no such file or folder"])
    #expect(files.entries.map(\.path) == [path])
  }

  @Test func `a link to a file is read; one to a folder or to nothing is reported`() throws {
    let folder = try TemporaryFolder()
    try folder.write("{}", to: "inbox/a.json")
    let inbox = folder.path("inbox")
    try FileManager.default.createSymbolicLink(
      atPath: "\(inbox)/b.json", withDestinationPath: "\(inbox)/a.json")
    try FileManager.default.createSymbolicLink(
      atPath: "\(inbox)/loop", withDestinationPath: inbox)
    try FileManager.default.createSymbolicLink(
      atPath: "\(inbox)/nowhere.json", withDestinationPath: folder.path("gone.json"))
    let files = InputFiles([inbox])
    #expect(files.entries.map(\.path) == ["\(inbox)/a.json", "\(inbox)/b.json"])
    #expect(
      files.skipped.map(\.description) == [
        "\(inbox)/loop: a link to a folder, which is not followed",
        "\(inbox)/nowhere.json: a broken link: No such file or directory",
      ])
    #expect(files.missing.isEmpty)
  }

  @Test func `only files are opened, anything else is reported`() throws {
    let folder = try TemporaryFolder()
    try folder.write("{}", to: "a.json")
    #expect(mkfifo(folder.path("pipe.json"), 0o600) == 0)
    try folder.makeSocket("s.json")
    let files = InputFiles([folder.path])
    #expect(Self.names(files.entries.map(\.path), in: folder) == ["a.json"])
    #expect(
      Self.names(files.skipped.map(\.description), in: folder) == [
        "pipe.json: a FIFO, which is only read if it is named itself", "s.json: a socket",
      ])
  }

  @Test func `the ledger's own files are never opened, whatever leads to them`() throws {
    let folder = try TemporaryFolder()
    let ledger = try folder.write("", to: "in/ledger.db")
    for name in ["in/ledger.db-wal", "in/ledger.db-shm", "in/ledger.db.lock", "in/other.db"] {
      try folder.write("", to: name)
    }
    let link = folder.path("in/z.json")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: ledger)
    let files = InputFiles([folder.path, link], ledgerPath: folder.path("in/../in/ledger.db"))
    #expect(Self.names(files.entries.map(\.path), in: folder) == ["in/other.db"])
    #expect(
      Self.names(files.skipped.map(\.path), in: folder) == [
        "in/ledger.db", "in/ledger.db-shm", "in/ledger.db-wal", "in/ledger.db.lock", "in/z.json",
      ])
    #expect(
      files.missing.map(\.description)
        == ["\(link): the ledger itself, or a file that belongs to it"])
  }

  @Test func `a name that is not UTF-8 is reported with its bytes`() throws {
    let folder = try TemporaryFolder()
    let bytes = Array("\(folder.path)/c".utf8) + [0xFF] + Array(".json".utf8) + [0]
    let made = bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { name in
        name.baseAddress.map { open($0, O_CREAT | O_WRONLY, 0o600) } ?? -1
      }
    }
    try #require(made >= 0)
    close(made)
    let files = InputFiles([folder.path])
    #expect(files.entries.isEmpty)
    #expect(
      Self.names(files.skipped.map(\.description), in: folder)
        == ["c\\xFF.json: its name is not UTF-8; rename it"])
  }

  @Test func `an empty folder and no paths give no files`() throws {
    let folder = try TemporaryFolder()
    #expect(InputFiles([folder.path]).entries.isEmpty)
    #expect(InputFiles([folder.path]).missing.isEmpty)
    #expect(InputFiles([]).entries.isEmpty)
  }
}
