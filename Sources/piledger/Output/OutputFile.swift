import Application
import ArgumentParser
import Files
import Rendering
import Synchronization

/// The files that commands write, each whole or not at all.
enum OutputFile {
  /// Who may use what a run makes; the settings say it once, before anything is written.
  private static let sharedMode = Mutex(FileMode.ownerOnly)

  static var mode: FileMode {
    get { sharedMode.withLock { $0 } }
    set { sharedMode.withLock { $0 = newValue } }
  }

  private static var writer: ReportWriter { ReportWriter(mode: mode) }

  static func write(_ text: String, to path: String) throws(Failure) {
    try writer.write(text, to: path)
  }

  /// Writes files of a report into a folder, which is made where it is missing.
  static func write(_ files: [ReportFile], to folder: String) throws(Failure) {
    try writer.write(files, to: folder)
  }

  /// Makes a folder with those above it.
  static func makeFolder(_ path: String) throws(Failure) { try writer.makeFolder(path) }
}

/// A long result, written piece by piece: to stdout, or to a file that is there whole or not at all.
final class ResultStream {
  /// Pieces are written out when so many bytes have come together.
  private static let bufferSizeBytes = 1 << 18

  /// Nil for stdout.
  private let file: AtomicFile?
  private var buffer: [UInt8] = []

  /// Begins a file; without a path the result goes to stdout.
  init(_ path: String?) throws {
    file = try path.map { try AtomicFile($0, mode: OutputFile.mode) }
  }

  func write(_ text: String) throws {
    buffer += text.utf8
    if buffer.count >= ResultStream.bufferSizeBytes { try flush() }
  }

  /// Writes the rest, and gives the file its name.
  func finish() throws {
    try flush()
    try file?.commit()
  }

  /// What cannot be written any more need not be made.
  private func flush() throws {
    if let file {
      try file.write(buffer)
    } else {
      Console.write(buffer)
      try Console.requireWritten()
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
