package import Domain
package import Files
import Foundation

/// Why an answer could not be kept.
package struct ArchiveError: Error, Hashable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// The folder that keeps every usable answer as received, gzipped.
///
/// An answer is written into `pending/`, and moves into a folder of its day once the ledger has it: a
/// run that is cut off leaves in `pending/` exactly what the next one has to import first. One run
/// writes at a time, that which holds the ledger's lock.
package struct PageArchive: Sendable {
  private let folder: String
  private let mode: FileMode
  private var pendingFolder: String { "\(folder)/pending" }

  /// Makes the folder where there is none, and clears away what was cut off.
  ///
  /// - Parameters:
  ///   - folder: the folder; one that was there is closed to whom the mode does not name.
  ///   - mode: who may read what is kept.
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

  /// Keeps an answer, on the disk when this returns.
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

  /// Where an answer stays.
  package func path(of answer: ArchivedAnswer) -> String {
    "\(folder)/\(answer.day)/\(answer.name)"
  }

  /// Notes that the ledger has an answer.
  package func settle(_ answer: ArchivedAnswer) throws(ArchiveError) {
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
