import Testing
import Traffic

@testable import Intake

/// What a file is, is told by its first bytes alone.
@Suite struct ContentKindTests {
  private static func other(_ reason: String) -> ContentKind { .other(reason: reason) }

  private static let webPage = other("a web page, which may only quote answers")

  private static let kinds: [(start: [UInt8], kind: ContentKind)] = [
    ([], .text), (Array("{}".utf8), .text), (Array(" \n[1]".utf8), .text),
    (Array("task_id,answer\r\n".utf8), .text), (Array("# Notes\n".utf8), .text),
    (Array("größer".utf8), .text), ([0x67, 0x72, 0xF6, 0xDF, 0x65, 0x72], .text),
    (Array("\u{1B}[32mINFO\u{1B}[0m {}".utf8), .text), (Array("BZhello".utf8), .text),
    (Array("PKey".utf8), .text), (Array("LZIP".utf8), .text),
    ([0x1F, 0x8B], .gzip), ([0x28, 0xB5, 0x2F, 0xFD, 0x04], .compressed(.zstd)),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .compressed(.xz)),
    (Array("BZh91AY&SY".utf8), .compressed(.bzip2)), (Array("BZh91AY".utf8), .compressed(.bzip2)),
    ([0x42, 0x5A, 0x68, 0x39, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90], .compressed(.bzip2)),
    ([0x04, 0x22, 0x4D, 0x18], .compressed(.lz4)),
    (Array("LZIP\u{1}".utf8), .compressed(.lzip)), ([0x1F, 0x9D, 0x90], .compressed(.compress)),
    (Array("PK\u{3}\u{4}".utf8), .archive(.zip)), (Array("PK\u{5}\u{6}".utf8), .archive(.zip)),
    ([UInt8](repeating: 0, count: 257) + Array("ustar".utf8), .archive(.tar)),
    (
      Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 26)
        + Array("[Content_Types].xml".utf8),
      other("an office document; save the column with the answers as CSV")
    ),
    (Array("<!DOCTYPE html>".utf8), webPage), (Array("\u{FEFF} \r\n<HTML lang=en>".utf8), webPage),
    (Array("<!doctype HTML PUBLIC".utf8), webPage), (Array("<htm".utf8), .text),
    (Array("<?xml version='1.0'?>".utf8), .text), (Array("<!doctype htm".utf8), .text),
    (
      Array("SQLite format 3\0".utf8),
      other("an SQLite database; export the column with the answers")
    ),
    (Array("PAR1".utf8), other("a Parquet file; export the column with the answers")),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], other("7z-compressed; decompress it first")),
    (Array("Rar!\u{1A}\u{7}\u{1}\0".utf8), other("RAR-compressed; decompress it first")),
    ([0x89] + Array("PNG\r\n\u{1A}\n".utf8), other("an image")),
    ([0xFF, 0xD8, 0xFF, 0xE0], other("an image")), (Array("GIF89a".utf8), other("an image")),
    ([0, 0, 0, 0x18] + Array("ftypmp42".utf8), other("a video, an image or sound")),
    (Array("%PDF-1.7".utf8), other("a PDF document")),
    ([0x7F] + Array("ELF".utf8), other("an executable")),
    ([0, 1, 2, 3], .binary), ([0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 0x41], .binary),
  ]

  @Test(arguments: kinds.indices)
  func `content is recognized by its first bytes`(index: Int) {
    let (start, kind) = Self.kinds[index]
    #expect(ContentKind(start) == kind, "\(start)")
  }

  @Test func `Unicode is recognized by its mark, or by the zeros of its first characters`() {
    for unitSizeBytes in [2, 4] {
      for isBigEndian in [false, true] {
        let form = UnicodeForm(unitSizeBytes: unitSizeBytes, isBigEndian: isBigEndian)
        for text in ["\u{FEFF}größer", "\u{FEFF}", "{\"", "[\n"] {
          #expect(ContentKind(UnicodeText.bytes(of: text, form)) == .unicode(form), "\(form)")
        }
        #expect(ContentKind(UnicodeText.bytes(of: "größer", form)) != .text)
      }
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `random bytes are binary, and text with damage in it is text`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let noise = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &random) }
    #expect(ContentKind([0x80] + noise) == .binary)
    var text = Array(String(repeating: #"{"task_id":"7f3a","points":28}"# + "\n", count: 130).utf8)
    for _ in 0..<100 {
      text[Int.random(in: 10..<text.count, using: &random)] =
        UInt8.random(in: 0...255, using: &random)
    }
    #expect(ContentKind(text) == .text)
  }

  @Test func `zeros that a hole in a log reads as are not counted`() {
    let line = Array(#"{"task_id":"7f3a"}"#.utf8)
    let hole = [UInt8](repeating: 0, count: 5000)
    #expect(ContentKind(hole) == .text)
    #expect(ContentKind(hole + line) == .text)
    #expect(ContentKind(line + hole + line) == .text)
    #expect(ContentKind(line + [0, 0, 0, 0, 0]) == .binary)
  }

  @Test(arguments: [1, 100, 512, 1 << 20])
  func `what data is does not depend on the pieces in which it comes`(chunkSizeBytes: Int) {
    // UTF-16 is a layer, so that what is in it may be passed over.
    let text = String(repeating: "a", count: 600) + String(repeating: "\u{1}", count: 600)
    let form = UnicodeForm(unitSizeBytes: 2, isBigEndian: false)
    let input = UnicodeText.bytes(of: "\u{FEFF}" + text, form)
    let found = Decompressed(packed: input, chunkSizeBytes: chunkSizeBytes)
    #expect(found.failure == ContentKind.binaryReason)
  }

  @Test func `a container's log, each line of which has a binary header, is text`() {
    let line = [1, 0, 0, 0, 0, 0, 0, 120] + [UInt8](repeating: 0x61, count: 119) + [0x0A]
    #expect(ContentKind(Array(repeatElement(line, count: 9).joined())) == .text)
  }
}

/// Text in an encoding, by the standard library.
enum UnicodeText {
  static func bytes(of text: String, _ form: UnicodeForm) -> [UInt8] {
    bytes(
      of: form.unitSizeBytes == 2
        ? text.utf16.map { UInt32($0) } : text.unicodeScalars.map(\.value), form)
  }

  static func bytes(of units: [UInt32], _ form: UnicodeForm) -> [UInt8] {
    units.flatMap { unit in
      let bytes = (0..<form.unitSizeBytes).map { UInt8(unit >> UInt32(8 * $0) & 0xFF) }
      return form.isBigEndian ? bytes.reversed() : bytes
    }
  }
}
