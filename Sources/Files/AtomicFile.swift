import Foundation

/// A file that is there whole, and on the disk, or not at all.
///
/// It is written under a name of its own in the folder where it is to be, which nobody can foresee,
/// and takes its name once it is whole. A file that has the name keeps its permissions and owner; a
/// new one gets those of a mode, whatever the umask. Through a link the file behind it is replaced.
/// What is no file (a device, a FIFO) is written into as it stands.
package final class AtomicFile {
  private enum Route {
    /// The bytes are in one file, which takes the name of the other.
    case replacing(temporary: String, target: String)
    case direct
  }

  /// As the user named it, for messages.
  private let path: String
  private let mode: FileMode
  private let route: Route
  /// -1 once it is closed.
  private var descriptor: Int32

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - path: where it is to be.
  ///   - mode: who may use it, where it is new.
  ///   - temporaryPath: where it stands until it is whole; nil for a name that nobody can foresee.
  /// - Throws: ``FileError``, also where something has the temporary name already.
  package init(
    _ path: String, mode: FileMode, temporaryPath: String? = nil
  ) throws(FileError) {
    // The properties are set last: a class that throws with all of them set is deinitialized.
    let (route, opened) = try AtomicFile.opened(path, temporaryPath: temporaryPath)
    self.path = path
    self.mode = mode
    self.route = route
    descriptor = opened
  }

  private static func opened(
    _ path: String, temporaryPath: String?
  ) throws(FileError) -> (Route, Int32) {
    switch FilePlace(path) {
    case .folder: throw FileError(path, code: EISDIR)
    case .node:
      let opened = open(path, O_WRONLY | O_APPEND | O_NOCTTY | O_CLOEXEC)
      guard opened >= 0 else { throw FileError(path) }
      return (.direct, opened)
    case .file(let target):
      let temporary = temporaryPath ?? TemporaryName.file(in: FilePlace.folder(of: target))
      // A name that is taken, be it by a link, is an error and never followed.
      let opened = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o600)
      guard opened >= 0 else { throw FileError(path) }
      return (.replacing(temporary: temporary, target: target), opened)
    }
  }

  /// Gives the file the permissions and owner of the one that it replaces, or those of its mode;
  /// until then it is its writer's alone.
  private func takesAttributes(of target: String) -> Bool {
    var (old, new) = (stat(), stat())
    guard lstat(target, &old) == 0 else { return fchmod(descriptor, mode.bits) == 0 }
    guard fstat(descriptor, &new) == 0 else { return false }
    var bits = old.st_mode & 0o777
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid),
      // Only root may give files away; who may not keeps the file as his own, for its old group.
      fchown(descriptor, old.st_uid, old.st_gid) != 0,
      fchown(descriptor, new.st_uid, old.st_gid) != 0
    {
      // Another group gets no more than all others.
      bits = bits & 0o707 | (bits & 0o007) << 3
    }
    return fchmod(descriptor, bits) == 0
  }

  deinit { discard() }

  /// Where the bytes stand until the file is whole, for a writer that opens files by their names;
  /// nil for a device or FIFO, which has no such place.
  package var temporaryPath: String? {
    if case .replacing(let temporary, _) = route { temporary } else { nil }
  }

  package func write(_ bytes: some Sequence<UInt8>) throws(FileError) {
    guard FileBytes.write(Array(bytes), to: descriptor) else { throw FileError(path) }
  }

  /// Brings the file to the disk, and gives it its name.
  package func commit() throws(FileError) {
    guard case .replacing(let temporary, let target) = route else { return try end() }
    guard takesAttributes(of: target), fsync(descriptor) == 0, rename(temporary, target) == 0 else {
      throw FileError(path)
    }
    try end()
    try Folder.bringToDisk(FilePlace.folder(of: target))
  }

  /// Some file systems tell only at the end that there was no room.
  private func end() throws(FileError) {
    let open = descriptor
    descriptor = -1
    guard close(open) == 0 || errno == EINTR else { throw FileError(path) }
  }

  /// Lets go of a file that has not got its name, without a trace.
  package func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    if let temporaryPath { unlink(temporaryPath) }
  }

  /// Writes a whole file.
  package static func write(
    _ bytes: some Sequence<UInt8>, to path: String, mode: FileMode
  ) throws(FileError) {
    let file = try AtomicFile(path, mode: mode)
    try file.write(bytes)
    try file.commit()
  }
}

/// Names of what is not whole yet.
package enum TemporaryName {
  private static let start = ".piledger-"
  private static let linkStart = ".piledger-link-"
  package static let ending = ".part"

  /// 128 bits by chance: a name that nobody can have planted anything under.
  static func file(in folder: String) -> String { "\(folder)/\(start)\(chance())\(ending)" }
  static func link(in folder: String) -> String { "\(folder)/\(linkStart)\(chance())\(ending)" }

  private static func chance() -> String {
    var generator = SystemRandomNumberGenerator()
    return [generator.next(), generator.next()].map { String($0 as UInt64, radix: 36) }.joined()
  }

  /// Whether a name is that of a link which a run had not finished.
  package static func isOfLink(_ name: String) -> Bool {
    name.hasPrefix(linkStart) && name.hasSuffix(ending)
  }
}

package enum FileBytes {
  /// Writes all bytes to a descriptor; false, with `errno`, where they did not all go.
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

/// Why a file could not be written or a folder not be made.
package struct FileError: Error, Hashable, CustomStringConvertible {
  package let path: String
  /// The system's number of the error.
  package let code: Int32

  package init(_ path: String, code: Int32 = errno) {
    (self.path, self.code) = (path, code)
  }

  package var reason: String { String(cString: strerror(code)) }
  package var description: String { "\(path): cannot be written: \(reason)" }
}
