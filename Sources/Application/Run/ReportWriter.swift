package import Files
package import Rendering

/// Writes the files of a run, each whole or not at all.
package struct ReportWriter: Sendable {
  /// Who may use them.
  package let mode: FileMode

  package init(mode: FileMode) {
    self.mode = mode
  }

  /// Writes a file; into what is no file, such as a FIFO, the text goes as it stands.
  package func write(_ text: String, to path: String) throws(Failure) {
    do throws(FileError) {
      try AtomicFile.write(text.utf8, to: path, mode: mode)
    } catch {
      throw Failure(.cannotWrite, error.description)
    }
  }

  /// Writes files of a report into a folder, which is made where it is missing.
  package func write(_ files: [ReportFile], to folder: String) throws(Failure) {
    try makeFolder(folder)
    for file in files { try write(file.text, to: "\(folder)/\(file.name)") }
  }

  /// Makes a folder with those above it.
  package func makeFolder(_ path: String) throws(Failure) {
    do throws(FileError) {
      try Folder.make(path, mode: mode)
    } catch {
      throw Failure(.cannotWrite, "\(path): cannot create folder: \(error.reason)")
    }
  }
}
