import CZlib
package import Domain
package import Files
import Foundation

/// Why an answer could not be stored.
package struct ArchiveError: Error, Hashable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// The folder that stores every usable answer, gzipped: as received, but for the texts of tasks (see
/// ``TaskAnswer``).
///
/// An answer is written to `pending/`, and moves to a folder of its day once the ledger has it: an
/// interrupted run leaves in `pending/` exactly what the next one has to import first. Only the run
/// that holds the ledger's lock writes.
package struct PageArchive: Sendable {
  let folder: String
  let mode: FileMode
  private var pendingFolder: String { "\(folder)/pending" }

  /// Creates the folder if necessary, and removes what interrupted runs left.
  ///
  /// - Parameters:
  ///   - folder: the folder; an existing one is closed to everyone not covered by the mode.
  ///   - mode: who may read what is stored.
  /// - Throws: ``ArchiveError``.
  package init(folder: String, mode: FileMode = .ownerOnly) throws(ArchiveError) {
    self.folder = folder
    self.mode = mode
    try PageArchive.makeFolder("\(folder)/pending", mode: mode)
    for path in [folder, "\(folder)/pending"] {
      guard let bits = mode.widerBits(at: path) else { continue }
      guard chmod(path, bits & mode.folderBits) == 0 else {
        throw ArchiveError("\(path): \(String(cString: strerror(errno)))")
      }
    }
    Folder.removeParts(in: pendingFolder) { name in
      name.hasPrefix(".") && name.hasSuffix(TemporaryName.ending)
    }
  }

  /// Stores an answer, flushed to disk when this returns.
  @discardableResult
  package func store(
    _ body: [UInt8], kind: ArchivedAnswer.Kind, receivedAt: Instant
  ) throws(ArchiveError) -> ArchivedAnswer {
    let answer = ArchivedAnswer(
      kind: kind, receivedAt: receivedAt, sha256: SHA256Digest(of: body).text)
    let bytes = try Gzip.compressed(body)
    do throws(FileError) {
      try AtomicFile.write(bytes, to: pendingPath(of: answer), mode: mode)
    } catch {
      throw ArchiveError(error.description)
    }
    return answer
  }

  /// The answers that the ledger does not have yet, oldest first.
  package func pending() throws(ArchiveError) -> [ArchivedAnswer] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: pendingFolder)
    } catch {
      throw ArchiveError("\(pendingFolder): cannot be listed")
    }
    return names.sorted().compactMap(ArchivedAnswer.init(name:))
  }

  package func pendingPath(of answer: ArchivedAnswer) -> String {
    "\(pendingFolder)/\(answer.name)"
  }

  /// The final path of an answer.
  package func path(of answer: ArchivedAnswer) -> String {
    "\(folder)/\(answer.day)/\(answer.name)"
  }

  /// Files an answer once the ledger has it.
  package func file(_ answer: ArchivedAnswer) throws(ArchiveError) {
    try PageArchive.makeFolder("\(folder)/\(answer.day)", mode: mode)
    let path = path(of: answer)
    guard rename(pendingPath(of: answer), path) == 0 else {
      throw ArchiveError("\(path): \(String(cString: strerror(errno)))")
    }
  }

  private static func makeFolder(_ path: String, mode: FileMode) throws(ArchiveError) {
    do throws(FileError) {
      try Folder.make(path, mode: mode)
    } catch {
      throw ArchiveError("\(path): cannot create folder: \(error.reason)")
    }
  }
}

/// An answer of the provider in the archive.
package struct ArchivedAnswer: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case account
    case history
    case running
    case task

    /// Whether the ledger imports it; the number of running tasks is reported and stored, but is
    /// not a record.
    package var isRecord: Bool { self != .running }
  }

  /// `20260601T000000.000000Z-history-<SHA-256 of the body>.json.gz`.
  package let name: String
  package let kind: Kind

  init(kind: Kind, receivedAt: Instant, sha256: String) {
    name = "\(ArchivedAnswer.stamp(receivedAt))-\(kind.rawValue)-\(sha256)\(ArchivedAnswer.ending)"
    self.kind = kind
  }

  /// Parses a name; nil for a file that is not the archive's.
  init?(name: String) {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard name.hasSuffix(ArchivedAnswer.ending), parts.count == 3, parts[0].utf8.count == 23,
      let kind = Kind(rawValue: String(parts[1]))
    else { return nil }
    self.name = name
    self.kind = kind
  }

  private static let ending = ".json.gz"

  /// The day on which it was received: `2026-06-01`.
  var day: String {
    let digits = name.prefix(8)
    return "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
  }

  /// When it was received, to the second.
  var receivedAt: Instant {
    let time = name.dropFirst(9).prefix(6)
    return Timestamp(
      "\(day)T\(time.prefix(2)):\(time.dropFirst(2).prefix(2)):\(time.suffix(2))Z")?.instant
      ?? Instant(seconds: 0)
  }

  /// A moment that sorts as text: UTC, to the microsecond.
  private static func stamp(_ instant: Instant) -> String {
    let text = Instant(seconds: instant.seconds).description.filter { $0 != "-" && $0 != ":" }
    let second = Instant(seconds: instant.seconds).nanoseconds
    let microseconds = (instant.nanoseconds - second) / 1000
    return "\(text.dropLast()).\(padded(microseconds, to: 6))Z"
  }
}

/// Compresses bytes into one gzip member (RFC 1952), deterministically: without a name and a time.
enum Gzip {
  /// 15 bits of window, +16 for a gzip header.
  private static let windowBits: Int32 = 15 + 16
  private static let memoryLevel: Int32 = 8

  static func compressed(_ bytes: [UInt8]) throws(ArchiveError) -> [UInt8] {
    var stream = z_stream()
    let start = deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits, memoryLevel, Z_DEFAULT_STRATEGY,
      ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard start == Z_OK else { throw ArchiveError("zlib cannot start: status \(start)") }
    defer { deflateEnd(&stream) }
    var input = bytes
    var result = Z_OK
    // The bound is sufficient for a single call of deflate.
    let capacity = Int(deflateBound(&stream, UInt(bytes.count)))
    let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      input.withUnsafeMutableBufferPointer { bytes in
        stream.next_in = bytes.baseAddress
        stream.avail_in = UInt32(bytes.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        result = deflate(&stream, Z_FINISH)
      }
      count = capacity - Int(stream.avail_out)
    }
    guard result == Z_STREAM_END else { throw ArchiveError("zlib failed: status \(result)") }
    return output
  }
}
