import Foundation

/// A folder for files that nobody else sees, in the system's temporary folder, removed with this
/// value.
///
/// It is locked with `flock(2)`, as files are whose writer lives (see ``TemporaryName``): one that a
/// killed run left can be locked, and is removed by the next run that needs one.
package final class ScratchFolder {
  package let path: String
  private let descriptor: Int32

  /// Creates a folder that is closed to others.
  ///
  /// - Throws: ``FileError`` that names the temporary folder.
  package init() throws(FileError) {
    let place = FileManager.default.temporaryDirectory.path
    ScratchFolder.removeDead(in: place)
    let (path, descriptor) = try ScratchFolder.created(in: place)
    (self.path, self.descriptor) = (path, descriptor)
    Unfinished.add(path)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
    Unfinished.remove(path)
    close(descriptor)
  }

  /// How often a new folder is tried that another run removed before it was locked.
  private static let attemptLimit = 10

  private static func created(in place: String) throws(FileError) -> (String, Int32) {
    for _ in 0..<attemptLimit {
      let path = TemporaryName.folder(in: place)
      guard mkdir(path, 0o700) == 0 else { throw FileError(place) }
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else {
        let error = FileError(place)
        rmdir(path)
        throw error
      }
      // Where no lock can be had, nobody takes it for that of a dead run.
      let isLocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
      if isLocked, isNamed(path, descriptor) { return (path, descriptor) }
      close(descriptor)
    }
    throw FileError(place, code: EAGAIN)
  }

  /// Removes the folders whose runs are dead.
  private static func removeDead(in place: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    for name in names where TemporaryName.isOfFolder(name) {
      let path = "\(place)/\(name)"
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, isNamed(path, descriptor) else { continue }
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  /// Whether an open folder of this user still has a name: another run may have removed it before it
  /// was locked.
  private static func isNamed(_ path: String, _ descriptor: Int32) -> Bool {
    var (folder, named) = (stat(), stat())
    return fstat(descriptor, &folder) == 0 && folder.st_uid == geteuid() && lstat(path, &named) == 0
      && (named.st_dev, named.st_ino) == (folder.st_dev, folder.st_ino)
  }
}
