import Application
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
