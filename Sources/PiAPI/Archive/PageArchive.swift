package import Billing
import Crypto
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
  private var pendingFolder: String { "\(folder)/pending" }

  /// Makes the folder where there is none, for its owner alone, and clears away what was cut off.
  package init(folder: String) throws(ArchiveError) {
    self.folder = folder
    try PageArchive.makeFolder("\(folder)/pending")
    // A folder that was there already is closed to others, too.
    for path in [folder, "\(folder)/pending"] where chmod(path, 0o700) != 0 {
      throw ArchiveError("\(path): \(String(cString: strerror(errno)))")
    }
    DurableFile.removeParts(in: pendingFolder)
  }

  /// Keeps an answer, on the disk when this returns.
  @discardableResult
  package func store(
    _ body: [UInt8], kind: ArchivedAnswer.Kind, receivedAt: Instant
  ) throws(ArchiveError) -> ArchivedAnswer {
    let digits = SHA256.hash(data: body).map { padded(hexadecimal: $0) }.joined()
    let answer = ArchivedAnswer(kind: kind, receivedAt: receivedAt, sha256: digits)
    try DurableFile.write(
      try Gzip.compressed(body), name: answer.name, in: pendingFolder)
    return answer
  }

  private func padded(hexadecimal byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
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
    try PageArchive.makeFolder("\(folder)/\(answer.day)")
    let path = path(of: answer)
    guard rename(pendingPath(of: answer), path) == 0 else {
      throw ArchiveError("\(path): \(String(cString: strerror(errno)))")
    }
  }

  private static func makeFolder(_ path: String) throws(ArchiveError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true,
        attributes: [.posixPermissions: NSNumber(value: 0o700)])
    } catch {
      throw ArchiveError("\(path): the folder cannot be made")
    }
  }
}
