import Foundation
import Reporting

/// A file that is written whole or not at all.
enum OutputFile {
  /// The end of a name while the file is not whole.
  static let partEnding = ".part"

  /// Writes to a file of its own in the same folder, brings it to the disk, and renames it.
  static func write(_ text: String, to path: String) throws(Failure) {
    let temporary = "\(path).\(getpid())\(partEnding)"
    let descriptor = open(temporary, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    defer { unlink(temporary) }
    let isWritten = writeAll(Array(text.utf8), to: descriptor) && fsync(descriptor) == 0
    let reason = errno
    close(descriptor)
    guard isWritten else { throw failure(path, errorNumber: reason) }
    guard rename(temporary, path) == 0 else { throw failure(path) }
  }

  private static func failure(_ path: String, errorNumber: Int32 = errno) -> Failure {
    Failure(.cannotWrite, "\(path): cannot be written: \(String(cString: strerror(errorNumber)))")
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Writes files of a report into a folder, which is made where it is missing.
  static func write(_ files: [ReportFile], to folder: String) throws(Failure) {
    try makeFolder(folder)
    for file in files { try write(file.text, to: "\(folder)/\(file.name)") }
  }

  /// Makes a folder with those above it.
  static func makeFolder(_ path: String) throws(Failure) {
    do {
      try FileManager.default.createDirectory(
        at: URL(filePath: path), withIntermediateDirectories: true)
    } catch {
      throw Failure(.cannotWrite, "\(path): the folder cannot be made")
    }
  }
}
