import CZlib
import Testing
import Traffic

@testable import Intake

@Suite struct ArchiveSourceTests {
  private typealias File = ArchiveBytes.File

  private static let makers: [(String, @Sendable ([ArchiveBytes.File]) -> [UInt8])] = [
    ("zip", { ArchiveBytes.zip($0) }), ("tar", { ArchiveBytes.tar($0) }),
  ]
  private static let files = [
    File("a.json", "{\"a\":1}"), File("logs/b.ndjson", "{}\n[]\n"), File("empty.txt", ""),
    File("c.log", "last"),
  ]
  private static let text = Array("{\"a\":1}\n{}\n[]\nlast\n".utf8)
  private static let image = [0x89] + Array("PNG\r\n\u{1A}\n".utf8) + [0, 0, 0, 13]

  /// What is read of an archive, and what is skipped of it.
  private static func read(
    _ input: [UInt8], chunkSizeBytes: Int = 1 << 20
  ) throws -> (text: String, skipped: [String]) {
    let skipped = SkippedContent()
    let source = ContentSource(
      MemorySource(input, chunkSizeBytes: chunkSizeBytes), start: nil, skipped: skipped)
    let text = String(decoding: try bytes(of: source), as: UTF8.self)
    return (text, skipped.files(in: "x", isNamed: true).map(\.description))
  }

  private static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var member = MemberBytes("")
    member.pieces = [bytes]
    return member.bytes
  }

  @Test(arguments: [0, 1])
  func `files come one after another on lines of their own, in chunks of every size`(
    maker: Int
  ) throws {
    let input = Self.makers[maker].1(Self.files)
    for size in Array(1...70) + [512, 1 << 20] {
      let found = Decompressed(packed: input, chunkSizeBytes: size, roomBytes: size)
      #expect(found.bytes == Self.text, "in chunks of \(size)")
      #expect(found.failure == nil)
    }
  }

  @Test func `all bytes of the archive are read, as its hash is that of all`() throws {
    for (name, make) in Self.makers {
      let input = make(Self.files) + [UInt8](repeating: 0, count: 300_000)
      let memory = MemorySource(input)
      _ = try bytes(of: ContentSource(memory))
      #expect(try memory.nextChunk().isEmpty, "\(name)")
    }
  }

  @Test(arguments: [0, 1])
  func `what is packed within an archive is read, and archives that are compressed`(
    maker: Int
  ) throws {
    let make = Self.makers[maker].1
    let form = UnicodeForm(unitSizeBytes: 2, isBigEndian: true)
    let input = make([
      File("a.gz", Self.gzip(Array("[1]".utf8))),
      File("b.txt", UnicodeText.bytes(of: "\u{FEFF}[2]", form)),
      File("c.zip", ArchiveBytes.zip([File("d.tar", ArchiveBytes.tar([File("e", "[3]\n")]))])),
      File("f.json", "[4]\n"),
    ])
    for packed in [input, Self.gzip(input)] {
      let found = try Self.read(packed)
      #expect(found.text == "[1]\n[2]\n[3]\n[4]\n")
      #expect(found.skipped == [])
    }
  }

  @Test(arguments: [0, 1])
  func `files that hold no text are skipped by name, hidden ones in silence`(maker: Int) throws {
    let inner = ArchiveBytes.zip([File("p/deep.png", Self.image), File("in.json", "[2]\n")])
    let input = Self.makers[maker].1([
      File("p.png", Self.image), File("a.json", "[1]\n"), File("__MACOSX/._a.json", "[8]"),
      File(".git/config", "[9]"), File("x/.hidden", "[9]"), File("x/i.zip", inner),
      File("page.html", "<html>[7]"), File("b.bin", [0, 1, 2, 3]),
    ])
    let found = try Self.read(input)
    #expect(found.text == "[1]\n[2]\n")
    #expect(
      found.skipped == [
        "x/p.png: an image", "x/x/i.zip/p/deep.png: an image",
        "x/page.html: a web page, which may only quote answers", "x/b.bin: binary data, not text",
      ])
  }

  @Test func `of many files that hold no text some are named`() throws {
    let input = ArchiveBytes.tar((0..<1000).map { File("\($0).png", Self.image) })
    let found = try Self.read(input)
    #expect(found.text == "")
    #expect(found.skipped.count == 11)
    #expect(found.skipped.first == "x/0.png: an image")
    #expect(found.skipped.last == "x: 990 more entries")
  }

  @Test func `a file that is encrypted or cannot be unpacked is named after the others are read`() {
    var (secret, odd) = (File("secret.json", "[0]"), File("odd.json", "[0]"))
    secret.isEncrypted = true
    odd.method = 9
    var found = Decompressed(
      packed: ArchiveBytes.zip([File("a", "[1]\n"), secret, File("b", "[2]\n")]))
    #expect(found.bytes == Array("[1]\n[2]\n".utf8))
    #expect(found.failure == "secret.json: encrypted; decrypt it first")
    found = Decompressed(packed: ArchiveBytes.zip([odd, secret, File("b", "[2]\n")]))
    #expect(found.bytes == Array("[2]\n".utf8))
    #expect(
      found.failure?.hasPrefix("odd.json: the zip data ") == true, "\(found.failure ?? "")")
    #expect(found.failure?.hasSuffix("; and 1 more entry") == true, "\(found.failure ?? "")")
  }

  @Test func `a file whose checksum is wrong is named, and the others are read`() throws {
    var input = ArchiveBytes.zip(Self.files)
    let place = try #require(input.firstRange(of: Array("{\"a\":1}".utf8))).lowerBound
    input[place + 5] = UInt8(ascii: "2")
    let found = Decompressed(packed: input)
    #expect(found.bytes.suffix(11) == Self.text.suffix(11))
    #expect(found.failure?.hasPrefix("a.json: the zip data is damaged, within ") == true)
  }

  @Test(arguments: [0, 1])
  func `an archive that is cut within a file ends with an error, after what it holds`(
    maker: Int
  ) throws {
    let (name, make) = Self.makers[maker]
    let content = String(repeating: "0123456789\n", count: 200)
    let whole = make([File("a", content), File("b", content)])
    let expected = Array((content + content).utf8)
    for count in stride(from: 600, to: name == "zip" ? 4400 : 5000, by: 7) {
      let found = Decompressed(packed: Array(whole.prefix(count)))
      #expect(expected.starts(with: found.bytes))
      #expect(found.failure == nil || found.failure?.contains("ends in the middle") == true)
      #expect(found.failure != nil || found.bytes.count * 2 == expected.count, "cut to \(count)")
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `damage anywhere ends in text or an error`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for (_, make) in Self.makers {
      var input = make(Self.files)
      for _ in 0..<Int.random(in: 1...20, using: &random) {
        input[Int.random(in: 4..<input.count, using: &random)] =
          UInt8.random(in: 0...255, using: &random)
      }
      // Nothing else is promised of it but that it ends.
      _ = Decompressed(packed: input, chunkSizeBytes: Int.random(in: 1...600, using: &random))
    }
  }
}
