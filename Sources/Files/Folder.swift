import Foundation

/// Folders, and links in them.
package enum Folder {
  /// Makes a folder with those above it; what is there already stays as it is.
  package static func make(_ path: String, mode: FileMode) throws(FileError) {
    if mkdir(path, mode.folderBits) == 0 {
      // The umask has taken bits away.
      guard chmod(path, mode.folderBits) == 0 else { throw FileError(path) }
      return
    }
    let code = errno
    switch code {
    case ENOENT:
      let above = FilePlace.folder(of: trimmed(path))
      guard above != path, above != "." else { throw FileError(path, code: code) }
      try make(above, mode: mode)
      try make(path, mode: mode)
    default:
      guard case .folder = FilePlace(path) else {
        throw FileError(path, code: code == EEXIST ? ENOTDIR : code)
      }
    }
  }

  /// A path without the slashes at its end.
  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.last == "/" { path = path.dropLast() }
    return String(path)
  }

  /// A name in a folder is safe only once the folder is on the disk.
  package static func bringToDisk(_ path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // A folder that one may write into and not read cannot be brought to the disk by its name.
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // Some network file systems have nothing to bring.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError(path) }
  }

  /// Makes a link, in one step also where another one is in its place.
  package static func link(_ path: String, to target: String) throws(FileError) {
    let temporary = TemporaryName.link(in: FilePlace.folder(of: path))
    guard symlink(target, temporary) == 0 else { throw FileError(path) }
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw FileError(path, code: code)
    }
  }

  /// Removes from a folder what runs that were cut off had not finished.
  package static func removeParts(in folder: String, where isPart: (String) -> Bool) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where isPart(name) { unlink("\(folder)/\(name)") }
  }
}
