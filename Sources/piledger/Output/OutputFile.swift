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

  /// Writes a file; into what is no file, such as a FIFO, the text goes as it stands.
  static func write(_ text: String, to path: String) throws(Failure) {
    do throws(FileError) {
      try AtomicFile.write(text.utf8, to: path, mode: mode)
    } catch {
      throw failure(error)
    }
  }

  static func failure(_ error: FileError) -> Failure {
    Failure(.cannotWrite, error.description)
  }

  /// Writes files of a report into a folder, which is made where it is missing.
  static func write(_ files: [ReportFile], to folder: String) throws(Failure) {
    try makeFolder(folder)
    for file in files { try write(file.text, to: "\(folder)/\(file.name)") }
  }

  /// Makes a folder with those above it.
  static func makeFolder(_ path: String) throws(Failure) {
    do throws(FileError) {
      try Folder.make(path, mode: mode)
    } catch {
      throw Failure(.cannotWrite, "\(path): cannot create folder: \(error.reason)")
    }
  }
}
