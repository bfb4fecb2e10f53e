import Foundation

/// A file that is written atomically: it exists complete and flushed to disk, or not at all.
///
/// It is written under an unpredictable temporary name in its destination folder and renamed into
/// place once complete. What killed runs left in that folder is removed first (see
/// ``TemporaryName``). A file it replaces keeps its permissions and owner; a new one gets the
/// given mode, whatever the umask. Links are followed, and their target is replaced. Anything that
/// is not a regular file (a device, a FIFO) is written to directly.
package final class AtomicFile {
  private enum Route {
    /// The bytes are in one file, to be renamed to the other.
    case replacing(TemporaryName.Part, target: String)
    case direct
  }

  /// As the user named it, for messages.
  private let path: String
  private let mode: FileMode
  private let route: Route
  /// -1 once it is closed.
  private var descriptor: Int32

  /// Opens a file for writing.
  ///
  /// - Parameters:
  ///   - path: its destination.
  ///   - mode: the permissions of a new file.
  ///   - temporaryPath: where it is written until complete; nil for an unpredictable name.
  ///   - isFilledByName: whether SQLite writes it.
  /// - Throws: ``FileError``, also if the temporary name is taken.
  package init(
    _ path: String, mode: FileMode, temporaryPath: String? = nil, isFilledByName: Bool = false
  ) throws(FileError) {
    // The properties are set last: a class that throws with all of them set is deinitialized.
    let (route, opened) = try AtomicFile.opened(path, temporaryPath, isFilledByName)
    self.path = path
    self.mode = mode
    self.route = route
    descriptor = opened
    for path in unfinishedPaths { Unfinished.add(path) }
  }

  private static func opened(
    _ path: String, _ temporaryPath: String?, _ isFilledByName: Bool
  ) throws(FileError) -> (Route, Int32) {
    switch FilePlace(path) {
    case .folder: throw FileError(path, code: EISDIR)
    case .node:
      let opened = open(path, O_WRONLY | O_APPEND | O_NOCTTY | O_CLOEXEC)
      guard opened >= 0 else { throw FileError(path) }
      return (.direct, opened)
    case .file(let target):
      guard let temporaryPath else {
        let part = try TemporaryName.part(
          of: target, named: path, isFilledByName: isFilledByName)
        return (.replacing(part, target: target), part.descriptor)
      }
      let opened = TemporaryName.create(temporaryPath)
      guard opened >= 0 else { throw FileError(path) }
      let part = TemporaryName.Part(path: temporaryPath, descriptor: opened, lock: -1)
      return (.replacing(part, target: target), opened)
    }
  }

  /// Gives the file the permissions and owner of the one it replaces, or its mode; until then only
  /// its writer can access it.
  private func takesAttributes(of target: String) -> Bool {
    var (old, new) = (stat(), stat())
    guard lstat(target, &old) == 0 else { return fchmod(descriptor, mode.bits) == 0 }
    guard fstat(descriptor, &new) == 0 else { return false }
    var bits = old.st_mode & 0o777
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid),
      // Only root may change owners; anyone else keeps ownership and sets the old group.
      fchown(descriptor, old.st_uid, old.st_gid) != 0,
      fchown(descriptor, new.st_uid, old.st_gid) != 0
    {
      // A different group gets no more than everyone else.
      bits = bits & 0o707 | (bits & 0o007) << 3
    }
    return fchmod(descriptor, bits) == 0
  }

  deinit { discard() }

  /// Where the bytes are until the file is complete, for a writer that opens files by name; nil for
  /// a device or FIFO.
  package var temporaryPath: String? {
    if case .replacing(let part, _) = route { part.path } else { nil }
  }

  private var unfinishedPaths: [String] {
    guard case .replacing(let part, _) = route else { return [] }
    return [part.path] + (part.lockPath.map { [$0] } ?? [])
  }

  package func write(_ bytes: some Sequence<UInt8>) throws(FileError) {
    guard FileBytes.write(Array(bytes), to: descriptor) else { throw FileError(path) }
  }

  /// Flushes the file to disk and renames it into place.
  package func commit() throws(FileError) {
    guard case .replacing(let part, let target) = route else { return try end() }
    guard takesAttributes(of: target), fsync(descriptor) == 0, rename(part.path, target) == 0 else {
      throw FileError(path)
    }
    part.release()
    for path in unfinishedPaths { Unfinished.remove(path) }
    try end()
    try Folder.bringToDisk(FilePlace.folder(of: target))
  }

  /// Some file systems report a lack of space only on close.
  private func end() throws(FileError) {
    let open = descriptor
    descriptor = -1
    guard close(open) == 0 || errno == EINTR else { throw FileError(path) }
  }

  /// Discards a file that was not renamed into place, without a trace.
  package func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    guard case .replacing(let part, _) = route else { return }
    unlink(part.path)
    part.release()
    for path in unfinishedPaths { Unfinished.remove(path) }
  }

  /// Writes a file.
  package static func write(
    _ bytes: some Sequence<UInt8>, to path: String, mode: FileMode
  ) throws(FileError) {
    let file = try AtomicFile(path, mode: mode)
    try file.write(bytes)
    try file.commit()
  }
}

package enum FileBytes {
  /// Writes all bytes to a descriptor; false, with `errno`, if that fails.
  package static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

/// Why a file could not be written or a folder not created.
package struct FileError: Error, Hashable, CustomStringConvertible {
  package let path: String
  /// The system's error number.
  package let code: Int32

  package init(_ path: String, code: Int32 = errno) {
    (self.path, self.code) = (path, code)
  }

  package var reason: String { String(cString: strerror(code)) }
  package var description: String { "\(path): cannot be written: \(reason)" }
}
