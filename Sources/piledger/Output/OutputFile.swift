import Application
import ArgumentParser
import Files
import Rendering
import Synchronization

/// The files that commands write, each atomically.
enum OutputFile {
  /// What the settings of a run say of the files that it writes.
  struct Settings {
    /// The permissions of the files.
    var mode = FileMode.ownerOnly
    var csvForm = CSVForm.plain
    /// Makes workbooks of the run's moment; nil before the run.
    var workbookMaker: WorkbookMaker?
  }

  /// The run determines them once, before anything is written.
  private static let sharedSettings = Mutex(Settings())

  static var settings: Settings {
    get { sharedSettings.withLock { $0 } }
    set { sharedSettings.withLock { $0 = newValue } }
  }

  static var mode: FileMode { settings.mode }

  private static var writer: ReportWriter { ReportWriter(mode: mode) }

  static func write(_ text: String, to path: String) throws(Failure) {
    try writer.write(text, to: path)
  }

  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    try writer.write(bytes, to: path)
  }

  /// Writes the files of a report into a folder, creating it if needed.
  static func write(_ files: [ReportFile], to folder: String) throws(Failure) {
    try writer.write(files, to: folder)
  }

  /// Creates a folder and its parents.
  static func makeFolder(_ path: String) throws(Failure) { try writer.makeFolder(path) }
}

/// A long result, written in pieces to stdout, or to a file that appears only when it is complete.
final class ResultStream {
  /// The buffer is flushed at this size, in bytes.
  private static let bufferSizeBytes = 1 << 18

  /// Nil for stdout.
  private let file: AtomicFile?
  private var buffer: [UInt8] = []

  /// Starts a file; without a path, the result goes to stdout.
  init(_ path: String?) throws {
    file = try path.map { try AtomicFile($0, mode: OutputFile.mode) }
  }

  func write(_ text: String) throws {
    buffer += text.utf8
    if buffer.count >= ResultStream.bufferSizeBytes { try flush() }
  }

  /// Writes the rest, and gives the file its final name.
  func finish() throws {
    try flush()
    try file?.commit()
  }

  /// If output can't be written anymore, there is no point in producing more.
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
