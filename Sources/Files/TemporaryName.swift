import Foundation
import Synchronization

/// Names of incomplete files, and what becomes of those that killed runs left.
///
/// A file that is being written is locked with `flock(2)`, which ends with its writer: one that can
/// be locked is of a run that is dead, and is removed by the next one that writes into its folder.
package enum TemporaryName {
  private static let start = ".piledger-"
  private static let linkStart = ".piledger-link-"
  private static let folderStart = ".piledger-scratch-"
  package static let ending = ".part"
  fileprivate static let lockEnding = "-lock"

  /// How often a new name is tried that another run removed before its file was locked.
  private static let attemptLimit = 10
  /// The folders that this run has cleared: once is enough.
  private static let cleared = Mutex<Set<String>>([])

  /// 128 random bits: nobody can have planted anything under this name.
  private static func file(in folder: String) -> String { "\(folder)/\(start)\(chance())\(ending)" }
  static func link(in folder: String) -> String { "\(folder)/\(linkStart)\(chance())\(ending)" }
  static func folder(in place: String) -> String { "\(place)/\(folderStart)\(chance())" }

  private static func chance() -> String {
    var generator = SystemRandomNumberGenerator()
    return [generator.next(), generator.next()].map { String($0 as UInt64, radix: 36) }.joined()
  }

  /// Whether a name is that of a link left by an interrupted run.
  package static func isOfLink(_ name: String) -> Bool {
    name.hasPrefix(linkStart) && name.hasSuffix(ending)
  }

  /// Whether a name is one of ``folder(in:)``.
  static func isOfFolder(_ name: String) -> Bool { name.hasPrefix(folderStart) }

  /// Whether a name is one of ``file(in:)``.
  package static func isOfFile(_ name: String) -> Bool {
    guard name.hasPrefix(start), name.hasSuffix(ending) else { return false }
    let chance = name.dropFirst(start.count).dropLast(ending.count)
    return !chance.isEmpty
      && chance.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
  }

  /// Creates a file; negative, with `errno`, on failure.
  ///
  /// A taken name, even by a link, is an error and never followed.
  static func create(_ path: String) -> Int32 {
    open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o600)
  }

  /// An incomplete file that no other run removes.
  struct Part {
    let path: String
    let descriptor: Int32
    /// The lock of a file that is filled by name; -1 if the file itself is locked.
    let lock: Int32

    var lockPath: String? { lock >= 0 ? path + lockEnding : nil }

    /// Ends its lock, once the file is complete or gone.
    func release() {
      guard let lockPath else { return }
      unlink(lockPath)
      close(lock)
    }
  }

  /// Creates the locked file that becomes another one.
  ///
  /// A file that SQLite fills has its lock beside it: over a network `flock(2)` locks as SQLite does,
  /// and would shut it out.
  static func part(
    of target: String, named path: String, isFilledByName: Bool
  ) throws(FileError) -> Part {
    let folder = FilePlace.folder(of: target)
    if cleared.withLock({ $0.insert(folder).inserted }) { removeDead(in: folder) }
    for _ in 0..<attemptLimit {
      let temporary = file(in: folder)
      let locked = create(isFilledByName ? temporary + lockEnding : temporary)
      guard locked >= 0 else { throw FileError(path) }
      guard isOwn(locked) else {
        close(locked)
        continue
      }
      guard isFilledByName else { return Part(path: temporary, descriptor: locked, lock: -1) }
      let part = Part(path: temporary, descriptor: create(temporary), lock: locked)
      guard part.descriptor < 0 else { return part }
      let error = FileError(path)
      part.release()
      throw error
    }
    throw FileError(path, code: EAGAIN)
  }

  /// Locks a new file; false if another run takes it for that of a dead one.
  ///
  /// Where no lock can be had, nobody can do that.
  private static func isOwn(_ descriptor: Int32) -> Bool {
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else { return false }
    var status = stat()
    return fstat(descriptor, &status) != 0 || status.st_nlink > 0
  }

  /// Removes the files in a folder whose writers are dead, and what SQLite left beside them.
  package static func removeDead(in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names {
      if isOfFile(name) {
        let others = names.filter { $0.hasPrefix(name + "-") && $0 != name + lockEnding }
        removeIfDead("\(folder)/\(name)", with: others.map { "\(folder)/\($0)" })
      } else if let end = name.range(of: ending + "-")?.lowerBound {
        // What stood beside a file that is gone.
        let file = String(name[..<end]) + ending
        if isOfFile(file), !names.contains(file) { removeIfDead("\(folder)/\(name)", with: []) }
      }
    }
  }

  private static func removeIfDead(_ path: String, with others: [String]) {
    let descriptor = lockedFile(path)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // A lock beside a file is there before it, and goes after it.
    let lockPath = path + lockEnding
    let lock = lockedFile(lockPath)
    guard lock >= 0 || errno == ENOENT else { return }
    defer { if lock >= 0 { close(lock) } }
    var named = stat()
    guard lstat(path, &named) == 0 else { return }
    for other in others { unlink(other) }
    unlink(path)
    if lock >= 0 { unlink(lockPath) }
  }

  /// Opens and locks a file that may be of a dead run: a regular one of this user's with a single
  /// name.
  ///
  /// Negative if it is not, or its run lives; with `ENOENT` only if it is not there.
  private static func lockedFile(_ path: String) -> Int32 {
    let opened = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard opened >= 0 else { return -1 }
    var (file, named) = (stat(), stat())
    guard flock(opened, LOCK_EX | LOCK_NB) == 0, fstat(opened, &file) == 0,
      file.st_mode & S_IFMT == S_IFREG, file.st_nlink == 1, file.st_uid == geteuid(),
      // It may have been renamed into place before it was locked here.
      lstat(path, &named) == 0, (named.st_dev, named.st_ino) == (file.st_dev, file.st_ino)
    else {
      close(opened)
      errno = EBUSY
      return -1
    }
    return opened
  }
}
