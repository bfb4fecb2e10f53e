import Foundation

/// Folders, and links in them.
package enum Folder {
  /// Creates a folder and its parents; existing ones stay as they are.
  package static func make(_ path: String, mode: FileMode) throws(FileError) {
    if mkdir(path, mode.folderBits) == 0 {
      // The umask has removed bits.
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

  /// A path without trailing slashes.
  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.last == "/" { path = path.dropLast() }
    return String(path)
  }

  /// A name in a folder is durable only once the folder is flushed to disk.
  package static func bringToDisk(_ path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // A folder that is writable but not readable cannot be opened to flush it.
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // Some network file systems have nothing to flush.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError(path) }
  }

  /// Creates a link, atomically replacing an existing one.
  package static func link(_ path: String, to target: String) throws(FileError) {
    let temporary = TemporaryName.link(in: FilePlace.folder(of: path))
    guard symlink(target, temporary) == 0 else { throw FileError(path) }
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw FileError(path, code: code)
    }
  }

  /// Removes what interrupted runs left in a folder.
  package static func removeParts(in folder: String, where isPart: (String) -> Bool) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where isPart(name) { unlink("\(folder)/\(name)") }
  }
}
