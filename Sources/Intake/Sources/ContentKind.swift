/// What a file's first bytes say that it is, whatever its name says.
enum ContentKind: Hashable, Sendable {
  /// Text in UTF-8, or in an encoding that contains ASCII.
  case text
  case unicode(UnicodeForm)
  case gzip
  case compressed(Compression)
  case archive(ArchiveForm)
  /// A known format that holds no records, and what is said of it.
  case other(reason: String)
  case binary

  /// Bytes that are enough to recognize every format, of which the mark of tar ends at byte 262, and
  /// to tell text from other data; so many are waited for, in whatever pieces they come, lest a pipe
  /// be taken for something else than a file.
  static let leastSizeBytes = 1 << 14
  static let binaryReason = "binary data, not text"

  /// Why nothing is read of a file; nil if something may be.
  ///
  /// Who names a file wants it read, even if it does not look like text.
  func reasonAgainst(isNamed: Bool) -> String? {
    switch self {
    case .other(let reason): reason
    case .binary: isNamed ? nil : ContentKind.binaryReason
    case .text, .unicode, .gzip, .compressed, .archive: nil
    }
  }

  /// Whether it takes work to reach the text.
  var isPacked: Bool {
    switch self {
    case .gzip, .compressed, .archive: true
    case .text, .unicode, .other, .binary: false
    }
  }

  /// Recognizes content by its first bytes, which are all of it or at least ``leastSizeBytes``.
  init(_ start: [UInt8]) {
    self =
      ContentKind.packed(start) ?? UnicodeForm(start).map(ContentKind.unicode)
      ?? ContentKind.other(start) ?? (ContentKind.isText(start) ? .text : .binary)
  }

  /// Compressed data and archives.
  private static func packed(_ start: [UInt8]) -> ContentKind? {
    if start.starts(with: GzipHeader.magic) { return .gzip }
    return Compression.allCases.first { $0.begins(start) }.map(ContentKind.compressed)
      ?? ArchiveForm.allCases.first { $0.begins(start) }.map { form in
        ContentKind.isOfficeDocument(start)
          ? .other(reason: "an office document; save the column with the answers as CSV")
          : .archive(form)
      }
  }

  /// Whether a zip archive is what an office program saves, whose first entry is always one of two.
  private static func isOfficeDocument(_ start: [UInt8]) -> Bool {
    ["[Content_Types].xml", "mimetypeapplication/"].contains {
      start.dropFirst(ArchiveForm.zipNameOffset).starts(with: $0.utf8)
    }
  }

  private static func other(_ start: [UInt8]) -> ContentKind? {
    if isWebPage(start) { return .other(reason: "a web page, which may only quote answers") }
    return others.first { start.dropFirst($0.offset).starts(with: $0.magic) }.map {
      .other(reason: $0.reason)
    }
  }

  private static func isWebPage(_ start: [UInt8]) -> Bool {
    let content = start.drop { $0 <= 0x20 || UnicodeForm.utf8Mark.contains($0) }
    let lowercased = content.prefix(14).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return ["<!doctype html", "<html"].contains { lowercased.starts(with: $0.utf8) }
  }

  /// How formats start that hold no records, or hold them where piledger does not look.
  private static let others: [(offset: Int, magic: [UInt8], reason: String)] = [
    (0, Array("SQLite format 3\0".utf8), "an SQLite database; export the column with the answers"),
    (0, Array("PAR1".utf8), "a Parquet file; export the column with the answers"),
    (0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "7z-compressed; decompress it first"),
    (0, Array("Rar!\u{1A}\u{07}".utf8), "RAR-compressed; decompress it first"),
    (0, [0x89] + Array("PNG\r\n".utf8), image), (0, [0xFF, 0xD8, 0xFF], image),
    (0, Array("GIF8".utf8), image), (8, Array("WEBP".utf8), image),
    (4, Array("ftyp".utf8), media), (0, Array("RIFF".utf8), media),
    (0, [0x1A, 0x45, 0xDF, 0xA3], media), (0, Array("OggS".utf8), media),
    (0, Array("fLaC".utf8), media), (0, Array("ID3".utf8) + [0x03], media),
    (0, Array("ID3".utf8) + [0x04], media), (0, Array("%PDF-".utf8), "a PDF document"),
    (0, [0x7F] + Array("ELF".utf8), "an executable"),
  ]
  private static let image = "an image"
  private static let media = "a video, an image or sound"

  /// A longer run of zeros is a hole, as rotation leaves it in a log that is still written.
  private static let holeSizeBytes = 16

  /// Whether bytes are text, in which some may be damaged.
  ///
  /// Of random bytes 10 % are control characters that no text holds, of databases and executables
  /// more; of a log of containers, each line with a header of eight bytes, 5 %. The limit is 7 %.
  static func isText(_ start: some Collection<UInt8>) -> Bool {
    let sample = start.prefix(leastSizeBytes)
    var (controls, zeros) = (0, 0)
    for byte in sample {
      if byte == 0 {
        zeros += 1
        continue
      }
      controls += (zeros < holeSizeBytes ? zeros : 0) + (isControl(byte) ? 1 : 0)
      zeros = 0
    }
    controls += zeros < holeSizeBytes ? zeros : 0
    return controls * 14 <= sample.count
  }

  /// Control characters other than white space and terminal escapes.
  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x09 || (0x0E..<0x20).contains(byte) && byte != 0x1B || byte == 0x7F
  }
}

/// A format that compresses one stream of bytes.
enum Compression: String, CaseIterable, Sendable {
  case zstd, xz, bzip2, lz4, lzip, compress

  /// Whether bytes start like data of this format.
  func begins(_ start: [UInt8]) -> Bool {
    switch self {
    case .zstd: start.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
    case .xz: start.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00])
    case .bzip2: Compression.beginsBzip2(start)
    case .lz4: start.starts(with: [0x04, 0x22, 0x4D, 0x18])
    case .lzip: start.starts(with: Array("LZIP".utf8) + [0x01])
    case .compress: start.starts(with: [0x1F, 0x9D])
    }
  }

  /// `BZh`, the block size, and a block or the end of the data: the first four alone are letters.
  private static func beginsBzip2(_ start: [UInt8]) -> Bool {
    guard start.count > 4, start.starts(with: "BZh".utf8),
      (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(start[3])
    else { return false }
    let next = start[4..<min(10, start.count)]
    let marks: [[UInt8]] = [
      [0x31, 0x41, 0x59, 0x26, 0x53, 0x59], [0x17, 0x72, 0x45, 0x38, 0x50, 0x90],
    ]
    return marks.contains { $0.starts(with: next) }
  }
}

/// A format that holds several files.
enum ArchiveForm: String, CaseIterable, Sendable {
  case zip, tar

  private static let tarMarkOffset = 257
  /// Where the name of a zip archive's first entry is.
  static let zipNameOffset = 30

  /// Whether bytes start like an archive of this format.
  func begins(_ start: [UInt8]) -> Bool {
    switch self {
    case .zip: [[3, 4], [5, 6]].contains { start.starts(with: Array("PK".utf8) + $0) }
    case .tar: start.dropFirst(ArchiveForm.tarMarkOffset).starts(with: "ustar".utf8)
    }
  }
}
