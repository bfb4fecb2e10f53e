import Domain
package import Files
import Foundation
package import Rendering

/// Writes the files of a run, each atomically.
package struct ReportWriter: Sendable {
  /// The access permissions of the files.
  package let mode: FileMode

  package init(mode: FileMode) {
    self.mode = mode
  }

  /// Writes a file atomically; to anything else, such as a FIFO, the text is written directly.
  package func write(_ text: String, to path: String) throws(Failure) {
    try write(Array(text.utf8), to: path)
  }

  package func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    do throws(FileError) {
      try AtomicFile.write(bytes, to: path, mode: mode)
    } catch {
      throw Failure(.cannotWrite, error.description)
    }
  }

  /// Writes the files of a report into a folder, creating it if needed.
  package func write(_ files: [ReportFile], to folder: String) throws(Failure) {
    try makeFolder(folder)
    for file in files { try write(file.text, to: "\(folder)/\(file.name)") }
  }

  /// Creates a folder and its parents.
  package func makeFolder(_ path: String) throws(Failure) {
    do throws(FileError) {
      try Folder.make(path, mode: mode)
    } catch {
      throw Failure(.cannotWrite, "\(path): cannot create folder: \(error.reason)")
    }
  }
}

/// The folder that holds one report folder per night, and a link to the latest.
struct ReportFolders {
  private static let linkName = "latest"
  /// Lists, a name a line, what this tool wrote into a folder: nothing else is ever removed from it.
  private static let markName = ".piledger-night"

  let path: String
  let writer: ReportWriter

  /// Writes the files of a night, each atomically.
  func write(_ files: [ReportFile], of day: CalendarDay) throws(Failure) {
    let folder = "\(path)/\(day)"
    try writer.makeFolder(folder)
    // No other run is writing at this point.
    Folder.removeParts(in: folder, where: TemporaryName.isOfFile)
    // First the mark: no file of a killed run stays for good.
    let known = ReportFolders.names(in: folder) ?? []
    let names = Set(known).union(files.map(\.name))
    if names.count > known.count {
      try writer.write(
        names.sorted().map { "\($0)\n" }.joined(), to: "\(folder)/\(ReportFolders.markName)")
    }
    try writer.write(files, to: folder)
  }

  /// The files that this tool wrote into a folder; nil if it wrote none.
  private static func names(in folder: String) -> [String]? {
    let mark = "\(folder)/\(markName)"
    guard kind(of: mark) == .other, let text = try? String(contentsOfFile: mark, encoding: .utf8)
    else { return nil }
    return text.split(separator: "\n").map(String.init).filter { !$0.contains("/") }
  }

  /// Points the link at the latest night, atomically.
  func linkLatest() throws(Failure) {
    guard let latest = nights.max() else { return }
    let link = "\(path)/\(ReportFolders.linkName)"
    guard [.absent, .link].contains(ReportFolders.kind(of: link)) else {
      throw Failure(.cannotWrite, "\(link): expected a link to replace, found something else")
    }
    Folder.removeParts(in: path, where: TemporaryName.isOfLink)
    do throws(FileError) {
      try Folder.link(link, to: latest.description)
    } catch {
      throw Failure(.cannotWrite, error.description)
    }
  }

  /// Removes what this tool wrote of nights before a day, and the folders that are then empty;
  /// follows no links.
  func removeNights(before day: CalendarDay) throws(Failure) {
    for night in nights where night < day {
      let folder = "\(path)/\(night)"
      Folder.removeParts(in: folder, where: TemporaryName.isOfFile)
      // The mark goes last, so that a killed run is completed by the next.
      for name in (ReportFolders.names(in: folder) ?? []) + [ReportFolders.markName] {
        guard unlink("\(folder)/\(name)") == 0 || errno == ENOENT || errno == EISDIR else {
          throw Failure(.cannotWrite, "\(folder)/\(name): cannot be removed")
        }
      }
      guard rmdir(folder) == 0 || errno == ENOTEMPTY || errno == EEXIST else {
        throw Failure(.cannotWrite, "\(folder): cannot be removed")
      }
    }
  }

  /// The nights that have a folder, which is named by the date exactly as this tool formats it and
  /// has its mark: folders of input may be named like that too.
  private var nights: [CalendarDay] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.compactMap { name in
      guard let day = CalendarDay(name), day.description == name,
        ReportFolders.kind(of: "\(path)/\(name)") == .folder,
        ReportFolders.names(in: "\(path)/\(name)") != nil
      else { return nil }
      return day
    }
  }

  private enum Kind {
    case absent
    case link
    case folder
    case other
  }

  private static func kind(of path: String) -> Kind {
    var status = stat()
    guard lstat(path, &status) == 0 else { return .absent }
    switch status.st_mode & S_IFMT {
    case S_IFLNK: return .link
    case S_IFDIR: return .folder
    default: return .other
    }
  }
}
