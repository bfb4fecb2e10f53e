import Files
import Foundation
import TestSupport
import Testing

@Suite struct AtomicFileTests {
  private static let group = FileMode("0640") ?? .ownerOnly

  @Test func `a file has its name once complete, and its mode whatever the umask`() throws {
    let folder = try TemporaryFolder()
    for (name, mode) in [("a", FileMode.ownerOnly), ("b", Self.group)] {
      let file = try AtomicFile(folder.path(name), mode: mode)
      try file.write(Array("one ".utf8))
      try file.write(Array("two".utf8))
      #expect(folder.kind(of: name) == 0)
      try file.commit()
      #expect(try folder.text(of: name) == "one two")
      #expect(folder.mode(of: name) == mode.bits)
    }
    #expect(folder.names == ["a", "b"])
  }

  @Test func `a discarded one leaves nothing, and what was there unchanged`() throws {
    let folder = try TemporaryFolder()
    try folder.write("before", to: "a")
    do {
      let file = try AtomicFile(folder.path("a"), mode: .ownerOnly)
      try file.write(Array("half".utf8))
      #expect(folder.names.count == 2)
    }
    #expect(folder.names == ["a"])
    #expect(try folder.text(of: "a") == "before")
  }

  @Test(arguments: [0o644, 0o440, 0o600, 0o666] as [mode_t])
  func `a file that is replaced keeps its permissions`(mode: mode_t) throws {
    let folder = try TemporaryFolder()
    chmod(try folder.write("before", to: "a"), mode)
    try AtomicFile.write(Array("after".utf8), to: folder.path("a"), mode: Self.group)
    #expect(folder.mode(of: "a") == mode)
    #expect(try folder.text(of: "a") == "after")
  }

  @Test(.enabled(if: geteuid() == 0, "only root may give files away"))
  func `a file that root replaces keeps its owner`() throws {
    let folder = try TemporaryFolder()
    chown(try folder.write("before", to: "a"), 65_534, 65_534)
    try AtomicFile.write(Array("after".utf8), to: folder.path("a"), mode: .ownerOnly)
    let owner = try FileManager.default.attributesOfItem(atPath: folder.path("a"))
    #expect(owner[.ownerAccountID] as? Int == 65_534)
    #expect(owner[.groupOwnerAccountID] as? Int == 65_534)
  }

  @Test(arguments: ["target", "folder/target"], [true, false])
  func `links are followed, and their target is replaced in its own folder`(
    target: String, isThere: Bool
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "folder/other")
    if isThere { try folder.write("before", to: target) }
    #expect(symlink(target, folder.path("second")) == 0)
    #expect(symlink(folder.path("second"), folder.path("first")) == 0)
    try AtomicFile.write(Array("after".utf8), to: folder.path("first"), mode: .ownerOnly)
    #expect(try folder.text(of: target) == "after")
    #expect(folder.kind(of: "first") == S_IFLNK)
    #expect(folder.kind(of: "second") == S_IFLNK)
    #expect(folder.kind(of: target) == S_IFREG)
  }

  @Test func `bytes go straight into a FIFO`() throws {
    let folder = try TemporaryFolder()
    try folder.makeFIFO("pipe")
    // Opened for reading and writing, the FIFO keeps what was written until it is read here.
    let reader = open(folder.path("pipe"), O_RDWR)
    defer { close(reader) }
    try AtomicFile.write(Array("text".utf8), to: folder.path("pipe"), mode: .ownerOnly)
    var buffer = [UInt8](repeating: 0, count: 16)
    #expect(read(reader, &buffer, 16) == 4)
    #expect(folder.kind(of: "pipe") == S_IFIFO)
    #expect(folder.names == ["pipe"])
  }

  @Test func `a device is written to, and a full one is an error`() throws {
    let folder = try TemporaryFolder()
    guard let null = folder.device(.null, named: "null"),
      let full = folder.device(.full, named: "full")
    else {
      print("skipped: nodes of devices cannot be made here")
      return
    }
    try AtomicFile.write(Array("text".utf8), to: null, mode: .ownerOnly)
    let error = try #require(throws: FileError.self) {
      try AtomicFile.write(Array("text".utf8), to: full, mode: .ownerOnly)
    }
    #expect(error.description == "\(full): cannot be written: No space left on device")
    #expect(folder.names.map { folder.kind(of: $0) } == [S_IFCHR, S_IFCHR])
  }

  @Test func `an open file behind a link in /proc is written to`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("log\n", to: "log")
    let descriptor = open(path, O_WRONLY | O_APPEND)
    defer { close(descriptor) }
    #expect(symlink("/proc/self/fd/\(descriptor)", folder.path("link")) == 0)
    try AtomicFile.write(Array("text".utf8), to: folder.path("link"), mode: .ownerOnly)
    #expect(try folder.text(of: "log") == "log\ntext")
    #expect(folder.names == ["link", "log"])
  }

  @Test func `what is at the temporary name is neither followed nor replaced`() throws {
    let folder = try TemporaryFolder()
    try folder.write("precious", to: "target")
    #expect(symlink(folder.path("target"), folder.path("planted")) == 0)
    #expect(throws: FileError(folder.path("a"), code: EEXIST)) {
      _ = try AtomicFile(
        folder.path("a"), mode: .ownerOnly, temporaryPath: folder.path("planted"))
    }
    #expect(try folder.text(of: "target") == "precious")
    #expect(folder.names == ["planted", "target"])
  }

  @Test func `temporary names differ each time, and reveal nothing about the process`() throws {
    let folder = try TemporaryFolder()
    let files = try (0..<50).map { _ in try AtomicFile(folder.path("a"), mode: .ownerOnly) }
    let names = files.compactMap(\.temporaryPath)
    #expect(Set(names).count == 50)
    #expect(names.allSatisfy { folder.mode(of: String($0.dropFirst(folder.path.count))) == 0o600 })
    #expect(names.allSatisfy { !$0.contains("\(getpid())") })
  }

  @Test func `a folder and a missing folder are errors that name the path`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: FileError(folder.path, code: EISDIR)) {
      _ = try AtomicFile(folder.path, mode: .ownerOnly)
    }
    #expect(throws: FileError(folder.path("no/a"), code: ENOENT)) {
      _ = try AtomicFile(folder.path("no/a"), mode: .ownerOnly)
    }
  }
}

/// What killed runs leave of files that they were writing.
@Suite struct DeadPartTests {
  private static let name = ".piledger-1n96jphdpngo522x5jultyquic.part"

  @Test
  func `the next file of a folder removes the parts of dead runs, and what SQLite left there`()
    throws
  {
    let folder = try TemporaryFolder()
    for ending in ["", "-journal", "-lock"] { try folder.write("half", to: Self.name + ending) }
    try folder.write("", to: ".piledger-gone.part-journal")
    try AtomicFile.write([1], to: folder.path("a"), mode: .ownerOnly)
    #expect(folder.names == ["a"])
  }

  @Test(arguments: [true, false])
  func `the part of a live run stays`(isFilledByName: Bool) throws {
    let folder = try TemporaryFolder()
    let file = try AtomicFile(
      folder.path("a"), mode: .ownerOnly, isFilledByName: isFilledByName)
    try file.write([1, 2, 3])
    let before = folder.names
    TemporaryName.removeDead(in: folder.path)
    #expect(folder.names == before)
    try file.commit()
    #expect(folder.names == ["a"])
  }

  @Test func `what only resembles a part stays, and links are not followed`() throws {
    let folder = try TemporaryFolder()
    let others = [
      "film.part", ".piledger-.part", ".piledger-A1.part", ".piledger-a1.part.bak",
      ".piledger-a1.parts", "x.piledger-a1.part",
    ]
    for name in others { try folder.write("mine", to: name) }
    try folder.write("mine", to: "elsewhere/film")
    symlink("elsewhere/film", folder.path(".piledger-a2.part"))
    #expect(link(folder.path("film.part"), folder.path(".piledger-a3.part")) == 0)
    mkdir(folder.path(".piledger-a4.part"), 0o700)
    try folder.makeFIFO(".piledger-a5.part")
    let before = folder.names
    try AtomicFile.write([1], to: folder.path("a"), mode: .ownerOnly)
    #expect(folder.names == (before + ["a"]).sorted())
    #expect(try folder.text(of: "elsewhere/film") == "mine")
  }
}
