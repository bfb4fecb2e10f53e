/// The bytes of another source, which are compressed, decompressed by libarchive.
///
/// libarchive decompresses blocks of up to 128 KiB: of data that is damaged or ends in the middle,
/// the last block is lost.
final class CompressedSource: ByteSource {
  private let archive: ArchiveReader
  private let compression: Compression
  private var hasEntry = false
  private var isAtEnd = false

  init(
    _ source: any ByteSource, start: [UInt8], _ compression: Compression
  ) throws(SourceError) {
    self.compression = compression
    archive = try ArchiveReader(source, start: start, compression)
  }

  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SourceError) -> Int {
    guard !isAtEnd else { return 0 }
    do throws(SourceError) {
      if !hasEntry {
        hasEntry = true
        isAtEnd = try archive.nextEntry() == nil
      }
      let count = isAtEnd ? 0 : try archive.read(into: buffer)
      guard count == 0 else { return count }
      isAtEnd = true
      guard try archive.hasRest else { return 0 }
    } catch {
      isAtEnd = true
      throw error
    }
    throw SourceError(
      "the \(compression.rawValue) data is followed by what is no \(compression.rawValue), "
        + "at byte \(archive.readBytes)")
  }
}

/// The texts of an archive's files, one after another, each on lines of its own.
///
/// Hidden files are left out, as they are in folders. A file that cannot be read does not stop the
/// others: it is reported at the end.
final class ArchiveSource: ByteSource {
  private let archive: ArchiveReader
  private let outerName: String?
  private let depth: Int
  private let skipped: SkippedContent?
  private var entry: (name: String, content: ContentSource)?
  private var endsWithinLine = false
  /// The first error, and how many followed it.
  private var failure: SourceError?
  private var moreFailures = 0
  private var isAtEnd = false

  /// Reads an archive.
  ///
  /// - Parameters:
  ///   - source: The archive's bytes.
  ///   - start: Those already read.
  ///   - form: Its format.
  ///   - outerName: Its name within another archive.
  ///   - depth: The layers around its files.
  ///   - skipped: Where files are noted that hold no text.
  /// - Throws: ``SourceError`` if libarchive cannot read the format.
  init(
    _ source: any ByteSource, start: [UInt8], _ form: ArchiveForm, within outerName: String?,
    depth: Int, skipped: SkippedContent?
  ) throws(SourceError) {
    archive = try ArchiveReader(source, start: start, form)
    (self.outerName, self.depth, self.skipped) = (outerName, depth, skipped)
  }

  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SourceError) -> Int {
    while !isAtEnd {
      if let entry {
        let count = try read(entry.content, named: entry.name, into: buffer)
        if count > 0 { return count }
        self.entry = nil
        if endsWithinLine {
          endsWithinLine = false
          buffer[0] = UInt8(ascii: "\n")
          return 1
        }
      }
      try openNext()
    }
    guard let failure else { return 0 }
    self.failure = nil
    let rest =
      moreFailures == 0
      ? "" : "; and \(moreFailures) more \(moreFailures == 1 ? "entry" : "entries")"
    throw SourceError(failure.reason + rest)
  }

  private func read(
    _ content: ContentSource, named name: String,
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    do throws(SourceError) {
      let count = try content.read(into: buffer)
      if count > 0 { endsWithinLine = buffer[count - 1] != UInt8(ascii: "\n") }
      return count
    } catch {
      try note(SourceError(path: error.path, "\(name): \(error.reason)"))
      return 0
    }
  }

  /// Notes an error; throws it if nothing more can be read.
  private func note(_ error: SourceError) throws(SourceError) {
    if archive.hasFailed || error.path != nil {
      isAtEnd = true
      throw error
    }
    if failure == nil { failure = error } else { moreFailures += 1 }
  }

  private func openNext() throws(SourceError) {
    let next: ArchiveReader.Entry?
    do throws(SourceError) {
      next = try archive.nextEntry()
    } catch {
      isAtEnd = true
      throw error
    }
    guard let next else {
      isAtEnd = true
      return
    }
    guard next.isFile, !ArchiveSource.isHidden(next.name) else { return }
    let name = outerName.map { "\($0)/\(next.name)" } ?? next.name
    if next.isEncrypted { return try note(SourceError("\(name): encrypted; decrypt it first")) }
    entry = (
      name,
      ContentSource(
        EntrySource(archive), start: nil, named: name, depth: depth, skipped: skipped)
    )
  }

  /// Whether a file, or a folder around it, is hidden, or is what macOS adds to archives.
  private static func isHidden(_ name: String) -> Bool {
    name.split(separator: "/").contains { part in
      part == "__MACOSX" || part.hasPrefix(".") && part != "." && part != ".."
    }
  }
}

/// The entry at which an archive's reader is.
private final class EntrySource: ByteSource {
  private let archive: ArchiveReader

  init(_ archive: ArchiveReader) {
    self.archive = archive
  }

  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SourceError) -> Int {
    try archive.read(into: buffer)
  }
}
